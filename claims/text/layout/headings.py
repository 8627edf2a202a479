"""Whether a line is set as a heading."""

import re
from functools import cache

from claims.text.layout.dates import MONTH
from claims.text.wordlists import entries

LONGEST, LONGEST_ASKING = 170, 100
MOST_WORDS, MOST_QUOTED = 26, 22
QUOTES = frozenset("\"'“‘")
ENDING = 12
WORDS_BEFORE_COLON = 4
FEWEST_TITLE_WORDS = 3
MOST_WORDS_OF_TWO = 12  # in a title of two sentences
WORD = re.compile(r"[^\W\d_][\w’'-]*")
# A stop behind three letters within a line, save that of a title ("Sen. Ann Lee"). The stop stands first in
# the pattern, since that is how it is found soonest.
INNER_STOP = re.compile(
    r"[.!?](?<=[^\W\d_]{3}.)(?<!\bSen\.)(?<!\bGov\.)(?<!\bRep\.)(?<!\bGen\.)(?<!\bCol\.)(?<!\bSgt\.)(?<!\bRev\.)"
    r"(?<!\bMaj\.)(?<!\bAdm\.)(?<!\bProf\.)(?<!\bCapt\.)(?<!\bBrig\.)(?<!\bCmdr\.)(?<!\bSupt\.)"
    r"[\"”’)]* +[\"“‘(]?[A-Z]"
)
# How a paragraph begins that was cut off: headlines leave "a" and "the" away, and tell in the present.
FEWEST_TOLD = 14
TOLD = re.compile(
    r"(?:An?|The|In|On|At|He|She|It|They|His|Her|Their) .*\b(?:said|was|were|had|would|could)\b"
)
REFERENCES = r"(?: ?\[(?:\d{1,3}|[a-z])\])*$"
TERMINAL = re.compile(r"[.!?…:;,。！？｡؟۔।॥։][\"'”’)\]*]*" + REFERENCES)
QUESTION = re.compile(r"[?!][\"'”’)\]*]*$")
CLOSING_STOP = re.compile(r"(?<![.…\s])\.[\"'”’)\]*]*" + REFERENCES)
ACRONYM_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Corp|Co|Jr|Sr|Ltd)\.$")
# Numbered within a chapter: "2.1 Who bought what", but not "2.5 million people".
SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.? +(?![MBT]r?illion)[\"“‘]?[A-Z]")
# The agency after the last sentence of a report: "... said the police. – (Reuters)", "... came. - AP".
AGENCY_END = re.compile(
    r"[.!?][\"'”’]* ?(?:[-–—]? ?\((?:[A-Z][\w&’' ]{1,30}|[A-Z]{2,6})\)|[-–—] ?(?:Reuters|[A-Z]{2,6}))$"
)
# A teaser that trails off into the link to its text: "... voted on Monday... Read More".
TEASED = re.compile(r"(?:\.\.\.|…)\]? ?\[?(?:Read|See|View|Continue|Full|More)\b[\w ]{0,20}[»›→\]]*$")
# Whom and what a post quotes, below the quotation: "Writes Ann Lee at the Post.", "From "Ferries" (CP)."
QUOTED_FROM = re.compile(r"(?:Writes [A-Z].{2,80}\.|From [\"“][^\"”]{2,80}[\"”].{0,60}\.)$")
ARTICLES_OF_TITLES = frozenset({"the", "a", "an", "how", "why", "what", "no"})
# A sentence that a scraper cut off at a link: a heading doesn't end on an article or on "and".
FEWEST_CUT_OFF, LONGEST_AGENCY = 8, 60
# What was said before goes on so, in a sentence that was torn apart; headlines seldom begin with these.
FEWEST_GOING_ON = 5
GOING_ON = ("But ", "And ", "Or ", "Because ", "Which ")
CUT_OFF = re.compile(r" (?:the|an?|and|or|according to|because)$")
BRACKETED = re.compile(r"\([^()]{1,30}\),? [a-z]")
PARENTHESIS = re.compile(r"\([^()]*\)\.?")
PAGE_TITLE = re.compile(
    r"(?i:(?:(?:tag|category|author|daily|monthly|yearly|topic|blog) archives?:|archives? for(?: the)?:?"
    r"|(?:blog )?posts? tagged(?: as| in| with)?:?|browsing (?:category|tag):?)) [^.!?]{2,60}"
    rf"|(?:[^.!?|]{{2,40}} [|–-] )?(?i:(?:{MONTH} )?\d{{4}} archives?)"
    rf"|(?!(?i:(?:first |last )?(?:published|posted|updated?|modified|dated?|issued?|created|filed|released?"
    rf"|by|source)\b))[A-Z][\w&’']*(?: [\w&’']+){{2,6}}: (?i:{MONTH}) \d{{4}}"
)
LEADING_MARK = re.compile(r"(?:\d{1,3}[.)]|\(?[A-Za-z0-9]\)|[-–—*#]+)\s*")


