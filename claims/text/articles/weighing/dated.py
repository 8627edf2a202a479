"""Pages that date each article right below its title: what has no date there is no article."""

from claims.text.articles.headlines import (
    BOUNDARIES,
    BYLINE_FOLLOWS,
    DATELINE_FOLLOWS,
    LABEL_STANDS_ABOVE,
    THRESHOLD,
    Headline,
)
from claims.text.articles.page import Page
from claims.text.layout.dates import published_date

FEWEST, FEWEST_LISTED, SHARE = 3, 2, 2
FEWEST_OF_MANY, MANY = 4, 4
UNDATED = -6.0, "the other articles of the page have their date below the title, this hasn't"
# A label above a heading is no more than the parts of one article may have.
ENDING = BOUNDARIES - {LABEL_STANDS_ABOVE} | {DATELINE_FOLLOWS}


def without_undated(page: Page, found: list[Headline]) -> list[Headline]:
    """The headlines, those lowered that have no date where three or more others have one.

    Above the first of these a title without a date counts less only where all dates are set in one form.
    A link, a date or a gap that ends the article above speaks for an article of its own, too; but in a feed,
    whose dates a program wrote, dates alone tell where the next begins.
    """
    likely = [item for item in found if item.score >= THRESHOLD]
    dated = {item.line for item in likely if _is_dated(page, item)}
    undated = sum(item.line > min(dated, default=0) for item in likely) - len(dated) + 1
    nearly_all = len(dated) >= FEWEST_OF_MANY and undated * MANY <= len(dated)
    only = nearly_all or page.lists_posts or not page.fed.isdisjoint(dated)
    if len(dated) < (FEWEST_LISTED if only or not page.posts.isdisjoint(dated) else FEWEST):
        return found
    first = 0 if len(page.above_stamps) >= FEWEST else min(dated)
    others = {
        item.line
        for item in likely
        if item.line >= first and item.line not in dated and (only or ENDING.isdisjoint(item.reasons))
    }
    if len(others) * SHARE > len(dated) and not only:
        return found
    return [item.weighed(*UNDATED) if item.line in others else item for item in found]


def _is_dated(page: Page, item: Headline) -> bool:
    if BYLINE_FOLLOWS not in item.reasons:
        return False
    return any(
        published_date(page.content(index)) for index in page.opening_bylines(item.line, len(page.lines))
    )
