"""Rows of like lines: titles with a bullet, links with their papers, titles and what is told below each."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise

from claims.text.layout.dates import DATE_TEXT
from claims.text.layout.headings import INNER_STOP, is_title_case
from claims.text.layout.lines import Line, holds_any
from claims.text.layout.notices import talks_to_reader
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE, places
from claims.text.wordlists import entries

FEWEST = 3
LONGEST_TITLE, LONGEST_NUMBER, SHORTEST_DECK_WORDS = 120, 3, 8
TOLD = frozenset({SENTENCE, CAPTION})
STOPS = ".!?;,"
DATED = re.compile(r"(?:[A-Z][a-z]{2}\.? ?\d{1,2}|\d{1,2}[:/.]\d{2}) +[\"“‘A-Z]")
TAGS = re.compile(r"([A-Z][a-z]{2,15}): [^.!?,]{2,60}(?:, [^.!?,]{2,60})+")
LONGEST_LABEL = 18
CUT = ("...", "…")
DASHES = (" — ", " – ")
BULLETS = "•‣▪◦●■*"
# Who wrote a linked article and for which paper, or the paper alone in brackets.
NAME = r"[A-Z][\w.’'&-]{0,30}"
LINKED = re.compile(
    rf".{{8,120}} [—–] {NAME}(?: (?:(?:of|and|&) )?{NAME}){{0,5}}(?:, (?:[Tt]he )?{NAME}(?: {NAME}){{0,4}})?"
    rf"|.{{8,120}} \({NAME}(?: {NAME}){{1,4}}\)"
)
# "Harbour Board Daily Report, May 3, 2016".
DATED_TITLE = re.compile(
    r"(?!(?i:by|posted|published|updated|filed|last|first|written)\b)"
    rf"[A-Z][\w’'-]*(?: [\w’'-]+){{3,9}},? (?:{DATE_TEXT})",
    re.IGNORECASE,
)
FILLED = " dolor "  # in every such text
INTERRUPTION = "advert"
LONGEST_LOOKED, MOST_OFFERS = 300, 2
WORD = re.compile(r"[^\W\d_]{4,}")
FEWEST_SHARED = 2


def settle_like_rows(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Settles what only several lines of the same form tell together."""
    for settle in (
        _settle_filler,
        _settle_offers,
        _settle_bulleted_titles,
        _settle_numbered_titles,
        _settle_linked,
        _settle_cut_off,
        _settle_dated_links,
        _settle_tags,
        _settle_doubled,
        _settle_dated_titles,
        _settle_told,
    ):
        settle(text, lines, kinds)