def looks_like_heading(content: str) -> bool:
    """Whether the line's length, capitals and last character are those of a heading."""
    end = len(content)
    signed = end <= LONGEST and AGENCY_END.search(content, max(0, end - LONGEST_AGENCY))
    if end > LONGEST or signed or PARENTHESIS.fullmatch(content):
        return False
    words = content.count(" ") + 1 + (content[:1] in QUOTES) * (MOST_WORDS - MOST_QUOTED)
    if QUOTED_FROM.match(content):
        return False
    if words > FEWEST_CUT_OFF and (CUT_OFF.search(content) or TEASED.search(content)):
        return False
    first = next((character for character in content if character.isalnum()), "")
    if words > FEWEST_TOLD and TOLD.match(content):
        return False
    if words > FEWEST_GOING_ON and content.startswith(GOING_ON) and not is_title_case(content):
        return False
    if words > MOST_WORDS or not first or first.islower() or content.endswith((",", ";")):
        return False
    if content[0] == "(" and BRACKETED.match(content):
        return False
    if SECTION_NUMBER.match(content):
        return not INNER_STOP.search(content) and not CLOSING_STOP.search(content[-ENDING:])
    if content.endswith(":"):
        return words <= WORDS_BEFORE_COLON and looks_like_title(content)
    ending = content[-ENDING:]
    unfinished = not TERMINAL.search(ending) or ACRONYM_END.search(ending)
    if unfinished and (not INNER_STOP.search(content) or _asks_first(content)):
        return True
    return looks_like_title(content)


def looks_like_title(content: str) -> bool:
    """Whether the line is in title case or in capitals, or is short and has no stop at its end."""
    if len(content) > LONGEST:
        return False
    ending = content[-ENDING:]
    stopped = CLOSING_STOP.search(ending) is not None
    words = WORD.findall(LEADING_MARK.sub("", content, count=1))
    telling = [word for word in words if word.casefold() not in _small_words()]
    small = sum(not word[0].isupper() for word in telling)
    if INNER_STOP.search(content) and len(words) > MOST_WORDS_OF_TWO:
        return False
    if stopped or INNER_STOP.search(content):
        opens_title = bool(words) and words[0].casefold() in ARTICLES_OF_TITLES
        return small == 0 and len(telling) > FEWEST_TITLE_WORDS - opens_title
    if QUESTION.search(ending):
        return small * 5 <= len(telling) and len(telling) > 1
    return not TERMINAL.search(ending) or (small * 5 <= len(telling) and bool(telling))


def is_title_case(content: str) -> bool:
    """Whether all words begin with a capital, save those that stay small in titles."""
    telling = [word for word in WORD.findall(content) if word.casefold() not in _small_words()]
    return len(telling) > 1 and sum(not word[0].isupper() for word in telling) * 5 <= len(telling)


def _asks_first(content: str) -> bool:
    """Whether the line is a question or shout and the short half of a title: "What now? Nobody knows"."""
    stops = INNER_STOP.findall(content) if len(content) <= LONGEST_ASKING else []
    return len(stops) == 1 and "." not in stops[0]


def is_part_heading(content: str) -> bool:
    """Whether the line names a part of an article ("Background"), whatever its capitals and final colon."""
    return content.casefold().replace("’", "'").strip(" :.?!") in _section_headings()


@cache
def _section_headings() -> frozenset[str]:
    return frozenset(entries("section_headings"))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(entries("small_title_words"))


def is_page_title(content: str) -> bool:
    """Whether the line says whose posts or what time's the page lists: "Tag Archives: ferries"."""
    return PAGE_TITLE.fullmatch(content) is not None
