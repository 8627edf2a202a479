"""Posts of a page that all end with the same piece of furniture: "Back to the top", "3 comments"."""

import re
from collections import defaultdict

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE

FEWEST, LONGEST_TITLE, REACH = 3, 160, 3
LONGEST_ENDER, FEWEST_SPACES = 60, 2
DIGITS = re.compile(r"\d+")


def settle_enders(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Takes the short lines below a piece of furniture for headlines, where each of its places has one.

    Titles that stand again are those of a rail of links. Answers with the lines.
    """
    found: list[int] = []
    for places in _furniture_places(text, lines, kinds):
        titles = [title for index in places if (title := _title_below(text, lines, kinds, index))]
        distinct = {text[lines[title].start : lines[title].end] for title in titles}
        if len(places) >= FEWEST and len(distinct) == len(places):
            found += titles
    for title in found:
        kinds[title] = HEADING
    return frozenset(found)


def _furniture_places(text: str, lines: list[Line], kinds: list[str]) -> list[list[int]]:
    """For each short piece of furniture, whatever its numbers, the indices of its lines amid the page."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(1, len(lines) - 2):
        line = lines[index]
        if kinds[index] != BOILERPLATE or line.end - line.start > LONGEST_ENDER:
            continue
        content = text[line.start : line.end]
        if any(map(str.isalpha, content)):
            places[DIGITS.sub("0", content)].append(index)
    return list(places.values())


def _title_below(text: str, lines: list[Line], kinds: list[str], ender: int) -> int | None:
    """The title below the line: short, without a stop, above a text; None where something else is there."""
    title = ender + 1
    while title < min(ender + REACH, len(lines) - 1) and kinds[title] in (BOILERPLATE, BYLINE):
        title += 1
    line = lines[title]
    if kinds[title] not in (HEADING, SENTENCE) or line.end - line.start > LONGEST_TITLE:
        return None
    few = text.count(" ", line.start, line.end) >= FEWEST_SPACES or kinds[title] == HEADING
    below = kinds[title + 1 : title + 2]
    return title if few and text[line.end - 1] not in ".:," and below in ([SENTENCE], [BYLINE]) else None
