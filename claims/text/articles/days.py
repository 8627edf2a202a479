"""The day that a page gives once for several articles: above them all, or above those of each day."""

from bisect import bisect_left

from claims.text.articles.page import Page
from claims.text.articles.settling import DATED
from claims.text.layout.bylines import is_date_line
from claims.text.layout.dates import published_date
from claims.text.layout.units import BYLINE

TO_THE_DAY = len("2016-03-24")


def days_above(page: Page, extents: list[tuple[int, int]]) -> list[str | None]:
    """The day under which each article stands, as ISO 8601, given the articles' offsets in order.

    It is the last date among the lines above that belong to no article. Above the first article a line
    may name the paper, too; further down only a date alone is one, for a writer's line ends an article.
    """
    starts = [line.start for line in page.lines]
    days: list[str | None] = []
    opening = DATED.match(page.content(0))
    day, free = opening and opening.group(1), 0
    for start, end in extents:
        for index in range(free, bisect_left(starts, start)):
            if page.kinds[index] == BYLINE and (not days or is_date_line(page.content(index))):
                found = published_date(page.content(index))
                day = found if found and len(found) == TO_THE_DAY else day
        days.append(day)
        free = bisect_left(starts, end)
    return days
