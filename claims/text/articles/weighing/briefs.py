"""Pages of briefs: one paragraph below each of many headings, or a place before the colon of each."""

import re

from claims.text.articles.headlines import Headline
from claims.text.articles.headlines.choice import word_count
from claims.text.articles.headlines.form import UNFIT
from claims.text.articles.page import Page

FEWEST_BRIEFS, SHORTEST_BRIEF, USUAL_BRIEF, LEAST_BRIEF = 4, 5, 6, 20
FEWEST_PLACES = 3
SHORT_AMONG, ALIKE_SHARE = 4, 0.75
PLACE = re.compile(r"[A-Z][\w.’-]*(?:[ /][A-Z][\w.’-]*){0,3}(?:: (?=\w+ \w)| [-–—] (?=\w))")


def are_briefs(page: Page, found: list[Headline]) -> bool:
    """Whether a paragraph or two stand below each of the headings, and most of these are long.

    Sub-headings are shorter than the headline above them; so that is asked where all doesn't fit.
    """
    if len(found) < FEWEST_BRIEFS:
        return False
    lengths = [word_count(page, item.line) for item in found]
    short = sum(length < SHORTEST_BRIEF for length in lengths)
    if short * SHORT_AMONG > len(found) or sum(lengths) < USUAL_BRIEF * len(found):
        return False
    stops = [*(item.line for item in found[1:]), len(page.lines)]
    texts = [
        [page.prose_words(index, index + 1) for index in range(item.body, stop) if page.is_prose(index)]
        for item, stop in zip(found, stops, strict=True)
    ]
    if sum(map(sum, texts)) < LEAST_BRIEF * len(found):
        return False
    paragraphs = [len(text) for text in texts]
    if not short and set(paragraphs) == {1}:
        return True
    alike = sum(lengths[1:]) >= ALIKE_SHARE * lengths[0] * (len(found) - 1)
    fit = all(UNFIT.isdisjoint(item.reasons) for item in found)
    return alike and fit and _are_few(paragraphs)


def _are_few(paragraphs: list[int]) -> bool:
    """Whether each text has one paragraph or two, and most have one."""
    return min(paragraphs) > 0 and max(paragraphs) <= 2 and paragraphs.count(1) * 2 >= len(paragraphs)


def nearly_all_name_places(page: Page, found: list[Headline]) -> bool:
    """Whether four of five headings, three at least, begin with a place or theme."""
    return _name_places(page, found) and sum(map(bool, _places(page, found))) * 5 >= len(found) * 4


def _name_places(page: Page, found: list[Headline]) -> bool:
    return len(set(_places(page, found)) - {None}) >= FEWEST_PLACES


def _places(page: Page, found: list[Headline]) -> list[str | None]:
    return [_place(page, item) for item in found]


def _place(page: Page, item: Headline) -> str | None:
    match = PLACE.match(page.content(item.line))
    return match.group() if match else None
