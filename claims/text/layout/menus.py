"""Which short lines are furniture, known by the furniture around them and by their repetition."""

import re
from collections import Counter
from functools import cache

from claims.text.layout.bars import EDGES, heads_links
from claims.text.layout.dates import AGO, MONTH
from claims.text.layout.lines import Line, holds_any
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE, places
from claims.text.wordlists import entries

LONGEST_ENTRY = 30
ENTRY_WORDS = 3
MENU_LINES = 4
LONGEST_BETWEEN, WORDS_BETWEEN, MOST_BETWEEN = 40, 4, 3
LONGEST_REPEATED, FEWEST_REPEATS = 40, 3
# A rule for those who comment: how far it is read, its words of that kind, the words of its label.
LONGEST_RULE, FEWEST_READER_WORDS, LABEL_WORDS = 200, 2, 3
WORD = re.compile(r"[^\W\d_]+")
AGE = re.compile(AGO)
MONTH_ALONE = re.compile(MONTH + r" \d{4}", re.IGNORECASE)
WIDELY, FEWEST_AROUND, LONGEST_AMID, WORDS_AMID = 10, 16, 60, 8
TERMINAL = ".!?"
CONTENT = frozenset({SENTENCE, HEADING})


def settle_menus(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes for furniture rows of very short lines, short lines amid furniture, what stands thrice, and
    bare numbers.
    """
    for settle in (
        _settle_repeated,
        _settle_rows,
        _settle_between,
        _settle_numbers,
        _settle_rules_for_readers,
        _settle_pages_of_the_site,
        _settle_archives,
        _settle_labels,
        _settle_amid_menus,
    ):
        settle(text, lines, kinds)


def _settle_repeated(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A label that stands three times on the page is no heading; "From Ms. Lee:" leads to a quotation."""
    labels = [
        (index, line.slice(text))
        for index in places(kinds, HEADING)
        if (line := lines[index]).end - line.start <= LONGEST_REPEATED
    ]
    times = Counter(label for _, label in labels)
    for index, label in labels:
        if times[label] < FEWEST_REPEATS or label.isupper():
            continue
        leads = (
            label.startswith("From ") and label.endswith(":") and kinds[index + 1 : index + 2] == [SENTENCE]
        )
        kinds[index] = SENTENCE if leads else BYLINE if _stands_by_date(lines, kinds, index) else BOILERPLATE


def _stands_by_date(lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line right below is a byline, and a headline with its deck or nothing stands above."""
    below = kinds[index + 1 : index + 2] == [BYLINE] and lines[index + 1].ends_before == 1
    return below and index > 0 and kinds[index - 1] == HEADING


def _settle_rows(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Several very short lines in a row, with no prose between them, are a menu.

    Where one in three is known furniture, the others may be labels that read as prose; the first line of
    the page, which may be its name, and a headline at the end are left.
    """
    start = 0
    for index in range(len(kinds) + 1):
        if index < len(kinds) and is_entry(text, lines[index], kinds[index]):
            continue
        row, start = range(start, index), index + 1
        if len(row) < MENU_LINES:
            continue
        known = sum(kinds[entry] == BOILERPLATE for entry in row)
        if known * 3 >= len(row):
            prose = index < len(kinds) and kinds[index] not in (HEADING, BOILERPLATE, LIST_ITEM)
            prose = prose and kinds[index : index + 2] != [BYLINE, HEADING]
            row = range(max(row.start, 1), row.stop - (prose and kinds[row[-1]] == HEADING))
            for entry in row:
                kinds[entry] = BOILERPLATE
        else:
            _settle_headings(kinds, row)


def _settle_headings(kinds: list[str], row: range) -> None:
    """Takes four headings in a row for a menu."""
    first = row.start
    for entry in range(row.start, row.stop + 1):
        if entry < row.stop and kinds[entry] == HEADING:
            continue
        if entry - first >= MENU_LINES:
            kinds[first:entry] = [BOILERPLATE] * (entry - first)
        first = entry + 1


def _settle_between(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Up to three short lines with furniture above and below are furniture, save below "Related stories"."""
    first: int | None = None
    for index, kind in enumerate(kinds):
        if kind == BOILERPLATE:
            if first is not None and 0 < index - first <= MOST_BETWEEN:
                kinds[first:index] = [BOILERPLATE] * (index - first)
            links = heads_links(lines[index].slice(text))
            first = None if links else index + 1
        elif first is not None and not _may_be_between(text, lines[index], kind):
            first = None


def _settle_numbers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Numbers alone beside other numbers or furniture, or in a row of ranks, title nothing."""
    alone = {
        index: line.slice(text)
        for index, line in enumerate(lines)
        if line.end - line.start <= LONGEST_ENTRY and text[line.end - 1].isdigit()
    }
    ranks = {int(content) for content in alone.values() if content.isascii() and content.isdigit()}
    for index, content in alone.items():
        if kinds[index] != HEADING or not content.isdigit():
            continue
        if content.isascii() and {1, 2, 3, int(content)} <= ranks:
            kinds[index] = BOILERPLATE
            continue
        near = [other for other in (index - 1, index + 1) if 0 <= other < len(lines)]
        numbers = (lines[other].slice(text).isdigit() for other in near if _is_short(lines[other]))
        if any(numbers) or any(kinds[other] == BOILERPLATE for other in near):
            kinds[index] = BOILERPLATE


def _settle_rules_for_readers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """What tells readers how to comment or subscribe is furniture, below other furniture or its like."""
    for index in range(1, len(kinds)):
        if kinds[index - 1] != BOILERPLATE or kinds[index] not in CONTENT:
            continue
        content = lines[index].slice(text)[:LONGEST_RULE]
        if not holds_any(content.casefold(), _reader_traces()):
            continue
        words = WORD.findall(content)
        for_readers = {word.casefold() for word in words} & _reader_words()
        if len(for_readers) >= FEWEST_READER_WORDS or (len(words) <= LABEL_WORDS and for_readers):
            kinds[index] = BOILERPLATE


def _settle_pages_of_the_site(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A few words that end as names of a site's own pages do ("Privacy Policy"), beside its furniture."""
    for index in places(kinds, HEADING):
        line = lines[index]
        if line.end - line.start > LONGEST_BETWEEN or BOILERPLATE not in kinds[max(0, index - 1) : index + 2]:
            continue
        if line.slice(text).casefold().rstrip(EDGES).endswith(_site_pages()):
            kinds[index] = BOILERPLATE


def _settle_archives(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Months below furniture, with no day, are a blog's archive."""
    for index in places(kinds, BYLINE):
        below = index > 0 and kinds[index - 1] == BOILERPLATE and lines[index].ends_before == 1
        if below and MONTH_ALONE.fullmatch(text, lines[index].start, lines[index].end):
            kinds[index] = BOILERPLATE


def _settle_labels(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A few words in small letters, in a paragraph of their own, are a label; so is what ends a page's
    furniture.
    """
    looked, told = 0, False  # how far up, and whether content stands there
    for index in places(kinds, SENTENCE):
        line = lines[index]
        if line.end - line.start > LONGEST_ENTRY or not text[line.start].islower():
            continue
        tight = (
            line.ends_before == 1 and kinds[index - 1] in (SENTENCE, LIST_ITEM, HEADING) if index else False
        )
        if tight or not text[line.end - 1].isalnum() or text.count(" ", line.start, line.end) >= ENTRY_WORDS:
            continue
        told = told or any(kind in CONTENT for kind in kinds[looked:index])
        looked = index
        kinds[index] = BOILERPLATE if told else HEADING
    last = len(kinds) - 1
    if kinds[-2:] == [BOILERPLATE, HEADING] and is_entry(text, lines[last], HEADING):
        kinds[last] = BOILERPLATE


def _settle_amid_menus(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Short lines with nothing but short lines far and wide, most of them furniture, are furniture.

    "Far and wide" is ten lines up and down: a whole web page has menus of that length, an article no such
    run of headings. The title of the page is left, and that of a linked story with its age.
    """
    if kinds.count(BOILERPLATE) < WIDELY:
        return
    title = lines[0].slice(text)[:LONGEST_RULE]
    for index in [index + 1 for index in places(kinds[1:], HEADING, SENTENCE, CAPTION)]:
        line = lines[index]
        if _is_long(line) or not _lies_amid(lines, kinds, index):
            continue
        few = text[line.end - 1] not in TERMINAL and text.count(" ", line.start, line.end) < WORDS_AMID
        if (
            few
            and not _is_dated(text, lines, index)
            and kinds[index + 1 : index + 2] != [BYLINE]
            and (_is_short(line) or line.slice(text) not in title)
        ):
            kinds[index] = BOILERPLATE


def _lies_amid(lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether three in four lines around are furniture, and none is a longer sentence."""
    first = max(0, index - WIDELY)
    around = kinds[first : index + 1 + WIDELY]
    if len(around) <= FEWEST_AROUND or around.count(BOILERPLATE) * 4 < (len(around) - 1) * 3:
        return False
    return not any(kind == SENTENCE and _is_long(lines[first + at]) for at, kind in enumerate(around))


def _is_long(line: Line) -> bool:
    return line.end - line.start > LONGEST_AMID


def _is_dated(text: str, lines: list[Line], index: int) -> bool:
    """Whether the age of a linked story stands on the next line."""
    below = lines[index + 1] if index + 1 < len(lines) else lines[index]
    return (
        below.end - below.start <= LONGEST_ENTRY and AGE.fullmatch(text, below.start, below.end) is not None
    )


def is_entry(text: str, line: Line, kind: str) -> bool:
    """Whether the line is short enough for the entry of a menu, and of a kind with those."""
    if line.end - line.start > LONGEST_ENTRY:
        return False
    spaces = text.count(" ", line.start, line.end)
    return spaces < ENTRY_WORDS and (kind in (HEADING, BOILERPLATE) or (kind == SENTENCE and spaces == 0))


def _is_short(line: Line) -> bool:
    return line.end - line.start <= LONGEST_ENTRY


def _may_be_between(text: str, line: Line, kind: str) -> bool:
    if line.end - line.start > LONGEST_BETWEEN or text.count(" ", line.start, line.end) >= WORDS_BETWEEN:
        return False
    if line.ends_before > 1 and text.count(" ", line.start, line.end) >= ENTRY_WORDS - 1:
        return False
    return kind == HEADING or (kind == SENTENCE and text[line.end - 1] not in TERMINAL)


@cache
def _reader_traces() -> tuple[str, ...]:
    """The shortest of the words, one of which is in each of them."""
    words = _reader_words()
    return tuple(word for word in words if not any(other in word for other in words - {word}))


@cache
def _site_pages() -> tuple[str, ...]:
    return entries("furniture_endings")


@cache
def _reader_words() -> frozenset[str]:
    return frozenset(entries("reader_words"))
