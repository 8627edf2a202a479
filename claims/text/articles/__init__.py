"""The articles on one page: their extent, headline, byline and date, and how sure each is."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.text.articles.closings import article_end, links_below
from claims.text.articles.headlines import BOUNDARIES, THRESHOLD, Headline, headlines
from claims.text.articles.page import Page
from claims.text.articles.signature import signature
from claims.text.wordlists import entries

METHOD = "articles/1"

PATTERN = 3
UNSIGNED = -1.5, "other articles of the page have a byline, this has none"
IN_DIGEST = -2.0, "the headline of the page announces a digest, this is one of its items"
UNMARKED = -0.8, "nothing on the page marks where an article ends"
BELOW_SIGNED = -1.2, "only the headline of the page has a byline or date"
AMONG_SECTIONS = -1.2, "most headings of the page are those of sections"
TIMED = -4.0, "the time of day alone stands by it, as by the entries of a live report"
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
ALIKE = 0.6, "other headings of the page begin articles"
LEAST_ALIKE, LEAST_SECTION = 1.2, 33
PLACE = re.compile(r"[A-Z][\w.’-]*(?: [A-Z][\w.’-]*){0,2}: (?=\w+ \w)")
ROUND_UP = 0.8, "other headings of the page begin with a place or theme, too"
TEASER_WORDS = 60
LONGEST_ITEM = 80
TEASERS = 2
MOTTO_WORDS = 6
LEAST_HEADLINE = 0.5
LEADING_WORDS = 30
LEADING_MARKS = re.compile(r"[-–—*#•>\s]{1,10}(?=[\[“\"‘'\w])")
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
    found = _weighed(page, headlines(page))
    accepted, teasers = _without_teasers(page, [item for item in found if item.score >= THRESHOLD], found)
    stops = sorted({item.line for item in accepted} | set(teasers))
    spans = []
    if lead := _lead(page, stops[0] if stops else len(page.lines)):
        spans.append(lead)
    for item in accepted:
        following = next((line for line in stops if line > item.line), len(page.lines))
        if _is_masthead(page, item, following):
            continue
        spans.append(_article(page, item, following))
    return spans


def _weighed(page: Page, found: list[Headline]) -> list[Headline]:
    """The headlines in the light of one another: a page tends to introduce all its articles in one way."""
    timed = {item.line for item in found[1:] if _is_timed(page, item)}
    if len(timed) >= PATTERN:
        return [_changed(item, *TIMED) if item.line in timed else item for item in found]
    if found and _is_digest(page.content(found[0].line)):
        return [item if item.signed or item is found[0] else _changed(item, *IN_DIGEST) for item in found]
    likely = [item for item in found if item.score >= THRESHOLD]
    signed = sum(item.signed for item in likely)
    if signed >= PATTERN and signed * 3 >= len(likely) * 2:
        return [item if item.introduced or item is found[0] else _changed(item, *UNSIGNED) for item in found]
    if found and found[0].signed and not any(_is_marked(item) for item in found[1:]):
        found = found[:1] + [_changed(item, *BELOW_SIGNED) for item in found[1:]]
    elif _are_mostly_sections(found):
        found = found[:1] + [_changed(item, *AMONG_SECTIONS) for item in found[1:]]
    return _in_pattern(page, _without_sections(page, _with_places(page, found)))


def _are_mostly_sections(found: list[Headline]) -> bool:
    """Whether nothing marks the headings below the first, and on average they wouldn't pass."""
    below = found[1:]
    if len(below) < PATTERN or any(_is_marked(item) for item in below):
        return False
    return sum(item.score for item in below) < THRESHOLD * len(below)


def _is_timed(page: Page, item: Headline) -> bool:
    """Whether a line next to the heading is a time of day and nothing else."""
    near = (item.line - 1, item.line + 1)
    return any(CLOCK.fullmatch(page.content(line)) for line in near if 0 <= line < len(page.lines))


def _without_sections(page: Page, found: list[Headline]) -> list[Headline]:
    """The headings of a long text count less where nothing but their words sets one of them apart."""
    if _has_long_sections(page, found) and not any(_is_marked(item) for item in found[1:]):
        return found[:1] + [_changed(item, *UNMARKED) for item in found[1:]]
    return found


