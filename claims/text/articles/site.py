"""The one article of a web page that was taken with its menus, boxes and footers, line by line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.text.articles.closings import is_closing_label, last_line, only_blurbs
from claims.text.articles.cohesion import content_words, names_within_sentences, shared_share, topic
from claims.text.articles.headlines import LINK_STANDS_ABOVE, Headline
from claims.text.articles.headlines.choice import AUTHOR
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, Page
from claims.text.articles.roundups import named_items
from claims.text.articles.settling.bullets import EXCERPT
from claims.text.layout.asides import ends_in_link
from claims.text.layout.bylines import names_people
from claims.text.layout.commenters import announces_comments
from claims.text.layout.dates import published_date
from claims.text.layout.units import BOILERPLATE, HEADING, LIST_ITEM, SENTENCE

FEWEST_LINES, MANY_LINES, FEWEST_FURNITURE, LEAST_FURNITURE = 30, 40, 10, 0.06
SHORT_PARAGRAPH, LONG_PARAGRAPH = 8, 20
ENDED = re.compile(r"[.!?:][\"'”’)\]*]*$")
ALL_RIGHTS = "all rights reserved"
FURNITURE_COSTS, CLOSING_COSTS = 10, 150
MOST_RAILS, LEAST_MORE, LEAST_SHARED, FEWEST_SHARED_NAMES = 5, 20, 0.3, 2
CAPITALISED = re.compile(r"\b[A-Z][\w’-]*\w")
LEAST_BODY = 60
LEAST_RIVAL, RIVAL_SCORE, RIVAL_SHARE, MOST_TEASER = 40, 5.0, 4, 60
SIGNED_WITHIN, LEAD_PARAGRAPHS, LONGEST_TITLE = 5, 3, 200
SITE_SUFFIX = re.compile(r" (?:[-–—|:]|::|//) [^-–—|]{2,60}$")
LEAST_SCORE, OPENING_SHARE = 1.0, 4
# Where such an article ends is known less well than where it begins: in nine cases of ten.
MOST_SCORE = 4.5

STANDS_OUT = 0.0, "the page is a site's, and this is its longest run of paragraphs"
NAMED = 0.5, "it is as long as a headline"
SHORT = -2.0, "it is very short"
REPEATED = 3.0, "the page repeats it, as its title"
BEGINS = 1.5, "the page begins with it"
SIGNED = 3.0, "a byline or date follows"
TOLD_AGAIN = 3.0, "the first paragraphs take up its words"


class Body(NamedTuple):
    """A run of lines: the index of the first, of the last, and what its words come to."""

    first: int
    last: int
    words: int


class MainArticle(NamedTuple):
    """The line of the headline, the lines of the text below it, a score and what speaks for the headline."""

    headline: int
    body: Body
    score: float
    reasons: tuple[str, ...]


def main_article(page: Page, accepted: list[Headline]) -> MainArticle | None:
    """The one article of a whole web page; None where the page is no such page, or holds several.

    `accepted` are the headings that look like headlines. A blog with its menus has several that are signed
    and have a text of some length below.
    """
    if not is_site_page(page):
        return None
    body = main_body(page, 0, len(page.lines))
    if body.words < LEAST_BODY:
        return None
    full = _continued(page, body)
    main = _with_headline(page, full._replace(last=last_line(page, full.first, full.last)))
    if main is None:
        return None
    titled = REPEATED[1] in main.reasons and SIGNED[1] in main.reasons
    rivals = _has_rivals(page, accepted, body, titled)
    return main if not rivals or named_items(page, main.headline, main.body.last) else None


def is_site_page(page: Page) -> bool:
    """Whether so many lines are links, labels and buttons that the page is a site's, menus and all."""
    count, furniture = len(page.lines), page.kinds.count(BOILERPLATE)
    if count < FEWEST_LINES or furniture < FEWEST_FURNITURE:
        return False
    if count < MANY_LINES and furniture * 3 < count:
        return False
    labels = sum(
        kind == HEADING and page.content(index).count(" ") < FEWEST_HEADLINE_WORDS - 1
        for index, kind in enumerate(page.kinds)
    )
    return furniture + labels >= LEAST_FURNITURE * count


