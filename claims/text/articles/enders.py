"""Titles told by what stands above: "Back to the top" below each post, a link, a text that is cut off."""

import re
from collections import defaultdict
from itertools import pairwise

from claims.text.layout.headings import is_title_case
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE

FEWEST, LONGEST_BELOW, REACH = 3, 160, 3
LONGEST_TITLE = 110
LONGEST_ENDER, FEWEST_SPACES = 60, 2
# Two posts of a label, a title and a text each.
BETWEEN, MOST_LABEL_SPACES = 6, 2
# How a text ends that is cut off in a list of posts.
CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[\.\.\.\]|\[…\]|(?:…|\.\.\.) ?(?:[Cc]ontinue [Rr]eading|[Rr]ead [Mm]ore)\W{0,4})$"
)
CUT_REACH = 30
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
            found += [*titles, *_titles_between(text, lines, kinds, places)]
    for title in found:
        kinds[title] = HEADING
    return frozenset(found)


def _titles_between(text: str, lines: list[Line], kinds: list[str], places: list[int]) -> list[int]:
    """The titles halfway between two of the places, below another label of few words, which is furniture."""
    found = []
    for above, below in pairwise(places):
        label = (above + below) // 2
        line = lines[label]
        pattern = [SENTENCE, HEADING, HEADING, SENTENCE, BOILERPLATE]
        few = text.count(" ", line.start, line.end) <= MOST_LABEL_SPACES
        if below - above == BETWEEN and few and kinds[label - 1 : below + 1] == pattern:
            kinds[label] = BOILERPLATE
            found.append(label + 1)
    return found


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
    if kinds[title] not in (HEADING, SENTENCE) or line.end - line.start > LONGEST_BELOW:
        return None
    few = text.count(" ", line.start, line.end) >= FEWEST_SPACES or kinds[title] == HEADING
    below = kinds[title + 1 : title + 2]
    return title if few and text[line.end - 1] not in ".:," and below in ([SENTENCE], [BYLINE]) else None


def settle_apart(text: str, lines: list[Line], kinds: list[str], usual_gap: int) -> None:
    """Takes a short line between wide gaps, or below a link and without a stop, for a headline.

    A paragraph that is cut off is as good as a link to its rest; a question, a shout or capitals may follow.
    """
    wide = max(2, usual_gap)
    for index in range(1, len(lines) - 1):
        line = lines[index]
        if kinds[index : index + 2] != [SENTENCE, SENTENCE] or line.end - line.start > LONGEST_TITLE:
            continue
        above = lines[index - 1]
        cut_off = CUT_OFF.search(text, max(above.start, above.end - CUT_REACH), above.end) is not None
        linked = cut_off or kinds[index - 1] == BOILERPLATE
        last = text[line.end - 1]
        titled = last in "?!" or (last == "." and is_title_case(text[line.start : line.end]))
        open_ended = (linked and last.isalnum()) or (cut_off and titled)
        apart = (line.ends_before > wide or linked) and lines[index + 1].ends_before > wide
        if apart or open_ended:
            kinds[index] = HEADING
