"""The headings of a page in the light of one another: a page introduces all its articles in one way."""

import math
import re
from itertools import pairwise

from claims.text.articles.digests import announces_digest, counts_items, introduces_digest
from claims.text.articles.headlines import (
    BOUNDARIES,
    BYLINE_FOLLOWS,
    DATE_STANDS_ABOVE,
    DATELINE_FOLLOWS,
    FOOTER_STANDS_ABOVE,
    GAP_STANDS_ABOVE,
    KICKER_STANDS_ABOVE,
    LABEL_STANDS_ABOVE,
    LEADS_OVER,
    LINK_STANDS_ABOVE,
    STAMP_FOLLOWS,
    THRESHOLD,
    Headline,
)
from claims.text.articles.headlines.choice import titles_briefs
from claims.text.articles.headlines.form import HEADLINE_DATED, UNFIT
from claims.text.articles.headlines.lead import REPEATED as REPEATS
from claims.text.articles.headlines.lead import RESTATED, TOLD_IN_PAST
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, Page
from claims.text.articles.weighing.address import addresses_reader
from claims.text.articles.weighing.briefs import are_briefs
from claims.text.articles.weighing.masthead import without_title
from claims.text.articles.weighing.rows import raised_above_quotations, raised_by_writers, raised_in_row

PATTERN = 3
FEWEST_ALIKE = 2
HABITS = (
    BYLINE_FOLLOWS,
    KICKER_STANDS_ABOVE,
    LABEL_STANDS_ABOVE,
    HEADLINE_DATED,
    DATE_STANDS_ABOVE,
    LINK_STANDS_ABOVE,
    FOOTER_STANDS_ABOVE,
    STAMP_FOLLOWS,
    GAP_STANDS_ABOVE,
)
# Marks that the pictures, films and boxes amid one article have as well.
WEAK_HABITS = frozenset((LABEL_STANDS_ABOVE, LINK_STANDS_ABOVE, GAP_STANDS_ABOVE))
REPEATED = -6.0, "it stands again further down, above a byline or date"
ALL_MARKED = 1.5, "nearly all headings of the page are marked as this one is"
LEADS = frozenset(reason for _, reason in (RESTATED, REPEATS, TOLD_IN_PAST))
LEADS_BELOW = 1.6, "below most headings of the page stands the lead of a report"
UNSIGNED = "other articles of the page are marked by a byline, a link or a gap, this isn't"
UNLIKE_SIGNED, UNLIKE_MARKED = -2.0, -1.5
COUNTED = -2.0, "the headline of the page counts what follows, this is one of it"
IN_DIGEST = -0.5, "the headline of the page announces a digest, this is one of its items"
IN_NEWSLETTER = -3.5, "the first paragraph introduces a newsletter, this is one of its parts"
BELOW_SIGNED = -2.0, "only the headline of the page has a byline or date"
AMONG_SECTIONS = -1.2, "most headings of the page are those of sections"
TIMED = -4.0, "the time of day alone stands by it, as by the entries of a live report"
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|\d{1,2} ?[ap]\.?m\.?", re.IGNORECASE)
ANOTHER_REMARK = 3.5, "like the first text of the page, it introduces a report by somebody else"
INTRODUCTION = 150
ALIKE = 0.6, "other headings of the page begin articles"
LEAST_ALIKE, LEAST_SECTION = 1.2, 33
LEAST_MARKED = 1.0
PER_DOUBLING, MOST_AMONG_MANY, USUAL_UNMARKED = 0.7, -1.5, 4
DATELINES = 4.0, "the first article of the page opens with a dateline or source, too"
IN_CAPITALS = -2.0, "it is set in capitals, the first headline isn't"
IN_GUIDE = -2.0, "the text talks to its reader, as guides do, and their headings are those of parts"
TITLED = 3.0, "the page is titled as one of briefs"
BRIEF = 2.0, "one paragraph stands below each heading of the page, and all headings are long"
AMONG_MANY = "it is one of many headings that nothing marks"


def weighed(page: Page, found: list[Headline]) -> list[Headline]:
    """The headlines in the light of one another: a page tends to introduce all its articles in one way."""
    found = _without_repetitions(page, without_title(page, found))
    found = _without_capitals(page, _with_datelines(found))
    alone = found
    if _is_guide(page, found):
        alone = []
        found = found[:1] + [item if _is_marked(item) else item.weighed(*IN_GUIDE) for item in found[1:]]
    elif _digest(page, found) is None and are_briefs(page, found):
        return [item.weighed(*BRIEF).raised(BRIEF[1]) for item in found]
    elif found and titles_briefs(page, found[0].line):
        found = found[:1] + [item.weighed(*TITLED) for item in found[1:]]
    weighed = raised_by_writers(page, _among_many(_by_pattern(page, found)))
    weighed = raised_above_quotations(page, weighed)
    return weighed if _habits(found) or _digest(page, found) else raised_in_row(page, alone, weighed)


