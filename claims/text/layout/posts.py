"""Posts that each have a date, in one form, right below the title: the dates tell where the titles are."""

import re
from collections import Counter, defaultdict
from functools import lru_cache

from claims.text.layout.bylines import DATE, names_people
from claims.text.layout.dates import may_hold_date
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE, places
from claims.text.layout.writers import has_given_name

FEWEST, LONGEST_STAMP, LONGEST_TITLE, REACH, FEWEST_SPACES = 2, 110, 160, 4, 2
WRITTEN_BY = re.compile(r"\b(by:?) [^|·•,@\d]{1,60}?(?= on\b| at\b| in\b| ?[|·•,@\d]|$)", re.IGNORECASE)
DIGITS, NAMES = re.compile(r"\d+"), re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*")
AROUND = (BOILERPLATE, BYLINE, CAPTION)


def settle_posts(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes the lines right above the dates of posts for titles, and the writer below each for a byline."""
    posts = dated_posts(text, lines, kinds)
    below = Counter(lines[stamp + 1].slice(text) for _, stamp in posts)
    for title, stamp in posts:
        kinds[title] = HEADING
        if kinds[stamp + 1] in (HEADING, CAPTION) and below[lines[stamp + 1].slice(text)] > 1:
            kinds[stamp + 1] = BYLINE


def dated_posts(text: str, lines: list[Line], kinds: list[str]) -> list[tuple[int, int]]:
    """The lines of the titles and dates of posts, where two or more have a date in one form below the title.

    Most of the titles read as headings; where headings stand below the dates, these end or precede the posts.
    The writer may stand between the two.
    """
    forms: dict[str, list[int]] = defaultdict(list)
    signed = places(kinds[:-1], BYLINE)
    for index in signed if len(signed) >= FEWEST else ():
        line = lines[index]
        if index and line.end - line.start <= LONGEST_STAMP and (form := _form(line.slice(text))):
            forms[form].append(index)
    found: list[tuple[int, int]] = []
    for stamps in forms.values():
        titles = [index - 1 - (kinds[index - 1] == BYLINE) for index in stamps]
        titled = len(stamps) >= FEWEST and _are_titles(text, lines, kinds, titles)
        if titled and _precede_texts(text, lines, kinds, stamps, titles):
            found += zip(titles, stamps, strict=True)
    return sorted(found)


@lru_cache(maxsize=2048)
def _form(content: str) -> str:
    """The line with what changes from date to date made alike; nothing where it holds no date."""
    if not may_hold_date(content) or DATE.search(content) is None:
        return ""
    return DIGITS.sub("0", NAMES.sub("N", WRITTEN_BY.sub(r"\1 N", DATE.sub("N", content))))


def _are_titles(text: str, lines: list[Line], kinds: list[str], titles: list[int]) -> bool:
    """Whether all lines are short, and no two the same, one reads as a heading at least, and few as names.

    A heading right above, in the posts below the first, tells that these lines are decks.
    """
    if titles[0] < 0 or not all(_may_be_title(lines, kinds, index) for index in titles):
        return False
    contents = {lines[index].slice(text) for index in titles}
    if len(contents) < len(titles) or all(kinds[index] != HEADING for index in titles):
        return False
    people = sum(names_people(content) and has_given_name(content) for content in contents)
    decks = sum(kinds[index - 1] == HEADING for index in titles[1:])
    return max(people, decks) * 2 < len(titles)


def _may_be_title(lines: list[Line], kinds: list[str], index: int) -> bool:
    short = lines[index].end - lines[index].start <= LONGEST_TITLE
    return short and kinds[index] in (HEADING, SENTENCE, CAPTION)


def _precede_texts(
    text: str, lines: list[Line], kinds: list[str], stamps: list[int], titles: list[int]
) -> bool:
    """Whether a text stands below each of the dates, and below fewer of them a heading than above.

    Half of the titles have to read as headings, save where the same writer stands below each date.
    """
    same = len({lines[index + 1].slice(text) for index in stamps}) == 1
    below = [_next(kinds, index + same) for index in stamps]
    long = sum(
        kinds[index] == HEADING and text.count(" ", lines[index].start, lines[index].end) >= FEWEST_SPACES
        for index in below
    )
    titled = sum(kinds[index] == HEADING for index in titles)
    return 0 not in below and long * 2 < len(stamps) and long < titled and (same or titled * 2 >= len(titles))


def _next(kinds: list[str], index: int) -> int:
    """The next line that is a heading or text; 0 where none is near."""
    near = range(index + 1, min(index + 1 + REACH, len(kinds)))
    return next((below for below in near if kinds[below] not in AROUND), 0)
