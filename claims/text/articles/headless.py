"""Reports without a headline: each begins with its place and its agency, or its byline below a link."""

import re
from itertools import pairwise

from claims.text.articles.page import Page
from claims.text.layout.datelines import AGENCY, DAY
from claims.text.layout.units import BOILERPLATE

REPORT = re.compile(rf"[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]+){{0,4}}{DAY} {AGENCY} ?[—–-]{{1,2}} ?\S")
READ_ON = re.compile(
    r"[\[(]?(?:continue reading|read(?: more| on| the rest)?|(?:read )?(?:the )?full (?:story|article|post)"
    r"|more)[ .…»›>→\])]*",
    re.IGNORECASE,
)
FEWEST_LINKED = 2


def headless_reports(page: Page, stops: list[int]) -> list[int]:
    """The lines that begin a report of their own, where `stops` are the lines that have a headline.

    A report gives its place and agency once. The first such line below a headline belongs to it; each
    later one begins the next report, unless it only tells again what stands above. Where a page has two
    bylines or more right below links to the rest of a post ("Read more"), each begins the next post.
    """
    starts: list[int] = []
    titled = frozenset(stops)
    for above, below in pairwise([0, *stops, len(page.lines)]):
        found = [
            index for index in range(above, below) if page.is_prose(index) and _begins_report(page, index)
        ]
        own = len(found) > 1 and above not in titled
        starts += [index for index in found[not own :] if not page.tells_again(index, index + 1)]
    linked = [index for index in range(1, len(page.lines) - 1) if _is_below_link(page, index)]
    return sorted({*starts, *linked}) if len(linked) >= FEWEST_LINKED else starts


def _begins_report(page: Page, index: int) -> bool:
    line = page.lines[index]
    return REPORT.match(page.text, line.start, line.end) is not None


def _is_below_link(page: Page, index: int) -> bool:
    """Whether the line is a byline between a link to the rest of a post and a paragraph."""
    return (
        page.is_signature(index)
        and page.kinds[index - 1] == BOILERPLATE
        and page.is_prose(index + 1)
        and READ_ON.fullmatch(page.content(index - 1)) is not None
    )
