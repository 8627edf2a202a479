"""Which headings stand above teasers of other stories, and not above articles."""

from itertools import pairwise

from claims.text.articles.closings import links_below
from claims.text.articles.headlines import Headline
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, Page

TEASER_WORDS = 60
TEASERS, TEASERS_AMID = 2, 3
LEAST_HEADLINE = 0.5
BOX_WORDS, LEAST_SHARE = 80, 0.5
FEWEST_BLURBS, BLURB_WORDS, BLURB_SHARE = 3, 35, 4


def without_teasers(
    page: Page, accepted: list[Headline], found: list[Headline]
) -> tuple[list[Headline], list[int]]:
    """The headlines that have an article, and the lines at which teasers of other stories begin.

    Teasers are short items below something much longer: two or more at the end of the page, three or
    more amid it, or all below a line that announces links.
    """
    stops = [item.line for item in found] + [len(page.lines)]
    words = [page.prose_words(start, end) for start, end in pairwise(stops)]
    main = next((index for index, count in enumerate(words) if count >= 4 * TEASER_WORDS), None)
    short = [count <= TEASER_WORDS and _may_be_teaser(item) for count, item in zip(words, found, strict=True)]
    linked = links_below(page)
    tail = len(found) if linked is None else sum(item.line < linked for item in found)
    while main is not None and tail > 0 and short[tail - 1]:
        tail -= 1
    blurbs = _blurbs(page, found, stops, words)
    if blurbs < tail:
        tail, main = blurbs, 0
    listed = tail >= TEASERS and max(words[:tail]) <= TEASER_WORDS
    stands_out = (linked is not None and not listed) or main is not None
    indices = set(range(tail, len(found))) if stands_out and len(found) - tail >= TEASERS else set()
    if main is not None:
        indices |= _in_runs(short, main)
    indices |= _boxes(page, accepted, found, words)
    teasers = {found[index].line for index in indices}
    return [item for item in accepted if item.line not in teasers], sorted(teasers)


def _blurbs(page: Page, found: list[Headline], stops: list[int], words: list[int]) -> int:
    """The index from which on three headlines or more follow with one short paragraph each, below a text.

    Their words are few beside those of the text above, whatever the page marks its articles with.
    """
    first = len(found)
    while first > 1 and _is_blurb(page, found[first - 1], stops[first], words[first - 1]):
        first -= 1
    if len(found) - first < FEWEST_BLURBS or words[first - 1] < BLURB_SHARE * max(words[first:]):
        return len(found)
    return first


def _is_blurb(page: Page, item: Headline, stop: int, words: int) -> bool:
    """Whether one short paragraph stands below a heading of some length, right to the next one."""
    if item.introduced or not 0 < words <= BLURB_WORDS:
        return False
    long = page.content(item.line).count(" ") >= FEWEST_HEADLINE_WORDS - 1
    return long and sum(page.is_prose(index) for index in range(item.line, stop)) == 1


def _boxes(page: Page, accepted: list[Headline], found: list[Headline], words: list[int]) -> set[int]:
    """The indices of short unsigned items on a page that has one long article with a byline or date.

    They are a site's motto, its offers, what others read.
    """
    lines = {item.line for item in accepted}
    introduced = [item for item in accepted if item.introduced]
    if len(introduced) != 1 or not introduced[0].signed:
        return set()
    following = min((line for line in lines if line > introduced[0].line), default=len(page.lines))
    length = page.prose_words(introduced[0].line, following)
    if length < 4 * TEASER_WORDS or length < LEAST_SHARE * page.prose_words(0, len(page.lines)):
        return set()
    return {
        index
        for index, item in enumerate(found)
        if item.line in lines and not item.introduced and words[index] <= BOX_WORDS
    }


def _in_runs(short: list[bool], main: int) -> set[int]:
    """The indices of three short items and more in a row, below the item `main`."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(main + 1, len(short) + 1):
        if index < len(short) and short[index]:
            run.append(index)
            continue
        if len(run) >= TEASERS_AMID:
            found.update(run)
        run = []
    return found


def _may_be_teaser(item: Headline) -> bool:
    return not item.introduced and item.score >= LEAST_HEADLINE
