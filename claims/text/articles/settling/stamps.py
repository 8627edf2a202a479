"""Stamps: lines in one form that stand in the same place of each post, below its text or below its title.

"Posted by Ann Lee at 10:49", "3 May 2016 | Permalink | Comments (2)": whatever the words are, that the page
has the line again, in the same place of another text, tells what it is and where the title stands.
"""

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from claims.text.articles.people import given_names
from claims.text.layout.bylines import DATE
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, FOOTNOTE, HEADING, LIST_ITEM, SENTENCE

FEWEST, FEWEST_WORDS, LONGEST, MOST_WORDS, REACH, LONGEST_BESIDE = 2, 3, 110, 6, 4, 200
TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?(?: (?:GMT|UTC|[A-Z]{1,2}[SD]T))?", re.IGNORECASE
)
NAME = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|&|of|the))*")
# What a writer calls himself: "posted by harbourfan", "harbourfan | 10:49 am".
NICKNAME = re.compile(
    r"(?<=\b[Bb]y )(?!N\b)[\w.’'-]+|(?<=\b[Bb]y: )(?!N\b)[\w.’'-]+|^[\w.’'-]+(?= (?:[\d|@]|(?:at|on) \d))"
)
DIGITS, WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]{2,}")
NAMED = re.compile(r"\d|\bN\b")
TEXT = (SENTENCE, LIST_ITEM, CAPTION)
AROUND = (BOILERPLATE, BYLINE)
MOST_BETWEEN = 20  # lines between a stamp and its title, so that the work is linear
STOPS, ENDS = (".", ":", ",", ";"), (".", "!", "?", "…", "”", '"')


class Stamps(NamedTuple):
    """The stamps, and the titles that they tell: those below the stamp of another post, or above theirs."""

    lines: frozenset[int]
    below: frozenset[int]
    above: frozenset[int]


def settle_stamps(text: str, lines: list[Line], kinds: list[str]) -> Stamps:
    """Takes stamps for bylines and the titles beside them for headlines, and answers with these."""
    stamps: set[int] = set()
    below: set[int] = set()
    above: set[int] = set()
    for form, places in _forms(text, lines, kinds):
        beside = BYLINE if NAMED.search(form) else BOILERPLATE
        few = beside == BOILERPLATE and len(places) < FEWEST_WORDS
        for titles, title_of in ((below, _title_below), (above, _title_above))[few:]:
            found = [title_of(text, lines, kinds, index) for index in places]
            if _are_titles(text, lines, found):
                found = found if titles is below else _with_headings(kinds, places, found)
                titles.update(title for title in found if title is not None and title >= 0)
                _settle(kinds, places, found, beside)
                stamps.update(places)
                if titles is below:
                    _settle_last_words(text, lines, kinds, places)
                break
    return Stamps(frozenset(stamps), frozenset(below), frozenset(above))


def _with_headings(kinds: list[str], places: list[int], titles: list[int | None]) -> list[int | None]:
    """The titles, with the headings right above the few stamps below which something else is in the way."""
    return [
        place - 1 if title is None and kinds[place - 1 : place] == [HEADING] else title
        for place, title in zip(places, titles, strict=True)
    ]


def _settle(kinds: list[str], places: list[int], titles: list[int | None], beside: str) -> None:
    for index, title in zip(places, titles, strict=True):
        if kinds[index] not in AROUND:
            kinds[index] = beside
        if title is not None and title >= 0:
            kinds[title] = HEADING


def _settle_last_words(text: str, lines: list[Line], kinds: list[str], stamps: list[int]) -> None:
    """Takes what ends with a stop right above the stamp of its post for its last words, not for a heading."""
    for index in stamps:
        if _ends_with_stop(text, lines, kinds, index - 1):
            kinds[index - 1] = SENTENCE