def _is_guide(page: Page, found: list[Headline]) -> bool:
    """Whether the text below the first of several headings talks to its reader."""
    if len(found) < FEWEST_ALIKE or page.lists_posts:
        return False
    first = found[0].line
    return addresses_reader(page.text, page.lines[first].start, page.prose_words(first, len(page.lines)))


def _without_capitals(page: Page, found: list[Headline]) -> list[Headline]:
    """The few headings in capitals lowered, where the first headline has small letters."""
    capitals = {item.line for item in found if page.content(item.line).isupper() and not item.introduced}
    if not capitals or found[0].line in capitals or len(capitals) * 2 > len(found):
        return found
    return [item.weighed(*IN_CAPITALS) if item.line in capitals else item for item in found]


def _with_datelines(found: list[Headline]) -> list[Headline]:
    """The headings above a dateline, raised where the first article of the page and another have one, too."""
    likely = [item for item in found if item.score >= THRESHOLD and DATELINE_FOLLOWS in item.reasons]
    if len(likely) < FEWEST_ALIKE or likely[0] is not found[0]:
        return found
    return [item.weighed(*DATELINES) if DATELINE_FOLLOWS in item.reasons else item for item in found]


def _among_many(found: list[Headline]) -> list[Headline]:
    """Unmarked headings count less the more of them the page has: long texts have many, and few articles."""
    unmarked = sum(not _is_marked(item) for item in found[1:])
    if unmarked <= USUAL_UNMARKED:
        return found
    weight = max(MOST_AMONG_MANY, -PER_DOUBLING * math.log2(unmarked / USUAL_UNMARKED))
    among = [item if _is_marked(item) else item.weighed(weight, AMONG_MANY) for item in found[1:]]
    return found[:1] + among


def _by_pattern(page: Page, found: list[Headline]) -> list[Headline]:
    timed = {item.line for item in found[1:] if _is_timed(page, item)}
    if len(timed) >= PATTERN:
        return [item.weighed(*TIMED) if item.line in timed else item for item in found]
    if digest := _digest(page, found):
        return found[:1] + [item if item.introduced else item.weighed(*digest) for item in found[1:]]
    habits = _habits(found)
    if habits == {BYLINE_FOLLOWS} and _are_remarks(found):
        found = found[:1] + [_beside_remarks(item) for item in found[1:]]
        return _in_pattern(page, found)
    signed = _only_signed(found)
    if habits and habits <= WEAK_HABITS and signed:
        found = _below_signed(found, signed)
    if habits:
        cost = UNLIKE_MARKED if habits <= WEAK_HABITS else UNLIKE_SIGNED
        found = [item if _keeps(item, habits, found) else item.weighed(cost, UNSIGNED) for item in found]
        shared = _marks_of_all(found, habits)
        return [item if shared.isdisjoint(item.reasons) else _marked(item, shared) for item in found]
    if _are_told_again(found):
        found = found[:1] + [_told_again(page, item) for item in found[1:]]
        return _in_pattern(page, found)
    if signed:
        found = _below_signed(found, signed)
    elif _are_mostly_sections(found):
        found = found[:1] + [item.weighed(*AMONG_SECTIONS) for item in found[1:]]
    return _in_pattern(page, found)


def _without_repetitions(page: Page, found: list[Headline]) -> list[Headline]:
    """A heading that stands again further down, where its article is signed, doesn't begin one itself."""
    signed = {page.content(item.line): item.line for item in found if item.signed}
    quoted = {
        above.line
        for above, below in pairwise(found[1:])
        if page.content(above.line) == page.content(below.line)
    }
    return [
        item.weighed(*REPEATED)
        if item.line in quoted or signed.get(page.content(item.line), item.line) > item.line
        else item
        for item in found
    ]


def _habits(found: list[Headline]) -> frozenset[str]:
    """The marks that most headlines of the page have, by the likely ones or those that nearly are."""
    likely, nearly = (
        [item for item in found if item.score >= least or item is found[0]]
        for least in (THRESHOLD, LEAST_MARKED)
    )
    return _shared_marks(likely) | _shared_marks(nearly)


