"""What kind of abbreviation, if any, a full stop belongs to."""

import re
from enum import Enum
from functools import cache

from claims.text.wordlists import entries

ACRONYM = re.compile(r"(?:[^\W\d_]\.){1,9}[^\W\d_]{1,2}")
# A capital and consonants alone ("Bn", "Rgt"): no word of English, whether listed or not.
VOWELLESS = re.compile(r"[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-xz]{1,4}")
CLOCK_HALVES = frozenset({"a.m", "p.m", "A.M", "P.M"})


class Abbreviation(Enum):
    """How an abbreviation behaves before the next word."""

    TITLE = "a name follows"
    INNER = "never ends a sentence"
    NUMBERED = "a number follows"
    CLOSING = "may end a sentence"
    ACRONYM = "letters with full stops"
    CLOCK = "a.m. or p.m."
    INITIAL = "one letter"
    NONE = "an ordinary word"


def abbreviation_kind(word: str) -> Abbreviation:
    """The kind of the abbreviation that `word` and the full stop after it are; `word` lacks that stop."""
    known = _listed().get(f"{word}.") or _listed().get(f"{word.rpartition('-')[2]}.")
    if known:
        return known
    if len(word) == 1 and word.isalpha():
        return Abbreviation.INITIAL
    if word in CLOCK_HALVES:
        return Abbreviation.CLOCK
    if word.startswith(("pro-", "anti-", "non-")) and ACRONYM.fullmatch(word.partition("-")[2]):
        return Abbreviation.INNER
    if VOWELLESS.fullmatch(word):
        return Abbreviation.CLOSING
    return Abbreviation.ACRONYM if ACRONYM.fullmatch(word) else Abbreviation.NONE


@cache
def _listed() -> dict[str, Abbreviation]:
    """Each listed abbreviation and its kind; the more cautious kind where an entry is in two lists."""
    kinds: dict[str, Abbreviation] = {}
    for kind, name in (
        (Abbreviation.INNER, "inner_abbreviations"),
        (Abbreviation.TITLE, "titles"),
        (Abbreviation.CLOSING, "closing_abbreviations"),
        (Abbreviation.NUMBERED, "numbered_abbreviations"),
    ):
        for entry in entries(name):
            kinds.setdefault(entry, kind)
    return kinds
