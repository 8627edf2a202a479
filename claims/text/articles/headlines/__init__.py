"""Which headings of a page can begin an article of their own, how sure that is, and why."""

import math
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from claims.text.articles.cohesion import REACH, content_words, shared_share, topic
from claims.text.articles.digests import titles_list
from claims.text.articles.headlines.choice import headline_line
from claims.text.articles.headlines.continuity import signs_of_continuity
from claims.text.articles.headlines.form import Sign, signs_of_form
from claims.text.articles.headlines.lead import begins_with_dateline, signs_of_lead
from claims.text.articles.headlines.novelty import Names
from claims.text.articles.page import Page
from claims.text.articles.settling.bullets import EXCERPT
from claims.text.layout.boilerplate import is_boilerplate, is_clip_length
from claims.text.layout.units import BOILERPLATE, CAPTION, FOOTNOTE, HEADING

THRESHOLD, FEWEST_PAIRS, FEWEST_BELOW, MOST_LABEL_SPACES = 2.0, 3, 2, 2
CUT_OFF = ("[…]", "[...]", " …", " ...", " . . .", " »", " >>", " ›")
# The excerpt of an article, cut off within a sentence.
LEAST_EXCERPT, EXCERPTED = 90, re.compile(r"[\w,](?:…|\.\.\.)$")
INTRODUCTION, NEAR = 120, 40
FEW_LINES = 33
FEW_WORDS = 8
# Of the words of a section, 17 % and more are in the one above where both belong to one article.
USUAL_SHARE, PER_SHARE, MOST_FOR_TOPIC = 0.16, 12, 1.5


class Section(NamedTuple):
    """Indices of lines: the group of headings above, this group, its headline, its body, the next group."""

    above: int
    start: int
    headline: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading that may begin an article: the index of its line, a score, reasons, and what follows."""

    line: int
    score: float
    reasons: tuple[str, ...]
    body: int
    introduced: bool
    signed: bool

    @property
    def confidence(self) -> float:
        """How sure it is, from 0 to 1: the logistic function of the score's distance to the threshold."""
        return confidence_of(self.score)

    def weighed(self, weight: float, reason: str) -> "Headline":
        """The same with a weight added to its score, and the reason for it."""
        return replace(self, score=round(self.score + weight, 2), reasons=(*self.reasons, reason))

    def raised(self, reason: str) -> "Headline":
        """The same, with a score that passes and the reason for it; itself where it passes already."""
        if self.score >= THRESHOLD:
            return self
        return replace(self, score=THRESHOLD, reasons=(*self.reasons, reason))


def confidence_of(score: float) -> float:
    """The logistic function of the distance of a score to the threshold, from 0 to 1."""
    return round(1 / (1 + math.exp(THRESHOLD - score)), 2)


def headlines(page: Page) -> list[Headline]:
    """The headings of `page` that can begin an article: one for each group of headings, scored."""
    names = Names(page)
    groups = [group for group in page.groups() if group[1] < len(page.lines)]
    found = []
    for index, line in enumerate(_headline_lines(page, groups)):
        start, end = groups[index]
        after = groups[index + 1][0] if index + 1 < len(groups) else len(page.lines)
        if line is not None:
            above = groups[index - 1][1] if index else 0
            found.append(_scored(page, Section(above, start, line, end, after), names))
    return found


def _headline_lines(page: Page, groups: list[tuple[int, int]]) -> list[int | None]:
    """The line of each group of headings that reads as the headline; None where none does.

    Where three groups or more end with two headings, a page has the headline in the same place in all.
    """
    chosen = [page.first_line(headline_line(page, *group)) for group in groups]
    chosen = _below_page_title(page, groups, chosen)
    pairs = [
        index
        for index, (start, end) in enumerate(groups)
        if end - start > 1
        and page.kinds[end - 2 : end] == [HEADING, HEADING]
        and chosen[index] in (end - 2, end - 1)
    ]
    upper = sum(chosen[index] == groups[index][1] - 2 for index in pairs)
    if all(page.names_theme_above(groups[index][1] - 1) for index in pairs):
        upper = len(pairs)
    if len(pairs) < FEWEST_PAIRS or len(pairs) < 3 * upper < 2 * len(pairs):
        return chosen
    for index in pairs:
        chosen[index] = groups[index][1] - (2 if upper * 2 > len(pairs) else 1)
    return chosen