def _shared_marks(found: list[Headline]) -> frozenset[str]:
    """The marks that two thirds of the headings have, two at least: a byline, or a date or link above.

    What stands above the first headline ends no article, so marks of that kind aren't asked of it.
    """
    habits = set()
    for mark in HABITS:
        able = found if mark in (BYLINE_FOLLOWS, HEADLINE_DATED, STAMP_FOLLOWS) else found[1:]
        having = sum(mark in item.reasons for item in able)
        if having >= FEWEST_ALIKE and having * 3 >= len(able) * 2:
            habits.add(mark)
    return frozenset(habits)


def _only_signed(found: list[Headline]) -> Headline | None:
    """The one headline with a byline or date, where no other has one or a dateline."""
    introduced = [item for item in found if item.introduced]
    return introduced[0] if len(introduced) == 1 and introduced[0].signed else None


def _below_signed(found: list[Headline], signed: Headline) -> list[Headline]:
    return [
        item.weighed(*BELOW_SIGNED) if item.line > signed.line and LEADS.isdisjoint(item.reasons) else item
        for item in found
    ]


def _are_remarks(found: list[Headline]) -> bool:
    """Whether the page begins with a remark under its own headline, on a signed report below."""
    first, *below = found
    return not first.signed and LEADS_OVER in first.reasons and bool(below) and below[0].signed


def _beside_remarks(item: Headline) -> Headline:
    remarks = LEADS_OVER in item.reasons and not item.signed
    return item.weighed(*ANOTHER_REMARK) if remarks else item


def _digest(page: Page, found: list[Headline]) -> tuple[float, str] | None:
    """What being an item of a digest counts, where the page's headline or its first words announce one."""
    if found and introduces_digest(page.content(found[0].body)[:INTRODUCTION]):
        return IN_NEWSLETTER
    title = page.content(found[0].line) if found else ""
    return COUNTED if counts_items(title) else IN_DIGEST if announces_digest(title) else None


def _keeps(item: Headline, habits: frozenset[str], found: list[Headline]) -> bool:
    """Whether a heading has what marks the others, or on a page of weak marks one of these."""
    asked = habits | WEAK_HABITS if habits <= WEAK_HABITS else habits
    return item is found[0] or item.introduced or not asked.isdisjoint(item.reasons)


def _marks_of_all(found: list[Headline], habits: frozenset[str]) -> frozenset[str]:
    """The marks that four of five headings below the first have, whatever their score."""
    below = found[1:]
    if len(below) < FEWEST_ALIKE:
        return frozenset()
    having = {mark: sum(mark in item.reasons for item in below) for mark in habits}
    return frozenset(mark for mark, count in having.items() if count * 5 >= len(below) * 4)


def _marked(item: Headline, shared: frozenset[str]) -> Headline:
    """The heading, raised by the mark that nearly all have; a date above each is as good as a wide cut."""
    marked = item.weighed(*ALL_MARKED)
    dated = DATE_STANDS_ABOVE in shared and DATE_STANDS_ABOVE in item.reasons
    return marked.raised(ALL_MARKED[1]) if dated and UNFIT.isdisjoint(item.reasons) else marked


def _are_told_again(found: list[Headline]) -> bool:
    """Whether the first paragraph tells again what the heading says, for most headings below the first."""
    told = sum(not LEADS.isdisjoint(item.reasons) for item in found[1:])
    return told >= FEWEST_ALIKE and told * 2 > len(found) - 1


def _told_again(page: Page, item: Headline) -> Headline:
    long = page.content(item.line).count(" ") + 1 > FEWEST_HEADLINE_WORDS
    told = long or TOLD_IN_PAST[1] in item.reasons
    return item.weighed(*LEADS_BELOW) if told and item.score > -THRESHOLD else item


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


def _in_pattern(page: Page, found: list[Headline]) -> list[Headline]:
    """Headings that nearly pass are raised where others of the page do."""
    likely = [item for item in found if item.score >= THRESHOLD]
    nearly = [item for item in found if item.score >= LEAST_ALIKE]
    if len(likely) < 2 or len(nearly) < PATTERN:
        return found
    weighed = found[:1]
    for before, item in pairwise(found):
        alike = item.score >= LEAST_ALIKE and page.prose_words(before.line, item.line) >= LEAST_SECTION
        weighed.append(item.weighed(*ALIKE) if alike else item)
    return weighed


def _is_marked(item: Headline) -> bool:
    """Whether more than its words and what it is about sets the heading apart from the text above."""
    return item.introduced or any(reason in BOUNDARIES for reason in item.reasons)
