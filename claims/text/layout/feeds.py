"""Entries of a feed written out as text: a title, the date as programs write it, the writer, the text."""

import re
from collections.abc import Iterator

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING

FEWEST, LONGEST_STAMP, LONGEST_TITLE = 2, 60, 220
LONGEST_WRITER, MOST_WRITER_SPACES = 40, 4
# "Wed, 22 Oct 2008 18:39:00 +0000", "2008-10-22T18:39:00Z", with or without a label.
STAMP = re.compile(
    r"(?:(?:[Pp]ublished|[Pp]osted|[Uu]pdated|[Dd]ate|[Pp]ub[Dd]ate)(?: on)?:? )?(?:"
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d{1,2}:\d\d(?::\d\d)? ?(?:[+-]\d{4}|[A-Z]{1,4})"
    r"|\d{4}-\d\d-\d\d(?:T|  ?)\d\d:\d\d:\d\d(?:\.\d{1,9})? ?(?:Z|UTC|[+-]\d\d:?\d\d)?)"
)


def settle_feeds(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes what stands right above and below the dates of a feed's entries for titles and writers."""
    stamps = list(feed_stamps(text, lines, kinds))
    writers = [index + 1 for index in stamps if _may_be_writer(text, lines, kinds, index + 1)]
    for index in stamps:
        kinds[index - 1], kinds[index] = HEADING, BYLINE
    for index in writers if len(writers) == len(stamps) else ():
        kinds[index] = BYLINE


def feed_stamps(text: str, lines: list[Line], kinds: list[str]) -> Iterator[int]:
    """The lines with the dates of the entries, where a page has two or more, each below another title."""
    found = [
        index
        for index in range(1, len(lines) - 1)
        if text[lines[index].end - 1] in "0123456789ZTC"
        and lines[index].end - lines[index].start <= LONGEST_STAMP
        and STAMP.fullmatch(text, lines[index].start, lines[index].end)
    ]
    titles = {lines[index - 1].slice(text) for index in found}
    if len(found) < FEWEST or len(titles) < len(found):
        return
    if all(_may_be_title(lines, kinds, index - 1) for index in found):
        yield from found


def _may_be_title(lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is no paragraph, nor the date or furniture at the end of an entry."""
    return (
        kinds[index] not in (BYLINE, BOILERPLATE) and lines[index].end - lines[index].start <= LONGEST_TITLE
    )


def _may_be_writer(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is a few words without a stop, above more of the entry."""
    line = lines[index]
    few = text.count(" ", line.start, line.end) <= MOST_WRITER_SPACES
    short = few and line.end - line.start <= LONGEST_WRITER and text[line.end - 1] not in ".!?:…"
    return short and kinds[index + 1 : index + 2] not in ([], [BYLINE])
