"""Reports without a headline: each begins with its place and its agency, or its byline below a link."""

import re
from itertools import pairwise

from claims.text.articles.digests import announces_digest
from claims.text.articles.page import Page
from claims.text.articles.settling.sourced import below_sources
from claims.text.layout.bylines import is_date_line
from claims.text.layout.datelines import AGENCY, DAY
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING

REPORT = re.compile(rf"[A-Z][\w.’'-]+(?:,? [A-Z][\w.’'-]+){{0,4}}{DAY} {AGENCY} ?[—–-]{{1,2}} ?\S")
READ_ON = re.compile(
    r"[\[(]?(?:continue reading|read(?: more| on| the rest)?|(?:read )?(?:the )?full (?:story|article|post)"
    r"|more)[ .…»›>→\])]*",
    re.IGNORECASE,
)
FEWEST_LINKED = FEWEST_PLACED = 2
# "Port-au-Prince, Haiti: At least 11 boats have been lost".
BRIEF = re.compile(
    r"[A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,3}"
    r", [A-Z]\w{1,20}(?: (?:and )?[A-Z]\w{1,20}){0,3}: [A-Z“\"]"
)
# "Ferry Sold - (LARSUND) -- The ferry was sold".
WITH_TITLE = re.compile(r"[A-Z][^.!?\n]{8,90} [-–—]{1,2} ?\([A-Z][\w .,’'/-]{2,40}\) ?[-–—]{1,2} ?(?=\S)")
WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ")


PLACED = "the paragraph begins with a place and an agency"
LINKED = "a byline stands below the link that ends the post before"
APART = "a place and its country open the paragraph, and a wide gap stands above it"
SOURCED = "the source of another report ends the paragraph above, as it does others of the page"
TITLED_BRIEF = "a title and a place in brackets open the paragraph, as they do others of the page"
OF_DAY = "the date of another day stands above it"


def headless_reports(page: Page, stops: list[int]) -> dict[int, str]:
    """The lines that begin a report without a headline, and why; `stops` are the lines that have one.

    A report gives its place and agency once. The first such line below a headline belongs to it; each
    later one begins the next report, unless it only tells again what stands above. Where a page has two
    bylines or more right below links to the rest of a post ("Read more"), each begins the next post.
    Where the first post stands below the date of its day, so does each paragraph below another day. A source
    at the end of paragraphs ends reports, and a title with a place in brackets begins them.
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
    titled_briefs = _titled_briefs(page)
    sourced = below_sources(page.text, page.lines, page.kinds)
    return {
        **dict.fromkeys((index for index in sourced if page.is_prose(index)), SOURCED),
        **dict.fromkeys(titled_briefs if len(titled_briefs) >= FEWEST_PLACED else (), TITLED_BRIEF),
        **dict.fromkeys(_placed_briefs(page), APART),
        **dict.fromkeys(_posts_of_days(page, titled), OF_DAY),
        **dict.fromkeys(linked if len(linked) >= FEWEST_LINKED else (), LINKED),
        **dict.fromkeys(starts, PLACED),
    }


def _titled_briefs(page: Page) -> list[int]:
    """The paragraphs that begin with a title and the place of the report in brackets."""
    return [
        index
        for index, line in enumerate(page.lines)
        if page.is_prose(index) and WITH_TITLE.match(page.text, line.start, line.end)
    ]


def _placed_briefs(page: Page) -> list[int]:
    """The paragraphs below a wide gap that name their place, two or more, where no headline is above them."""
    found = [
        index
        for index in range(1, len(page.lines))
        if page.lines[index].ends_before > max(2, page.usual_gap)
        and page.is_prose(index)
        and BRIEF.match(page.text, page.lines[index].start, page.lines[index].end)
    ]
    titled = bool(found) and page.kinds[found[0] - 1] == HEADING
    if len(found) < FEWEST_PLACED:
        return []
    return (
        found[1:] if titled and not announces_digest(page.content(found[0] - 1), "foreword_words") else found
    )


def _posts_of_days(page: Page, titled: frozenset[int]) -> list[int]:
    """The paragraphs right below a date alone, on a page that begins with one above its first post."""
    days = [index for index in range(len(page.lines) - 1) if _is_day(page, index)]
    if not days or page.prose_words(0, days[0]) or not titled.isdisjoint(range(days[0])):
        return []
    return [day + 1 for day in days[1:] if page.is_prose(day + 1) and page.kinds[day - 1] != HEADING]


def _is_day(page: Page, index: int) -> bool:
    """Whether the line is a date with its weekday and nothing else, as above the posts of a day."""
    return (
        page.kinds[index] == BYLINE
        and WEEKDAY.match(page.content(index)) is not None
        and is_date_line(page.content(index))
    )


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