def _below_page_title(
    page: Page, groups: list[tuple[int, int]], chosen: list[int | None]
) -> list[int | None]:
    """The headlines, the first without the title of the page above it, where most others stand alone."""
    alone = [page.kinds[start:end].count(HEADING) == 1 for start, end in groups]
    below = alone[1:]
    if len(below) < FEWEST_BELOW or alone[0] or sum(below) * 3 < len(below) * 2 or chosen[0] is None:
        return chosen
    last = groups[0][1] - 1
    lower = page.kinds[last - 1 : last + 1] == [HEADING, HEADING] and chosen[0] == last - 1
    lower = lower and page.content(last - 1).count(" ") <= MOST_LABEL_SPACES
    return [last, *chosen[1:]] if lower and page.content(last)[0].isupper() else chosen


def _scored(page: Page, section: Section, names: Names) -> Headline:
    line, body = section.headline, section.body
    signs = [*_signs_before(page, section), *_signs_after(page, section), *signs_of_form(page, line)]
    if page.prose_words(0, line):
        lead = signs_of_lead(page, line, body)
        if not lead and MARKS_OF_INTRODUCTION.isdisjoint(reason for _, reason in signs):
            signs += names.signs_of_novelty(line, body, section.end)
        signs += _signs_of_topic(page, section) + lead
        signs += signs_of_continuity(page, line, body, section.above)
        if _is_text_due(page, section.above, section.start):
            signs.append((-4.0, "the article above has its byline and no text yet"))
        if page.tells_again(body, section.end):
            signs.append((-4.0, "a paragraph of the text above stands again below it"))
    score = sum(weight for weight, _ in signs)
    reasons = tuple(reason for weight, reason in sorted(signs, reverse=True) if weight)
    signed = BYLINE_FOLLOWS in reasons or DATE_STANDS_ABOVE in reasons
    return Headline(line, round(score, 2), reasons, body, signed or DATELINE_FOLLOWS in reasons, signed)


BYLINE_FOLLOWS = "a byline or date follows"
DATELINE_FOLLOWS = "a dateline or source follows"
DATE_STANDS_ABOVE = "a byline or date stands above it"
CREDIT_STANDS_ABOVE = "a credit ends the article before it"
LEADS_OVER = "it introduces a report that follows under its own headline"
KICKER_STANDS_ABOVE = "a short label in capitals stands above it"
LABEL_STANDS_ABOVE = "a label of few words stands above it"
SOURCE_FOLLOWS = "the name of its source follows"
SET_APART = "a wide gap stands below it, as below the first headline of the page"
LIST_STANDS_ABOVE = "the title of a list of posts stands above it"
SET_CLOSE = "it is set close to its text, as the first headline of the page is, and paragraphs aren't"
NOTES_STAND_ABOVE = "notes end the article before it"
EXCERPTS = "the page is a list of texts that are cut off, as is the one above it"
FOOTER_STANDS_ABOVE = "the footer of a post stands above it"
STAMP_FOLLOWS = "a line follows as below the titles of the other posts of the page"
RECURS = "it is set as the titles of the other posts of the page are"
LINK_STANDS_ABOVE = "a link or a rule ends the article before it"
GAP_STANDS_ABOVE = "a wide gap stands above it"
MARKS_OF_INTRODUCTION = frozenset((BYLINE_FOLLOWS, DATE_STANDS_ABOVE, DATELINE_FOLLOWS))
BOUNDARIES = frozenset(
    (
        DATE_STANDS_ABOVE,
        CREDIT_STANDS_ABOVE,
        KICKER_STANDS_ABOVE,
        LABEL_STANDS_ABOVE,
        SET_APART,
        NOTES_STAND_ABOVE,
        FOOTER_STANDS_ABOVE,
        RECURS,
        LINK_STANDS_ABOVE,
        GAP_STANDS_ABOVE,
    )
)


def _signs_before(page: Page, section: Section) -> list[Sign]:
    start, line = section.start, section.headline
    if not page.has_body_above(line):
        return [(3.0, "the page begins with it")]
    if any(page.names_commenter(index) for index in range(start, section.body)):
        return [(-2.0, "readers' comments stand around it")]
    signs = [*_signs_of_ending(page, start, line), *_signs_of_setting(page, start, line)]
    if not signs and page.prose_words(section.above, line) < FEW_LINES:
        signs.append((-1.0, "only a few lines stand between it and the heading above"))
    return signs


def _signs_of_ending(page: Page, start: int, line: int) -> list[Sign]:
    """What ends the article above, between its text and the headline."""
    signs, between = [], range(start, line)
    if any(page.is_signature(index) for index in between):
        signs.append((2.0, DATE_STANDS_ABOVE))
    elif any(page.is_long_credit(index) for index in between):
        signs.append((1.5, CREDIT_STANDS_ABOVE))
    if line in page.below_footers:
        signs.append((4.0, FOOTER_STANDS_ABOVE))
    if line in page.recurring:
        signs.append((6.0, RECURS))
    if FOOTNOTE in page.kinds[start:line]:
        signs.append((2.0, NOTES_STAND_ABOVE))
    if any(page.is_closing(index) for index in between) or _ends_with_link(page, start - 1):
        signs.append((2.0, LINK_STANDS_ABOVE))
        if page.lists_excerpts and page.content(start - 1).endswith(EXCERPT):
            signs.append((3.0, EXCERPTS))
    elif BOILERPLATE in page.kinds[start:line]:
        signs.append((0.3, "a picture, a film or an advertisement stands above it"))
    return signs