def _in_pattern(page: Page, found: list[Headline]) -> list[Headline]:
    """Headings that nearly pass are raised where others of the page do."""
    likely = [item for item in found if item.score >= THRESHOLD]
    nearly = [item for item in found if item.score >= LEAST_ALIKE]
    if len(likely) < 2 or len(nearly) < PATTERN:
        return found
    weighed = found[:1]
    for before, item in pairwise(found):
        alike = item.score >= LEAST_ALIKE and page.prose_words(before.line, item.line) >= LEAST_SECTION
        weighed.append(_changed(item, *ALIKE) if alike else item)
    return weighed


def _has_long_sections(page: Page, found: list[Headline]) -> bool:
    """Whether the text between two headings is mostly longer than the item of a digest."""
    words = [page.prose_words(before.line, item.line) for before, item in pairwise(found)]
    return bool(words) and sorted(words)[len(words) // 2] > LONGEST_ITEM


def _is_marked(item: Headline) -> bool:
    """Whether more than its words and what it is about sets the heading apart from the text above."""
    return item.introduced or any(reason in BOUNDARIES for reason in item.reasons)


def _with_places(page: Page, found: list[Headline]) -> list[Headline]:
    """The headlines of a round-up, each with another place or theme before its colon, raised together."""
    places = {match.group() for item in found if (match := PLACE.match(page.content(item.line)))}
    if len(places) < PATTERN:
        return found
    return [_changed(item, *ROUND_UP) if PLACE.match(page.content(item.line)) else item for item in found]


def _is_masthead(page: Page, item: Headline, following: int) -> bool:
    """Whether nothing but a motto stands between a heading and the next headline."""
    return following < len(page.lines) and page.prose_words(item.line, following) <= MOTTO_WORDS


def _is_digest(headline: str) -> bool:
    plain = headline.casefold().replace("’", "'")
    return any(re.search(rf"\b{re.escape(words)}\b", plain) for words in entries("digest_words"))


def _changed(item: Headline, weight: float, reason: str) -> Headline:
    return replace(item, score=round(item.score + weight, 2), reasons=(*item.reasons, reason))


def _without_teasers(
    page: Page, accepted: list[Headline], found: list[Headline]
) -> tuple[list[Headline], list[int]]:
    """The headlines that have an article, and the lines at which teasers of other stories begin.

    Teasers are two or more short items at the end of a page that also holds something much longer, or
    below a line that announces links.
    """
    stops = [item.line for item in found] + [len(page.lines)]
    words = [page.prose_words(start, end) for start, end in pairwise(stops)]
    tail = len(found)
    while tail > 0 and words[tail - 1] <= TEASER_WORDS and _may_be_teaser(found[tail - 1]):
        tail -= 1
    linked = links_below(page)
    if linked is not None:
        tail = min(tail, sum(item.line < linked for item in found))
    stands_out = linked is not None or max(words, default=0) >= 4 * TEASER_WORDS
    if len(found) - tail < TEASERS or not stands_out:
        return accepted, []
    teasers = {item.line for item in found[tail:]}
    return [item for item in accepted if item.line not in teasers], sorted(teasers)


def _may_be_teaser(item: Headline) -> bool:
    return not item.introduced and item.score >= LEAST_HEADLINE


def _lead(page: Page, end: int) -> ArticleSpan | None:
    """The prose above the first headline, where there is enough of it to be an article."""
    first = next((index for index in range(end) if page.is_prose(index)), None)
    whole = end == len(page.lines)
    if first is None:
        if not whole:
            return None
        first = 0
    if not whole and page.prose_words(0, end) < LEADING_WORDS:
        return None
    byline, published = signature(page, max(0, first - 1), first, end)
    start, stop = page.lines[first].start, article_end(page, first, end)
    reasons = ("no headline stands above it",) if not whole else ("the page has no headline",)
    return ArticleSpan(start, stop, None, None, byline, published, 0.5, reasons)


def _article(page: Page, item: Headline, following: int) -> ArticleSpan:
    """The article from its headline to the last line before `following` that isn't page furniture."""
    line = page.lines[item.line]
    start = line.start
    if marks := LEADING_MARKS.match(page.text, line.start, line.end):
        start = marks.end()
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