def _settle_filler(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Latin words without sense fill the place of a text that nobody wrote."""
    if FILLED not in text:
        return
    for index in places(kinds, SENTENCE, HEADING):
        words = WORD.findall(lines[index].slice(text)[:LONGEST_LOOKED].casefold())
        if sum(word in _filler_words() for word in words) > len(words) // 2:
            kinds[index] = BOILERPLATE


def _settle_offers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Up to two short sentences to the reader, between lines of furniture, are the site's."""
    for above, index in pairwise(places(kinds, BOILERPLATE)):
        if not 0 < index - above - 1 <= MOST_OFFERS or _interrupts(text, lines[index]):
            continue
        between = range(above + 1, index)
        if all(_may_offer(lines[near], kinds[near]) for near in between) and all(
            talks_to_reader(lines[near].slice(text)) for near in between
        ):
            kinds[above + 1 : index] = [BOILERPLATE] * len(between)


def _may_offer(line: Line, kind: str) -> bool:
    return kind == SENTENCE and line.length <= LONGEST_TITLE


def _interrupts(text: str, line: Line) -> bool:
    """Whether the line marks an advertisement, which may stand amid an article."""
    return text[line.start : line.start + len(INTERRUPTION)].casefold() == INTERRUPTION


def _settle_bulleted_titles(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Bullets that each stand alone above a paragraph are before titles, where several do."""
    titles = [
        index
        for index in places(kinds[:-1], LIST_ITEM)
        if kinds[index + 1] == SENTENCE
        and text[lines[index].start] in BULLETS
        and lines[index].length <= LONGEST_TITLE
        and text[lines[index].end - 1] not in STOPS
        and lines[index + 1].length > lines[index].length
    ]
    if len(titles) >= FEWEST and len(titles) == kinds.count(LIST_ITEM):
        for index in titles:
            kinds[index] = HEADING


def _settle_numbered_titles(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A short sentence below a number alone on its line is the title of a part, where several are."""
    titles = [
        index + 1
        for index in places(kinds[:-2], BOILERPLATE)
        if kinds[index + 1] == SENTENCE
        and kinds[index + 2] in TOLD
        and lines[index].length <= LONGEST_NUMBER
        and lines[index].slice(text).isdecimal()
        and lines[index + 1].length <= LONGEST_TITLE
        and not INNER_STOP.search(text, lines[index + 1].start, lines[index + 1].end)
    ]
    if len(titles) >= FEWEST:
        for index in titles:
            kinds[index] = HEADING


def _settle_linked(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Titles in a row that each end with their writer or paper are links."""
    linked = [index for index in places(kinds, HEADING) if _names_source(text, lines[index])]
    for row in rows_of(linked):
        if len(row) >= FEWEST:
            for index in row:
                kinds[index] = BOILERPLATE


def rows_of(indices: list[int]) -> Iterator[list[int]]:
    """The indices in runs, in each of which they follow one another."""
    for _, run in groupby(enumerate(indices), key=lambda place: place[1] - place[0]):
        yield [index for _, index in run]


def _names_source(text: str, line: Line) -> bool:
    if line.length > 2 * LONGEST_TITLE:
        return False
    marked = text[line.end - 1] == ")" or holds_any(line.slice(text), DASHES)
    return marked and LINKED.fullmatch(text, line.start, line.end) is not None


def _settle_cut_off(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Three titles in a row that the site cut off with an ellipsis, and no text below them, are links."""
    cut = [
        index
        for index in places(kinds, HEADING)
        if text.endswith(CUT, 0, lines[index].end) and kinds[index + 1 : index + 2] != [SENTENCE]
    ]
    for row in rows_of(cut):
        if len(row) >= FEWEST:
            for index in row:
                kinds[index] = BOILERPLATE


def _settle_dated_links(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Titles in a row, each behind its day or time ("Mar16 Ferry Sinks"), are links."""
    dated = [
        index for index in places(kinds, HEADING) if DATED.match(text, lines[index].start, lines[index].end)
    ]
    for row in rows_of(dated):
        if len(row) > FEWEST:
            for index in row:
                kinds[index] = BOILERPLATE


def _settle_tags(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Names behind one and the same label, three times on the page, are tags: "Context: Halden, ferries"."""
    tagged = {
        index: tags.group(1)
        for index in places(kinds, HEADING, CAPTION)
        if text.find(":", lines[index].start, lines[index].start + LONGEST_LABEL) > 0
        and (tags := TAGS.fullmatch(text, lines[index].start, lines[index].end))
    }
    times = Counter(tagged.values())
    for index, label in tagged.items():
        if times[label] >= FEWEST:
            kinds[index] = BOILERPLATE


def _settle_doubled(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Where several headlines stand twice above their text, the first is told of the picture."""
    doubled = [
        index
        for index in places(kinds[:-2], HEADING)
        if kinds[index + 1] == HEADING
        and kinds[index + 2] not in (HEADING, BOILERPLATE)
        and lines[index].length == lines[index + 1].length
        and lines[index].slice(text) == lines[index + 1].slice(text)
    ]
    if len(doubled) >= FEWEST:
        for index in doubled:
            kinds[index] = CAPTION


def _settle_dated_titles(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Words with a date behind them that stand twice above the first text title a page, as a daily report."""
    first = kinds.index(SENTENCE) if SENTENCE in kinds else 0
    titled = [
        index
        for index in places(kinds[:first], BYLINE)
        if lines[index].length <= LONGEST_TITLE
        and text[lines[index].end - 1].isdecimal()
        and DATED_TITLE.fullmatch(text, lines[index].start, lines[index].end)
    ]
    counts = Counter(lines[index].slice(text) for index in titled)
    for index in titled:
        if counts[lines[index].slice(text)] > 1:
            kinds[index] = HEADING


def _settle_told(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A line below a headline that tells it again in more words is its text, where several do."""
    told = []
    for index in places(kinds, HEADING):
        below = kinds[index + 1 : index + 2]
        if index == 0 or kinds[index - 1] != HEADING or index - 1 in told or below not in ([HEADING], []):
            continue
        if _tells_again(lines[index - 1].slice(text), lines[index].slice(text)):
            told.append(index)
    if len(told) >= FEWEST:
        for index in told:
            kinds[index] = SENTENCE


def _tells_again(title: str, content: str) -> bool:
    words = content.split()
    if len(words) < SHORTEST_DECK_WORDS or len(content) < len(title) * 3 // 4 or is_title_case(content):
        return False
    shared = {word.casefold() for word in WORD.findall(title)} & set(WORD.findall(content.casefold()))
    return len(shared) >= FEWEST_SHARED and title != content


@cache
def _filler_words() -> frozenset[str]:
    return frozenset(entries("filler_words"))