def main_body(page: Page, start: int, end: int) -> Body:
    """The lines between two whose paragraphs outweigh most what stands between them.

    It is the segment of greatest sum (Pasternack and Roth 2009, "Extracting article text from the web"): a
    paragraph counts its words, any other line costs ten. Readers' comments end the search.
    """
    best = Body(start, start, 0)
    first, total = start, 0
    for index in range(start, end):
        if best.words >= LEAST_BODY and page.names_commenter(index):
            break
        if total <= 0:
            first, total = index, 0
        total += _worth(page, index)
        if total > best.words:
            best = Body(first, index, total)
    return best


def _continued(page: Page, body: Body) -> Body:
    """The body with the text below it, past one rail of links, as long as that speaks of the same things."""
    for _ in range(MOST_RAILS):
        labels = (index for index in range(body.last + 1, len(page.lines)) if is_closing_label(page, index))
        rail = next(labels, len(page.lines))
        end = rail if _ends_article(page, rail) else next(labels, len(page.lines))
        more = main_body(page, body.last + 1, end)
        labelled = page.kinds[rail + 1 : rail + 2] == [SENTENCE]
        blurbs = labelled and only_blurbs(page, rail + 1, more.last + 1)
        if more.words < LEAST_MORE or blurbs or not _goes_on(page, body, more):
            break
        body = Body(body.first, more.last, body.words + more.words)
    return body


def _ends_article(page: Page, label: int) -> bool:
    """Whether what a closing label announces is readers' comments."""
    return label < len(page.lines) and announces_comments(page.content(label))


def _goes_on(page: Page, body: Body, more: Body) -> bool:
    """Whether a text speaks of the same things as the body: of its words, or of two of its names or more."""
    told, follows = ((page.lines[part.first].start, page.lines[part.last].end) for part in (body, more))
    if shared_share(topic(page.text, *told), topic(page.text, *follows)) >= LEAST_SHARED:
        return True
    named = names_within_sentences(page.text, *told)
    return len(named & set(CAPITALISED.findall(page.text, *follows))) >= FEWEST_SHARED_NAMES


def _worth(page: Page, index: int) -> int:
    """What a line adds to the main text: its words if it is a paragraph, else less than nothing."""
    if page.kinds[index] not in (SENTENCE, LIST_ITEM):
        closes = is_closing_label(page, index) or ALL_RIGHTS in page.content(index).casefold()
        return -CLOSING_COSTS if closes else -FURNITURE_COSTS
    line, content = page.lines[index], page.content(index)
    words = page.text.count(" ", line.start, line.end) + 1
    if content.endswith(EXCERPT) or ends_in_link(content):
        return -FURNITURE_COSTS
    if words >= LONG_PARAGRAPH:
        return words
    if words >= SHORT_PARAGRAPH:
        return words if ENDED.search(content[-8:]) else 0
    return -FURNITURE_COSTS // 2


def _has_rivals(page: Page, accepted: list[Headline], body: Body, titled: bool) -> bool:
    """Whether the other articles that the page seems to hold have a quarter of the longest one's words.

    They count where a byline, a date, a source or a link marks them, and as far as readers' comments. Below a
    signed article, or the one that titles the page, a few unsigned words are those of a link.
    """
    lines = range(body.last, len(page.lines))
    end = next((index for index in lines if page.names_commenter(index)), len(page.lines))
    items = [item for item in accepted if item.line < end]
    stops = [*(item.line for item in items), end]
    words = [main_body(page, item.body, stop).words for item, stop in zip(items, stops[1:], strict=True)]
    longest = max(words, default=0)
    marked = [
        (count, item.introduced)
        for item, count in zip(items, words, strict=True)
        if count >= LEAST_RIVAL and item.score >= RIVAL_SCORE and _is_marked(item)
    ]
    marked.sort()
    rivals = marked[:-1] if marked and marked[-1][0] == longest else marked
    stands_out = titled or marked[-1:] == [(longest, True)]
    if stands_out and not any(signed for _, signed in rivals):
        rivals = [rival for rival in rivals if rival[0] > MOST_TEASER]
    return sum(count for count, _ in rivals) * RIVAL_SHARE >= longest


def _is_marked(item: Headline) -> bool:
    return item.introduced or LINK_STANDS_ABOVE in item.reasons


