"""At which lines articles begin, when the model has judged the headings of which the rules propose some."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from operator import itemgetter

from claims.text.articles.headlines import THRESHOLD, Headline
from claims.text.articles.headlines.continuity import REFERS_BACK, SURNAME_ALONE
from claims.text.articles.headlines.form import CROSSES, IS_NUMBERED, PART
from claims.text.articles.likelihood import Likelihood, likelihoods
from claims.text.articles.likelihood.features import HeadingFeatures
from claims.text.articles.page import Page
from claims.text.articles.weighing import (
    BELOW_SIGNED,
    COUNTED,
    IN_GUIDE,
    IN_NEWSLETTER,
    REPEATED,
    TIMED,
    UNSIGNED,
)
from claims.text.articles.weighing.dated import UNDATED
from claims.text.layout.units import HEADING, LIST_ITEM

FEWEST_HEADINGS, FEWEST_WORDS = 2, 3
# What the rules read in the words or in the whole page, and the model doesn't see.
DECIDING = frozenset(
    reason
    for _, reason in (
        PART,
        IS_NUMBERED,
        CROSSES,
        REFERS_BACK,
        SURNAME_ALONE,
        BELOW_SIGNED,
        COUNTED,
        IN_GUIDE,
        IN_NEWSLETTER,
        REPEATED,
        TIMED,
        UNDATED,
    )
) | {UNSIGNED}
# Between texts of so many words headings are mostly those of parts: none is added there against which the
# rules found this much.
LONG_TEXT, LEAST_SCORE = 220, -2.0
# Log odds: a heading needs a little less than even chances, for the model misses more than it adds wrongly;
# one that the rules propose needs less, and a proposal without a heading has this.
LEAST, PROPOSED, WITHOUT_HEADING = -0.2, 1.5, 1.0
# Headings of up to four words are mostly those of parts, or of lists right below them.
FEW_WORDS, MOST_FEW_SPACES = -0.9, 4


def revised_starts(
    page: Page, judged: Mapping[int, Headline], proposed: list[int]
) -> dict[int, Likelihood | None]:
    """The lines at which articles begin, with the likelihood of those that are headings.

    `judged` are the headings that the rules weighed, by line. One heading at most of each group begins an
    article. What the rules propose stays as it is on a page with less than two headings, and where the model
    finds none likely.
    """
    as_proposed: dict[int, Likelihood | None] = dict.fromkeys(proposed)
    if page.kinds.count(HEADING) < FEWEST_HEADINGS:
        return as_proposed
    scores = {line: item.score - THRESHOLD for line, item in judged.items()}
    groups = likelihoods(HeadingFeatures(page, scores, proposed))
    addable = _addable(page, judged, len(groups))
    headings = {item.line for item in chain.from_iterable(groups)}
    others = [line for line in proposed if line not in headings or _is_sure(page, line)]
    chosen: dict[int, Likelihood | None] = dict.fromkeys(others)
    for group in groups:
        fit = [
            (item.log_odds + _bonus(page, item.line, item.line in as_proposed), item)
            for item in group
            if item.line in as_proposed or item.line in addable
        ]
        if not fit or not chosen.keys().isdisjoint(item.line for item in group):
            continue
        odds, best = max(fit, key=itemgetter(0))
        place = bisect_left(others, best.line)
        beside = others[max(0, place - 1) : place + 1]
        rivals = [line for line in beside if not page.prose_words(*sorted((line, best.line)))]
        if odds > (WITHOUT_HEADING if rivals else LEAST):
            chosen[best.line] = best
            for line in rivals:
                chosen.pop(line, None)
    return chosen or as_proposed


def _bonus(page: Page, line: int, proposed: bool) -> float:
    """What is added to the log odds of a heading: for what the rules propose, against few words otherwise."""
    if proposed:
        return PROPOSED
    return FEW_WORDS if page.content(line).count(" ") < MOST_FEW_SPACES else 0.0


def _is_sure(page: Page, line: int) -> bool:
    """Whether the page sets all titles as the heading is set, or it is wrapped over two lines."""
    wrapped = (
        line + 1 < len(page.lines) and page.kinds[line + 1] == HEADING and page.first_line(line + 1) == line
    )
    return wrapped or page.titles_post(line)


def _addable(page: Page, judged: Mapping[int, Headline], groups: int) -> set[int]:
    """The headings that may begin articles although the rules don't propose them."""
    long = page.prose_words(0, len(page.lines)) >= LONG_TEXT * groups
    headings = [line for line, kind in enumerate(page.kinds) if kind == HEADING]
    times = Counter(page.content(line) for line in headings)
    found = set()
    for line in headings:
        content, item = page.content(line), judged.get(line)
        if page.kinds[line + 1 : line + 2] == [LIST_ITEM]:
            continue
        if content.count(" ") < FEWEST_WORDS - 1 or times[content] > 1 or page.first_line(line) != line:
            continue
        if item is None or not _is_decided(item, long):
            found.add(line)
    return found


def _is_decided(item: Headline, long: bool) -> bool:
    """Whether the rules know better: they found it to be a part of an article, or the name of the page."""
    score = item.score - THRESHOLD
    return score >= 0 or (long and score < LEAST_SCORE) or not DECIDING.isdisjoint(item.reasons)


def likely_headline(page: Page, likelihood: Likelihood, judged: Headline | None) -> Headline:
    """The headline that the model adds, with its score and reasons, and what the rules saw around it."""
    body = likelihood.line + 1
    while body < len(page.lines) and not page.is_prose(body):
        body += 1
    introduced, signed = (judged.introduced, judged.signed) if judged else (False, False)
    score = round(THRESHOLD + likelihood.log_odds, 2)
    return Headline(likelihood.line, score, likelihood.reasons, body, introduced, signed)
