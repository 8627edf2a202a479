"""The articles on one page: their extent, headline, byline and date, and how sure each is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from claims.text.articles.closings import article_end
from claims.text.articles.days import days_above
from claims.text.articles.digests import announces_digest, names_page_part
from claims.text.articles.headless import headless_reports
from claims.text.articles.headlines import THRESHOLD, Headline, confidence_of, headlines
from claims.text.articles.likelihood.revision import likely_headline, revised_starts
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, Page
from claims.text.articles.roundups import NAMES_ITEM, named_items
from claims.text.articles.settling.recurring import COUNTED
from claims.text.articles.signature import signature
from claims.text.articles.site import MainArticle, main_article
from claims.text.articles.teasers import without_teasers
from claims.text.articles.weighing import REPEATED, weighed
from claims.text.articles.weighing.dated import without_undated
from claims.text.layout.links import BEHIND_LINK
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, SENTENCE

METHOD = "articles/5"

MOTTO_WORDS, FOREWORD_WORDS = 6, 100
FORUM_LINES, FORUM_WORDS = 5, 40
LEADING_WORDS, LINKED_WORDS = 30, 12
MOST_ABOVE_RECURRING = 200
HEADLESS = 0.7
SEVERAL = 3
# Dashes and quotation marks of forums, comments of HTML, the date that an index sets before the first words.
LEADING_MARKS = re.compile(
    r"(?:[-–—*#•>\s]{1,10}|(?:<!--[^<>\n]{0,40}-->(?:QUOTE)?){1,4}|(?:date )?\d{4}-\d\d-\d\d )(?=[\[“\"‘'\w])"
)
# "*** LIVE *** The count": marks around a word of the headline belong to it.
DECORATED = re.compile(r"([*#=-]{2,5}) ?[^*#=-]{2,30} ?\1 ")
SITE_NAME = re.compile(r" (?://|\||::) ")


@dataclass(frozen=True, slots=True)
class ArticleSpan:
    """A proposal: `text[start:end]` is one article. Offsets are code points, ends exclusive.

    `headline_start` and `headline_end` are None where it has no headline. `byline` is the author's
    name as printed; `published` is ISO 8601 to the day, month or year. `confidence` is from 0 to 1,
    and `reasons` say in words what spoke for and against it, the strongest first.
    """

    start: int
    end: int
    headline_start: int | None
    headline_end: int | None
    byline: str | None
    published: str | None
    confidence: float
    reasons: tuple[str, ...]


def article_spans(text: str) -> list[ArticleSpan]:
    """The articles that the page `text` seems to hold, in order, without overlap.

    Navigation, labels above headlines and teasers of other stories stay uncovered. A text without
    anything that looks like a headline is one article; an empty one has none. Linear in the length.
    """
    page = Page(text)
    if not page.lines:
        return []
    headed = headlines(page)
    found = without_undated(page, weighed(page, headed))
    likely = [item for item in found if item.score >= THRESHOLD]
    if len(page.below_footers) < SEVERAL and (main := main_article(page, likely)):
        return _main_spans(page, main)
    accepted, teasers = without_teasers(page, likely, found)
    stops = sorted({item.line for item in accepted} | set(teasers))
    headless = headless_reports(page, stops)
    bounds = sorted([*stops, *headless, len(page.lines)])
    spans = [
        _headless(page, line, bounds[bisect_right(bounds, line)], reason) for line, reason in headless.items()
    ]
    titled = bool(found) and (found[0].line > headed[0].line or REPEATED[1] in found[0].reasons)
    if not titled and (lead := _lead(page, bounds[0])):
        spans.append(lead)
    spans += _headed(page, accepted, bounds)
    proposals = sorted(spans, key=attrgetter("start"))
    return _with_days(page, _revised(page, found, proposals, teasers))


def _revised(
    page: Page, found: list[Headline], proposals: list[ArticleSpan], teasers: list[int]
) -> list[ArticleSpan]:
    """The proposals of the rules, less those that the model finds unlikely, and with those that it adds."""
    begin = [line.start for line in page.lines]
    proposed = {bisect_right(begin, span.start) - 1: span for span in proposals}
    judged = {item.line: item for item in found}
    starts = revised_starts(page, judged, sorted(proposed))
    if starts.keys() == proposed.keys():
        return proposals
    before, after = (sorted({*lines, *teasers, len(page.lines)}) for lines in (proposed, starts))
    spans = []
    for line, likelihood in sorted(starts.items()):
        following = after[bisect_right(after, line)]
        span = proposed.get(line)
        if span is None and likelihood:
            span = _article(page, likely_headline(page, likelihood, judged.get(line)), following)
        elif span and following != before[bisect_right(before, line)]:
            span = replace(span, end=max(article_end(page, line, following), page.lines[line].end))
        spans += [span] if span else []
    return spans


def _headed(page: Page, accepted: list[Headline], bounds: list[int]) -> Iterator[ArticleSpan]:
    """The articles below the headlines, each to the next of the `bounds`, without notices of the page."""
    later = iter(accepted[1:])
    for item in accepted:
        following = bounds[bisect_right(bounds, item.line)]
        if not (_is_masthead(page, item, following) or _is_notice(page, item, next(later, None))):
            yield _article(page, item, following)


def _with_days(page: Page, spans: list[ArticleSpan]) -> list[ArticleSpan]:
    """The articles, those that tell no date with that of the day under which they stand."""
    days = days_above(page, [(span.start, span.end) for span in spans])
    return [
        span if span.published else replace(span, published=day)
        for span, day in zip(spans, days, strict=True)
    ]


def _main_spans(page: Page, main: MainArticle) -> list[ArticleSpan]:
    """The main article of a web page, or the reports of a round-up, all of its day."""
    last = main.body.last
    items = named_items(page, main.headline, last)
    byline, published = signature(page, main.headline, main.body.first, last + 1)
    spans = []
    for headline, following in pairwise([main.headline, *items, last + 1]):
        line = page.lines[headline]
        end = article_end(page, headline, following) if items else page.lines[last].end
        reasons = main.reasons if headline == main.headline else (NAMES_ITEM,)
        spans.append(
            ArticleSpan(
                line.start, end, line.start, line.end, byline, published, confidence_of(main.score), reasons
            )
        )
    return spans


def _is_masthead(page: Page, item: Headline, following: int) -> bool:
    """Whether a heading above another headline names a part of the page, or has only a motto below it."""
    if following >= len(page.lines) or page.titles_post(item.line):
        return False
    above = page.prose_words(0, following)
    if following in page.recurring and not item.introduced and above <= MOST_ABOVE_RECURRING:
        return True
    if not item.signed and names_page_part(page.content(item.line)):
        return True
    words = page.prose_words(item.line, following)
    if words <= MOTTO_WORDS:
        return True
    furniture = page.kinds[item.line : following].count(BOILERPLATE)
    if not item.introduced and furniture >= FORUM_LINES and words <= FORUM_WORDS:
        return not page.prose_words(0, item.line)
    if item.signed or words > FOREWORD_WORDS or page.prose_words(0, item.line) > MOTTO_WORDS:
        return False
    dated = item.line > 0 and page.is_date_above(item.line - 1)
    if page.dates_stand_above and not dated:
        return any(page.is_date_above(line) for line in range(item.line, following))
    told = page.text[page.lines[item.line].start : page.lines[following].start]
    return announces_digest(told, "foreword_words")


def _is_notice(page: Page, item: Headline, below: Headline | None) -> bool:
    """Whether a heading of few words above the first report has a notice below it: "Open for business"."""
    short = page.content(item.line).count(" ") < FEWEST_HEADLINE_WORDS - 1
    if below is None or item.introduced or not below.introduced or not short:
        return False
    lines = range(item.line, below.line)
    words = sum(page.prose_words(index, index + 1) for index in lines if page.kinds[index] != CAPTION)
    return not page.prose_words(0, item.line) and words <= FORUM_WORDS


def _lead(page: Page, end: int) -> ArticleSpan | None:
    """The prose above the first headline, where there is enough of it to be an article."""
    first = next((index for index in range(end) if page.is_prose(index)), None)
    whole = end == len(page.lines)
    if first is None:
        if not whole:
            return None
        first = 0
    least = LEADING_WORDS * (1 + _is_one_paragraph(page, end))
    if not whole and page.prose_words(0, end) < (LINKED_WORDS if _ends_with_link(page, end) else least):
        return None
    if not whole and SENTENCE not in page.kinds[:end]:
        return None
    byline, published = signature(page, max(0, first - 1), first, end)
    start, stop = _first_word(page, first), article_end(page, first, end)
    reasons = ("no headline stands above it",) if not whole else ("the page has no headline",)
    return ArticleSpan(start, stop, None, None, byline, published, 0.5, reasons)


def _headless(page: Page, line: int, following: int, reason: str) -> ArticleSpan:
    """The report without a headline from a line to the last one before `following`."""
    start, stop = page.lines[line].start, article_end(page, line, following)
    signed = page.kinds[line] == BYLINE
    byline, published = signature(page, line - signed, line + signed, following)
    return ArticleSpan(start, stop, None, None, byline, published, HEADLESS, (reason,))


def _is_one_paragraph(page: Page, end: int) -> bool:
    """Whether a single line of prose stands above line `end`, as a caption, a blurb or a notice does."""
    return sum(page.is_prose(index) for index in range(end)) == 1


def _ends_with_link(page: Page, end: int) -> bool:
    """Whether a link to the rest of the text above stands before the title in line `end`."""
    return BEHIND_LINK.match(page.text, page.lines[end].start, page.lines[end].end) is not None


def _first_word(page: Page, index: int) -> int:
    """Where the words of the line begin, behind marks and a date that stand before them."""
    line = page.lines[index]
    before = (COUNTED, BEHIND_LINK) if index in page.recurring else ()
    if DECORATED.match(page.text, line.start, line.end):
        return line.start
    found = (marks.match(page.text, line.start, line.end) for marks in (*before, LEADING_MARKS))
    return next((match.end() for match in found if match), line.start)


def _article(page: Page, item: Headline, following: int) -> ArticleSpan:
    """The article from its headline to the last line before `following` that isn't page furniture."""
    line, start = page.lines[item.line], _first_word(page, item.line)
    site = SITE_NAME.search(page.text, start, line.end)
    byline, published = signature(page, item.line, item.body, following)
    return ArticleSpan(
        start,
        max(article_end(page, item.line, following), line.end),
        start,
        site.start() if site else line.end,
        byline,
        published,
        item.confidence,
        item.reasons,
    )
