"""Sentences in which a site talks about itself: rights, cookies, newsletters, subscriptions, comments."""

import re
from functools import cache, lru_cache

from claims.text.layout.headings import is_title_case
from claims.text.layout.lines import holds_any
from claims.text.lexicon import WORD, Lexicon, lexicon
from claims.text.wordlists import entries

LONGEST = 300
FEWEST_HINTS = 2
TALK = frozenset({"you", "your", "yours", "you're", "you'll", "you've", "please"})
# What is said, in quotation marks or by somebody, isn't the site's.
SAID = re.compile(r"^[\"“‘']|[“”]|\b(?:said|says|told|wrote|tweeted|added|asked|replied)\b")
STOP = re.compile(r"(?<=[a-z)][.!?]) (?=[A-Z])")
# One of these is in every phrase of `notice_phrases`, and to look for them takes little time.
TRACES = (
    *("you", "You", " our ", "Our ", " us ", "We ", " we ", "lease", "may not", "ermission", "omment"),
    *("ookie", "rowser", "ubscri", "newsletter", "xternal", "ights reserved", "expressed", "lick", "ign up"),
    *("ownload", "equired", "necessarily", "responsib", "oderat", "epublish"),
)


def is_notice(content: str) -> bool:
    """Whether a phrase in the sentence is one that only sites use, of themselves."""
    return notice_signs(content)[0]


def is_all_notice(content: str) -> bool:
    """Whether the line is two sentences or more, each of which only sites use."""
    first = content.find(". ") + 1
    if not first or not is_notice(content[:first]):
        return False
    return all(is_notice(sentence) for sentence in STOP.split(content[first:].strip()))


def may_hold_notice(line: str) -> bool:
    """Whether a line of any length has what is in every notice."""
    return holds_any(line, TRACES)


def offers(content: str, fewest: int = FEWEST_HINTS) -> bool:
    """Whether a whole line talks to "you", in so many words for what sites offer and ask; no title does."""
    _, hints, talks = notice_signs(content)
    return talks and hints >= fewest and '"' not in content and not is_title_case(content)


def talks_to_reader(content: str) -> bool:
    """Whether a sentence tells "you" something or asks it of you, and nobody is quoted."""
    words = WORD.findall(content.replace("’", "'").casefold())
    talks = not TALK.isdisjoint(words) or (bool(words) and words[0] in _requests())
    return talks and not SAID.search(content)


@lru_cache(maxsize=8192)
def notice_signs(content: str) -> tuple[bool, int, bool]:
    """Whether a certain phrase is in the line, how many words of a site's offers, whether it talks to "you".

    All are wanting in what somebody says.
    """
    if len(content) > LONGEST or not holds_any(content, TRACES) or SAID.search(content):
        return False, 0, False
    words = WORD.findall(content.replace("’", "'"))
    lowered = [word.casefold() for word in words]
    talks = not TALK.isdisjoint(lowered) or (bool(lowered) and lowered[0] in _requests())
    return bool(_phrases().counts(words)), len(_hints() & set(lowered)), talks


@cache
def _phrases() -> Lexicon:
    return lexicon(("notice_phrases",))


@cache
def _hints() -> frozenset[str]:
    return frozenset(entries("notice_hints"))


@cache
def _requests() -> frozenset[str]:
    return frozenset(entries("notice_requests"))
