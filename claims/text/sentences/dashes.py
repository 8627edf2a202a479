"""Dashes that a line end became on the way, behind the stops of a sentence."""

import re

from claims.text.sentences.abbreviations import Abbreviation, abbreviation_kind
from claims.text.sentences.context import OPENERS, WORD_REACH

# "the port.-The boats", "the port.- The boats".
DASH_LED = re.compile(r"-(?=[A-Z][a-z]* [a-z\d])")
DASH_LAST = re.compile(r"-{1,2}(?=[ \xa0]+[A-Z“\"])|[ \xa0]-{1,2}(?=[ \xa0]+[A-Z“\"][^\n]{60})")
SPACES = re.compile(r"\s*")


def dash_boundary(
    text: str, match: re.Match[str], sentence: tuple[int, int], close: int
) -> tuple[int, int] | None:
    """The boundary at stops before a dash that belongs to no word: it ends the sentence before a space."""
    begin, end = sentence
    before = text[max(begin, match.start() - WORD_REACH) : match.start()].rstrip(" \"”’'")
    word = before.rpartition(" ")[2].lstrip(OPENERS)
    if not word[-1:].isalpha() or not word[-1:].islower() or abbreviation_kind(word) is not Abbreviation.NONE:
        return None
    if DASH_LED.match(text, close):
        return close, close
    dash = DASH_LAST.match(text, close, end)
    spaces = SPACES.match(text, dash.end(), end) if dash else None
    return (dash.end(), spaces.end()) if dash and spaces and spaces.end() < end else None
