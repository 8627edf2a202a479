"""Links that are set as articles are: tickers, cards with dates, titles told again beside their tags."""

import re
from itertools import pairwise

from claims.text.layout.bylines import DATE
from claims.text.layout.headings import is_title_case
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE, places

FEWEST, FEWEST_TIMES, FEWEST_AGAIN, FEWEST_SPACES = 3, 4, 2, 3
LONGEST_TIME, MOST_BETWEEN, MOST_CARD_LINES, MOST_INFO_LINES, LONGEST_COLON = 8, 3, 6, 4, 90
TIME = re.compile(r"\d{1,2}[:.]\d{2}")
NUMBER = re.compile(r"(\d{1,2})[.)]? (?=\S)")
STOPS = ".!?:"
CONTENTS = ("contents", "table of contents")
CONTENT = (HEADING, SENTENCE, CAPTION)


def settle_cards(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Settles titles that only link to articles, by what stands beside several of them."""
    for settle in (_settle_tickers, _settle_cards, _settle_again, _settle_colons, _settle_numbered_contents):
        settle(text, lines, kinds)


def _settle_tickers(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Four titles or more in a row, each right below a time of day and without a text, are a ticker."""
    times = [
        index
        for index in places(kinds[:-1], BYLINE, BOILERPLATE)
        if lines[index].end - lines[index].start <= LONGEST_TIME
        and kinds[index + 1] in CONTENT
        and kinds[index + 2 : index + 3] != [SENTENCE]
        and text[lines[index + 1].end - 1] not in STOPS
        and TIME.fullmatch(text, lines[index].start, lines[index].end)
    ]
    for run in _runs(times, MOST_BETWEEN):
        if len(run) >= FEWEST_TIMES:
            kinds[run[0] : run[-1] + 2] = [BOILERPLATE] * (run[-1] + 2 - run[0])


def _runs(found: list[int], reach: int) -> list[list[int]]:
    """The indices in runs of which each is at most `reach` below the one before."""
    runs: list[list[int]] = [found[:1]]
    for above, below in pairwise(found):
        if below - above <= reach:
            runs[-1].append(below)
        else:
            runs.append([below])
    return runs


def _settle_cards(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Three titles or more with dates and without a text, all below the last text of the page, are cards."""
    if BYLINE not in kinds:
        return
    last = len(kinds) - 2
    while last >= 0 and kinds[last : last + 2] != [SENTENCE, SENTENCE]:
        last -= 1
    if last < 0:
        return
    tail = [last + 2 + title for title in places(kinds[last + 2 :], HEADING)]
    dated = ((index, _date_of(text, lines, kinds, index)) for index in tail if _has_words(text, lines[index]))
    cards = [(index, date) for index, date in dated if date]
    for index, date in cards if len(cards) >= FEWEST else ():
        kinds[index] = kinds[date] = BOILERPLATE


def _date_of(text: str, lines: list[Line], kinds: list[str], title: int) -> int | None:
    """The date below a title, before the next title or a text; None where a text stands below it."""
    date = None
    for index in range(title + 1, min(title + MOST_CARD_LINES, len(lines))):
        line, kind = lines[index], kinds[index]
        if kind in (SENTENCE, LIST_ITEM):
            return None
        if kind == HEADING and _has_words(text, line):
            break
        if date is None and kind == BYLINE and DATE.search(text, line.start, line.end):
            date = index
    return date


def _has_words(text: str, line: Line) -> bool:
    return text.count(" ", line.start, line.end) >= FEWEST_SPACES


def _settle_again(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Where titles stand once more below their dates, two or more, the second is none, nor are its tags."""
    again = [
        below
        for index in places(kinds[:-2], HEADING)
        for below in range(index + 2, min(index + 1 + MOST_INFO_LINES, len(lines)))
        if kinds[below] == HEADING
        and BYLINE in kinds[index + 1 : below]
        and lines[below].slice(text) == lines[index].slice(text)
    ]
    for index in again if len(again) >= FEWEST_AGAIN else ():
        kinds[index] = BOILERPLATE
        if kinds[index + 1 : index + 3] == [HEADING, SENTENCE]:
            kinds[index + 1] = BOILERPLATE


def _settle_colons(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Three lines or more in title case that end with a colon, each above a longer text, are headings."""
    found = [
        index
        for index in places(kinds[:-1], SENTENCE)
        if text[lines[index].end - 1] == ":"
        and lines[index].end - lines[index].start <= LONGEST_COLON
        and kinds[index + 1] == SENTENCE
        and lines[index + 1].end - lines[index + 1].start > lines[index].end - lines[index].start
        and is_title_case(lines[index].slice(text))
    ]
    for index in found if len(found) >= FEWEST else ():
        kinds[index] = HEADING


def _settle_numbered_contents(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Titles with the numbers one, two, three below "Contents" are the items of a list."""
    for label in places(kinds, HEADING, BOILERPLATE):
        line = lines[label]
        if line.end - line.start > len(CONTENTS[1]) or line.slice(text).casefold() not in CONTENTS:
            continue
        index = label + 1
        while index < len(lines) and _is_numbered(text, lines[index], index - label):
            index += 1
        if index - label > FEWEST:
            kinds[label + 1 : index] = [LIST_ITEM] * (index - label - 1)


def _is_numbered(text: str, line: Line, number: int) -> bool:
    found = NUMBER.match(text, line.start, line.end)
    return found is not None and int(found.group(1)) == number
