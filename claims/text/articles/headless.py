"""Reports without a headline: each begins with its place and its agency."""

import re
from itertools import pairwise

from claims.text.articles.page import Page
from claims.text.layout.datelines import AGENCY, DAY

REPORT = re.compile(rf"[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]+){{0,4}}{DAY} {AGENCY} ?[—–-]{{1,2}} ?\S")


def headless_reports(page: Page, stops: list[int]) -> list[int]:
    """The lines that begin a report of their own, where `stops` are the lines that have a headline.

    A report gives its place and agency once. The first such line below a headline belongs to it; each
    later one begins the next report, unless it only tells again what stands above.
    """
    starts: list[int] = []
    titled = frozenset(stops)
    for above, below in pairwise([0, *stops, len(page.lines)]):
        found = [
            index for index in range(above, below) if page.is_prose(index) and _begins_report(page, index)
        ]
        own = len(found) > 1 and above not in titled
        starts += [index for index in found[not own :] if not page.tells_again(index, index + 1)]
    return starts


def _begins_report(page: Page, index: int) -> bool:
    line = page.lines[index]
    return REPORT.match(page.text, line.start, line.end) is not None
