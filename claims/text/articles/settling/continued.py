"""Furniture that goes on in the lines below: sentences that break off, and labels above keywords."""

import re

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, CAPTION, HEADING, SENTENCE

LONGEST_KEYWORDS, MOST_BROKEN, LONGEST_BREAK = 300, 4, 10
BROKEN_OFF = re.compile(r" (?:on|in|at|under|filed)$")
# "storms, pier lights, harbour board", below "Filed under:".
KEYWORDS = re.compile(r"[\w’'-]+(?: [\w’'-]+){0,4}(?:, [\w’'-]+(?: [\w’'-]+){0,4})+")


def settle_broken_furniture(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes the lines right below furniture that breaks off in its sentence for furniture."""
    left = 0
    for index, kind in enumerate(kinds):
        line = lines[index]
        left = left - 1 if line.ends_before == 1 else 0
        if left > 0 and kind in (HEADING, SENTENCE):
            kinds[index] = BOILERPLATE
        if kind == BOILERPLATE and BROKEN_OFF.search(
            text, max(line.start, line.end - LONGEST_BREAK), line.end
        ):
            left = MOST_BROKEN


def settle_keywords(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes a row of a few words each, parted by commas, for furniture below furniture with a colon."""
    for index in range(1, len(lines)):
        line = lines[index]
        labelled = kinds[index - 1] == BOILERPLATE and text[lines[index - 1].end - 1] == ":"
        if not labelled or kinds[index] not in (CAPTION, SENTENCE):
            continue
        if line.end - line.start <= LONGEST_KEYWORDS and KEYWORDS.fullmatch(text, line.start, line.end):
            kinds[index] = BOILERPLATE