def _signs_of_setting(page: Page, start: int, line: int) -> list[Sign]:
    """The gap and the label above the headline."""
    signs = []
    if line and titles_list(page.content(line - 1)):
        signs.append((4.0, LIST_STANDS_ABOVE))
    if line in page.close_headings:
        signs.append((1.0, SET_CLOSE))
    if page.lines[line].ends_before > max(2, page.usual_gap):
        signs.append((1.5 if page.wide_gaps_are_rare else 0.5, GAP_STANDS_ABOVE))
    if any(page.is_kicker(index) for index in range(start, line)):
        signs.append((1.5, KICKER_STANDS_ABOVE))
    elif page.has_label(start, line):
        signs.append((1.0, LABEL_STANDS_ABOVE))
    return signs


def _is_text_due(page: Page, above: int, start: int) -> bool:
    """Whether a byline stands in the lines above, and nothing but captions below it."""
    signed = any(page.is_signature(index) for index in range(above, start))
    return signed and not any(
        page.is_prose(index) and page.kinds[index] != CAPTION for index in range(above, start)
    )


def _ends_with_link(page: Page, index: int) -> bool:
    """Whether the line ends with a link such as "Full story here.", or is cut off."""
    content = page.content(index)
    if content.endswith(CUT_OFF) or (len(content) >= LEAST_EXCERPT and EXCERPTED.search(content[-8:])):
        return True
    last = re.split(r"(?<=[.!?…\]]) ", content[-120:])[-1]
    return len(last) < len(content) and is_boilerplate(last)


def _signs_after(page: Page, section: Section) -> list[Sign]:
    signs = []
    if page.kinds[section.headline + 1] == BOILERPLATE and is_clip_length(page.content(section.headline + 1)):
        return [(-4.0, "the length of a film stands below it")]
    if page.first_is_set_apart and page.is_set_apart(section.headline):
        signs.append((1.5, SET_APART))
    if section.headline in page.above_stamps:
        signs.append((4.0, STAMP_FOLLOWS))
    opening = page.opening_bylines(section.headline, max(section.body, section.end))
    if any(page.is_signature(index) for index in opening):
        signs.append((3.0, BYLINE_FOLLOWS))
    elif section.headline + 1 in opening and not page.is_long_credit(section.headline + 1):
        signs.append((2.0, SOURCE_FOLLOWS))
    if begins_with_dateline(page, section.body):
        signs.append((3.0, DATELINE_FOLLOWS))
    elif _leads_over(page, section):
        signs.append((0.6, LEADS_OVER))
    return signs


def _leads_over(page: Page, section: Section) -> bool:
    """Whether a few lines lead from this heading to the next, which has a byline, dateline or source."""
    if section.end >= len(page.lines) or page.prose_words(section.body, section.end) > INTRODUCTION:
        return False
    body = _body_after(page, section.end)
    signed = any(page.is_signature(index) for index in range(section.end, body))
    return signed or begins_with_dateline(page, body)


def _body_after(page: Page, index: int) -> int:
    """The first line of prose from `index` on, or the last line that is near."""
    near = min(index + NEAR, len(page.lines))
    while index < near and not page.is_prose(index):
        index += 1
    return index


def _signs_of_topic(page: Page, section: Section) -> list[Sign]:
    """Whether the text below speaks of other things than the text above, and of what the heading says."""
    start, end = page.lines[section.headline].start, page.lines[section.headline].end
    first = page.lines[section.body].start
    after = first, min(first + REACH, page.lines[section.end - 1].end)
    above, below = topic(page.text, max(0, start - REACH), start), topic(page.text, *after)
    signs = []
    if min(len(above), len(below)) >= FEW_WORDS:
        share = shared_share(above, below)
        weight = max(-MOST_FOR_TOPIC, min(MOST_FOR_TOPIC, (USUAL_SHARE - share) * PER_SHARE))
        than = "other things than" if weight > 0 else "the same as"
        signs.append((round(weight, 1), f"it is about {than} the text above"))
    title = content_words(page.text, start, end)
    if title and not title & content_words(page.text, *after):
        signs.append((-1.1, "the text below doesn't take up its words"))
    return signs
