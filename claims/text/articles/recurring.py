"""Titles that a page sets alike: each behind a number with a sign, or behind the mark of Markdown."""

import re
from collections import defaultdict

from claims.text.layout.lines import Line
from claims.text.layout.units import BYLINE, HEADING

FEWEST, SIGNATURE_REACH = 3, 4
# "↓↓33Ferry sold after storm": the arrows of links, a number that stands twice, as text and as picture.
COUNTED = re.compile(
    r"[\u2190-\u21ff\u25a0-\u25ff\u2b00-\u2bff]{1,4} ?(?:(\d{1,2})\1|\d{1,2})(?:[.:)] ?)?(?=[^\W\d_])"
)
# "## Ferry sold after storm", as pages saved in Markdown set titles.
MARKED = re.compile(r"(#{2,4}) (?=\S)")


def settle_recurring(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Takes the titles that stand again and again in one setting for headlines, and answers with them."""
    counted = [index for index, line in enumerate(lines) if COUNTED.match(text, line.start, line.end)]
    found = set(counted if len(counted) >= FEWEST else ())
    found.update(_marked_titles(text, lines, kinds))
    for index in found:
        kinds[index] = HEADING
    return frozenset(found)


def _marked_titles(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The titles that Markdown marks on the level where most have a date or writer right below them."""
    levels: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if mark := MARKED.match(text, line.start, line.end):
            levels[mark.group(1)].append(index)
    for titles in levels.values():
        signed = sum(BYLINE in kinds[index + 1 : index + 1 + SIGNATURE_REACH] for index in titles)
        if len(titles) >= FEWEST and signed * 3 >= len(titles) * 2:
            return titles
    return []
