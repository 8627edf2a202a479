"""Entries of a feed written out as text: a title, the date as programs write it, the writer, the text."""

import re
from collections.abc import Iterator

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE, places

FEWEST, LONGEST_STAMP, LONGEST_TITLE = 2, 100, 220
LONGEST_WRITER, MOST_WRITER_SPACES, LONGEST_TOPIC = 40, 4, 30
MOST_ABOVE = 3  # the name of the site and what it says of itself
STOPS = ".!?:…"
DAY = r"\d{4}-\d\d-\d\d"
# "Thu, 6 Nov 2014 07:25:00 +0000", "2014-11-06T07:25:00Z", with or without a label and the writer.
STAMP = re.compile(
    r"(?:(?:[Pp]ublished|[Pp]osted|[Uu]pdated|[Dd]ate|[Pp]ub[Dd]ate)(?: on)?:? )?(?:"
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d{1,2}:\d\d(?::\d\d)? ?(?:[+-]\d{4}|[A-Z]{1,4})"
    rf"|{DAY}(?:T|  ?)\d\d:\d\d:\d\d(?:\.\d{{1,9}})? ?(?:Z|UTC|[+-]\d\d:?\d\d)?)(?: by [^.!?\n]{{2,40}})?"
)
FIRST_SIGNS, DAY_LENGTH = "0123456789MTWFSPpUuDd", 10
DAY_ALONE = re.compile(DAY)


def settle_feeds(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes what stands above and below the dates of a feed's entries for titles, writers and topics."""
    entries = list(feed_entries(text, lines, kinds))
    if not entries:
        return
    writers = [stamp + 1 for _, stamp in entries if _may_have_writer(text, lines, kinds, stamp)]
    for title, stamp in entries:
        kinds[title], kinds[title + 1], kinds[stamp] = HEADING, BYLINE, BYLINE
    for index in writers if len(writers) == len(entries) else ():
        kinds[index] = BYLINE
    for end in [*(title for title, _ in entries[1:]), len(lines)]:
        _settle_topics(text, lines, kinds, end)
    if entries[0][0] <= MOST_ABOVE:
        for index in range(entries[0][0]):
            kinds[index] = BOILERPLATE if index else HEADING


def feed_entries(text: str, lines: list[Line], kinds: list[str]) -> Iterator[tuple[int, int]]:
    """The lines of the titles and of the dates of the entries, where a page has two or more.

    The writer may stand between the two. A day alone, without the time, is a program's where the same line,
    the writer's, follows each.
    """
    stamps = [index for index in places(kinds[:-1], BYLINE) if index and _is_stamp(text, lines[index])]
    if len(stamps) < FEWEST:
        return
    days = all(DAY_ALONE.fullmatch(text, lines[index].start, lines[index].end) for index in stamps)
    if days and len({lines[index + 1].slice(text) for index in stamps}) > 1:
        return
    between = _have_writer_above(text, lines, kinds, stamps)
    titles = [index - 1 - between for index in stamps]
    distinct = {lines[index].slice(text) for index in titles}
    if len(distinct) == len(titles) and all(_may_be_title(lines, kinds, index) for index in titles):
        yield from zip(titles, stamps, strict=True)


def _is_stamp(text: str, line: Line) -> bool:
    if text[line.start] not in FIRST_SIGNS or line.end - line.start > LONGEST_STAMP:
        return False
    if line.end - line.start != DAY_LENGTH and text.find(":", line.start, line.end) < 0:
        return False
    stamp = STAMP.fullmatch(text, line.start, line.end) or DAY_ALONE.fullmatch(text, line.start, line.end)
    return stamp is not None


def _have_writer_above(text: str, lines: list[Line], kinds: list[str], stamps: list[int]) -> bool:
    """Whether a few words, a byline or the same each time, stand between the dates and the lines above."""
    above = [index - 1 for index in stamps]
    if above[0] == 0 or not all(_may_be_writer(text, lines, kinds, index) for index in above):
        return False
    same = len({lines[index].slice(text) for index in above}) == 1
    return same or all(kinds[index] == BYLINE for index in above)


def _may_be_title(lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is no paragraph, nor the date or furniture at the end of an entry."""
    short = lines[index].end - lines[index].start <= LONGEST_TITLE
    return short and kinds[index] not in (BYLINE, BOILERPLATE)


def _may_have_writer(text: str, lines: list[Line], kinds: list[str], stamp: int) -> bool:
    """Whether the line below a date that names nobody can name its writer."""
    named = text.find(" by ", lines[stamp].start, lines[stamp].end) >= 0
    return not named and _may_be_writer(text, lines, kinds, stamp + 1)


def _may_be_writer(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is a few words without a stop, above more of the entry."""
    line = lines[index]
    few = text.count(" ", line.start, line.end) <= MOST_WRITER_SPACES
    short = few and line.end - line.start <= LONGEST_WRITER and text[line.end - 1] not in STOPS
    return short and index + 1 < len(kinds) and kinds[index] != BOILERPLATE


def _settle_topics(text: str, lines: list[Line], kinds: list[str], end: int) -> None:
    """Takes the words in small letters at the end of an entry for its topics."""
    index = end - 1
    while index > 0 and _may_be_topic(text, lines[index], kinds[index]):
        kinds[index] = BOILERPLATE
        index -= 1


def _may_be_topic(text: str, line: Line, kind: str) -> bool:
    short = kind in (SENTENCE, HEADING) and line.end - line.start <= LONGEST_TOPIC
    return short and text[line.start].islower() and text[line.end - 1].isalnum()
