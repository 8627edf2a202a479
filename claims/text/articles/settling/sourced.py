"""Digests whose items each end with the source, on the same line: "... they said. Source: Coast Paper"."""

import re

from claims.text.layout.lines import Line
from claims.text.layout.units import CAPTION, HEADING, LIST_ITEM, SENTENCE

FEWEST, REACH, LONGEST_TITLE = 3, 60, 110
SOURCE = re.compile(
    r"[.!?”\")] \(?(?:Ref|Sources?|Via|Reference)(?:[.:] ?|\. ?: ?| )[A-Z][\w.&’' -]{1,40}\)?$"
)
BODY = (SENTENCE, LIST_ITEM, CAPTION)


def settle_sourced(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Takes the short line above the text of each item for its title, and answers with these lines."""
    below = below_sources(text, lines, kinds)
    if not below:
        return frozenset()
    titles = [index for index in below if _may_be_title(lines, kinds, index)]
    first = below[0] - 1
    while first > 0 and kinds[first] in BODY:
        first -= 1
    for index in titles:
        kinds[index] = HEADING
    return frozenset([first, *titles] if kinds[first] == HEADING else titles)


def _may_be_title(lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is short, and shorter than the text right below it."""
    length = lines[index].end - lines[index].start
    if kinds[index] not in (HEADING, *BODY) or length > LONGEST_TITLE or index + 1 >= len(lines):
        return False
    return kinds[index + 1] == SENTENCE and lines[index + 1].end - lines[index + 1].start > length


def below_sources(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The lines right below the end of an item, where three items or more end with their source."""
    found = [
        index + 1
        for index, line in enumerate(lines[:-1])
        if kinds[index] in BODY and SOURCE.search(text, max(line.start, line.end - REACH), line.end)
    ]
    return found if len(found) >= FEWEST else []