def _ends_with_stop(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is a heading by its kind, but ends as a sentence does."""
    if index < 0 or kinds[index] != HEADING:
        return False
    return text.endswith(ENDS, lines[index].start, lines[index].end)


def _are_titles(text: str, lines: list[Line], found: list[int | None]) -> bool:
    """Whether nearly all places have a title, two at least, and each another one."""
    titles = [title for title in found if title is not None and title >= 0]
    distinct = {text[lines[title].start : lines[title].end] for title in titles}
    return len(titles) >= FEWEST and len(distinct) == len(titles) and found.count(None) * 5 <= len(found)


def _forms(text: str, lines: list[Line], kinds: list[str]) -> list[tuple[str, list[int]]]:
    """For each form of stamp the indices of its lines, where it has two or more."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.end - line.start <= LONGEST and (form := _form(text[line.start : line.end], kinds[index])):
            places[form].append(index)
    return [item for item in places.items() if len(item[1]) >= FEWEST and _stand_apart(item[1])]


def _stand_apart(places: list[int]) -> bool:
    """Whether a title and a text have room between each two of the lines."""
    close = sum(below - above <= FEWEST for above, below in pairwise(places))
    return close * 5 < len(places)


def _form(content: str, kind: str) -> str:
    """The line with its dates, times, names and numbers made alike; nothing where it may be no stamp."""
    if kind in (LIST_ITEM, FOOTNOTE) or (kind != BOILERPLATE and "/" in content):
        return ""
    form = TIME.sub("0:0", DATE.sub("0/0", content)) if DIGITS.search(content) else content
    timed = form != content
    if kind not in AROUND and not timed and content.count(" ") < MOST_WORDS:
        form = _without_people(content)
        return "" if form == "N" else form
    form = NAME.sub("N", form) if timed or kind == BYLINE else _without_people(form)
    form = DIGITS.sub("0", NICKNAME.sub("N", form))
    few = len(WORD.findall(form)) <= MOST_WORDS and not form.endswith(STOPS)
    if kind not in AROUND and not ((timed or form != content) and few):
        return ""
    return "" if form in ("N", "0:0") else form


def _without_people(content: str) -> str:
    """The line with "N" for each name that begins with a given name."""
    return NAME.sub(lambda name: "N" if _begins_with_given_name(name.group()) else name.group(), content)


def _begins_with_given_name(name: str) -> bool:
    first, _, surname = name.partition(" ")
    return bool(surname) and first.casefold() in given_names()


def _title_below(text: str, lines: list[Line], kinds: list[str], stamp: int) -> int | None:
    """The title below a stamp that ends a post; None where something else stands there.

    -1 where the stamp isn't the first line below the text, where several lines may be the title, and at the
    end of the page.
    """
    opens = stamp == 0 or (
        kinds[stamp] != BOILERPLATE and SENTENCE not in kinds[max(0, stamp - REACH) : stamp]
    )
    ended = _ends_with_stop(text, lines, kinds, stamp - 1)
    if not opens and not ended and kinds[stamp - 1] not in TEXT:
        return -1 if kinds[stamp - 1] in AROUND else None
    title = _nearest(kinds, stamp, 1)
    if title >= len(lines) - 1 or kinds[title : title + 2] == [HEADING, HEADING]:
        return -1
    found = title if _may_be_title(text, lines, kinds, title) else None
    return -1 if opens and found is None else found


def _title_above(text: str, lines: list[Line], kinds: list[str], stamp: int) -> int | None:
    """The title right above a stamp that stands above a text; -1 where it may be one of several headings."""
    below = _nearest(kinds, stamp, 1)
    if stamp == 0 or (below < len(kinds) and kinds[below] not in TEXT):
        return None
    title = max(0, _nearest(kinds, stamp, -1))
    if title and kinds[title - 1] == HEADING:
        return -1
    return title if _may_be_title(text, lines, kinds, title) else None


def _nearest(kinds: list[str], stamp: int, step: int) -> int:
    """The next line up or down that isn't furniture or a byline, or the one that is too far away."""
    index, end = stamp + step, stamp + step * MOST_BETWEEN
    while index != end and 0 <= index < len(kinds) and kinds[index] in AROUND:
        index += step
    return index


def _may_be_title(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is a heading, or short and without a stop, and a text stands below it."""
    line = lines[index]
    short = line.end - line.start <= LONGEST_BESIDE and not text.endswith(STOPS, line.start, line.end)
    if kinds[index] != HEADING and not (short and kinds[index] in TEXT):
        return False
    below = index + 1
    while below < min(index + REACH, len(lines) - 1) and kinds[below] in (*AROUND, HEADING):
        below += 1
    return kinds[below] in TEXT
