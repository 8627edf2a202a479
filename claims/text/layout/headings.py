"""Whether a line is set as a heading."""

import re

LONGEST = 170
MOST_WORDS = 22
SMALL_WORD = 4
TERMINAL = re.compile(r"[.!?…:;,][\"'”’)\]*]*$")
QUESTION = re.compile(r"[?!][\"'”’)\]*]*$")
CLOSING_STOP = re.compile(r"(?<![.\s])\.[\"'”’)\]*]*$")
ACRONYM_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Corp|Co|Jr|Sr|Ltd)\.$")
LEADING_MARK = re.compile(r"(?:\d{1,3}[.)]|\(?[A-Za-z0-9]\)|[-–—*#]+)\s*")


def looks_like_heading(content: str) -> bool:
    """Whether the line's length, capitals and last character are those of a heading."""
    if len(content) > LONGEST:
        return False
    words = content.split()
    first = next((character for character in content if character.isalnum()), "")
    if len(words) > MOST_WORDS or not first or first.islower():
        return False
    if not TERMINAL.search(content) or ACRONYM_END.search(content):
        return True
    if content.endswith(":"):
        return len(words) <= SMALL_WORD
    if content.endswith((",", ";")):
        return False
    return looks_like_title(content)


def looks_like_title(content: str) -> bool:
    """Whether the line is in title case or in capitals, or is short and has no full stop at its end."""
    bare = LEADING_MARK.sub("", content, count=1)
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", bare[:LONGEST]) if len(word) > SMALL_WORD]
    capitals = sum(not word[0].islower() for word in words)
    if not words or len(content) > LONGEST:
        return len(content) <= LONGEST and not TERMINAL.search(content)
    titled = capitals * 5 >= len(words) * 4
    if CLOSING_STOP.search(content):
        return titled and len(words) > SMALL_WORD
    if QUESTION.search(content):
        return titled and len(words) > 1
    return titled or not TERMINAL.search(content)