def _with_headline(page: Page, body: Body) -> MainArticle | None:
    """The body with the heading above it that most speaks for, and the lowest of equal ones."""
    lead, titles = _lead_words(page, body), _repeated_titles(page)
    headings = list(_headings_above(page, body, titles))
    best, chosen, signs = LEAST_SCORE, None, list[tuple[float, str]]()
    for index in headings:
        found = _signs(page, index, lead, titles)
        score = sum(weight for weight, _ in found)
        if score > best:
            best, chosen, signs = score, index, found
    if chosen is None:
        return None
    if chosen - 1 in headings and _heads_deck(page, chosen - 1, lead, titles):
        chosen -= 1
    plain = _plain(page.content(chosen))
    if plain in titles:
        chosen = next(index for index in headings if _plain(page.content(index)) == plain)
    reasons = tuple(reason for weight, reason in sorted(signs, reverse=True))
    body = Body(max(body.first, chosen + 1), body.last, body.words)
    return MainArticle(chosen, body, min(MOST_SCORE, round(best, 2)), (STANDS_OUT[1], *reasons))


def _heads_deck(page: Page, index: int, lead: frozenset[str], titles: set[str]) -> bool:
    """Whether the heading, right above another, is signed, titles the page and is told again in the text."""
    reasons = {reason for _, reason in _signs(page, index, lead, titles)}
    return {REPEATED[1], SIGNED[1], TOLD_AGAIN[1]} <= reasons


def _headings_above(page: Page, body: Body, titles: set[str]) -> Iterator[int]:
    """The headings above the body, the lowest first, and those that are signed amid its first words.

    What stands above the headline, as the texts of a menu do, may weigh enough to be taken for its beginning.
    """
    last = body.first
    while last < body.last and page.prose_words(body.first, last) * OPENING_SHARE < body.words:
        last += 1
    for index in range(last, -1, -1):
        if page.kinds[index] == HEADING and (
            index <= body.first or _plain(page.content(index)) in titles or _is_signed(page, index)
        ):
            yield index


def _signs(page: Page, index: int, lead: frozenset[str], titles: set[str]) -> list[tuple[float, str]]:
    content, line = page.content(index), page.lines[index]
    short = content.count(" ") + 1 < FEWEST_HEADLINE_WORDS
    signs = [SHORT if short else NAMED]
    if _plain(content) in titles:
        signs.append(REPEATED)
    if index == 0 and not short:
        signs.append(BEGINS)
    if not names_people(content) and _is_signed(page, index):
        signs.append(SIGNED)
    title = content_words(page.text, line.start, line.end)
    if told := title & lead:
        weight, reason = TOLD_AGAIN
        signs.append((weight * len(told) / max(LEAD_PARAGRAPHS, len(title)), reason))
    return signs


def _lead_words(page: Page, body: Body) -> frozenset[str]:
    lines = range(body.first, body.last + 1)
    paragraphs = [index for index in lines if _worth(page, index) > 0][:LEAD_PARAGRAPHS]
    return content_words(page.text, page.lines[paragraphs[0]].start, page.lines[paragraphs[-1]].end)


def _is_signed(page: Page, index: int) -> bool:
    """Whether a name or a full date stands in the lines below, before another heading of some length."""
    for near in range(index + 1, min(index + 1 + SIGNED_WITHIN, len(page.lines))):
        words = page.content(near).count(" ") + 1
        deck = near == index + 1 and page.content(index).count(" ") + 1 >= FEWEST_HEADLINE_WORDS
        if page.kinds[near] == HEADING and words >= FEWEST_HEADLINE_WORDS and not deck:
            return False
        if _worth(page, near) >= LONG_PARAGRAPH:
            return False
        if page.is_signature(near) and (
            AUTHOR.search(page.content(near)) or published_date(page.content(near))
        ):
            return True
    return False


def _repeated_titles(page: Page) -> set[str]:
    """The longer headings that stand twice, perhaps once with the name of the site, as browsers show it."""
    seen: set[str] = set()
    repeated: set[str] = set()
    opening = _plain(page.content(0)[:LONGEST_TITLE])
    for index, kind in enumerate(page.kinds):
        line = page.lines[index]
        if kind not in (HEADING, SENTENCE) or line.end - line.start > LONGEST_TITLE:
            continue
        plain = _plain(page.content(index))
        if plain.count(" ") < FEWEST_HEADLINE_WORDS - (plain == opening):
            continue
        (repeated if plain in seen else seen).add(plain)
    return repeated


def _plain(content: str) -> str:
    """A title without the name of its site, and without what typesetting varies."""
    return re.sub(r"[\W_]+", " ", SITE_SUFFIX.sub("", content)).strip().casefold()
