"""What each line of a page is: prose, heading, byline, caption, list item, note or page furniture."""

import re
from collections.abc import Callable
from functools import lru_cache

from claims.text.layout.asides import settle_asides
from claims.text.layout.boilerplate import is_boilerplate, is_wide, lists_icons
from claims.text.layout.bylines import is_biography, is_byline, is_signed
from claims.text.layout.captions import is_caption, marks_picture, opens_caption
from claims.text.layout.cards import settle_cards
from claims.text.layout.feeds import settle_feeds
from claims.text.layout.headings import INNER_STOP, is_page_title, is_title_case, looks_like_heading
from claims.text.layout.lines import Line, are_crowded, closed_up_lines
from claims.text.layout.links import heads_feed, is_link, is_marked_heading, settle_behind_links
from claims.text.layout.mail import heads_mail, settle_mail
from claims.text.layout.marks import MARK, settle_marks
from claims.text.layout.menus import LONGEST_ENTRY, settle_menus
from claims.text.layout.notices import is_all_notice, is_notice, offers
from claims.text.layout.pictures import settle_alternatives, settle_pictures
from claims.text.layout.posts import settle_posts
from claims.text.layout.rails import settle_rails
from claims.text.layout.rows import settle_like_rows
from claims.text.layout.signatures import settle_signatures
from claims.text.layout.slots import settle_slots
from claims.text.layout.titles import (
    settle_decks,
    settle_questions,
    settle_signed,
    settle_unfinished,
    settle_wrapped,
)
from claims.text.layout.tweets import settle_tweets
from claims.text.layout.units import (
    BIOGRAPHY,
    BOILERPLATE,
    BYLINE,
    CAPTION,
    DASH_LED,
    FOOTNOTE,
    HEADING,
    NOTES,
    NUMBERED,
    PICTURE,
    SENTENCE,
)
from claims.text.layout.writers import settle_writers, signs

NOTES_HEADING = re.compile(
    r"(?:(?:foot|end)[ -]?notes?|notes|references|bibliography|sources|citations|works cited) ?[:.]?",
    re.IGNORECASE,
)
SPEAKER = re.compile(
    r"(?:Q|A|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?: \([^()]{1,40}\))?): ?[^ ].*[.?!…”\"—-]$"
)
NUMBERED_PARAGRAPH = re.compile(r"\d{1,2}[.)] {1,3}(?=[A-Z“\"])")
LONGEST_JUDGED, LONGEST_CAPTION = 400, 1200
LONGEST_MARK, LONGEST_DATED, LONGEST_NOTICE = 30, 60, 160
DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
# Below the item of a digest: "- Coast Paper - UK".
DIGEST_SOURCE = re.compile(
    r"[A-Z][\w.’'&]{0,30}(?: [A-Z][\w.’'&]{0,30}){0,3} [-–—] [A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20}){0,2}"
)
LINKED = ("- [", "[http", "http")
DIGIT = re.compile(r"\d")
SPACES = re.compile(r" {2,}")
TYPED = re.compile(r"(?<=[.!?:”\"]) {2}(?=\S)")  # by those who learnt it on a typewriter


PASSES = (
    settle_wrapped,
    settle_questions,
    settle_unfinished,
    settle_marks,
    settle_signed,
    settle_alternatives,
    settle_writers,
    settle_signatures,
    settle_decks,
    settle_pictures,
    settle_mail,
    settle_feeds,
    settle_posts,
    settle_cards,
    settle_rails,
    settle_behind_links,
    settle_menus,
    settle_like_rows,
    settle_tweets,
    settle_slots,
    settle_asides,
)
# What asks for gaps, which say something also where all lines have one.
BY_GAPS = frozenset({settle_wrapped, settle_questions, settle_pictures, settle_slots})
# What there is to ask of the only line of a text; the other passes look at neighbours.
ALONE = (settle_marks, settle_menus)


def line_kinds(text: str, lines: list[Line]) -> list[str]:
    """The kind of each of `lines`: its own words first, then the lines around it.

    Thousands of lines of a few characters are no page, and are all called sentences: it bounds what
    a hostile text can cost.
    """
    if not lines or are_crowded(text, lines):
        return [SENTENCE] * len(lines)
    plain = text.replace("\xa0", " ")
    kinds = [
        _own_kind(plain[line.start : line.end])
        if line.end - line.start <= LONGEST_JUDGED
        else _kind_of_paragraph(plain, line)
        for line in lines
    ]
    if kinds == [SENTENCE] and lines[0].end - lines[0].start > LONGEST_ENTRY:
        return kinds
    closed_up = closed_up_lines(lines)
    for settle in PASSES if len(lines) > 1 else ALONE:
        settle(plain, lines if settle in BY_GAPS else closed_up, kinds)
    return kinds


def _kind_of_paragraph(text: str, line: Line) -> str:
    """The kind of a line too long for a heading, by how it begins."""
    if lists_icons(text, line.start):
        return BOILERPLATE
    if text.startswith(LINKED, line.start) and is_link(line.slice(text)):
        return BOILERPLATE
    if line.end - line.start <= LONGEST_CAPTION and opens_caption(text, line.start):
        return CAPTION
    if text.startswith(("- ", "– ", "• ", "* "), line.start):
        return DASH_LED
    return NUMBERED if NUMBERED_PARAGRAPH.match(text, line.start) else SENTENCE


@lru_cache(maxsize=4096)
def _own_kind(content: str) -> str:
    """The kind that the words of a line give it, or which of the open questions it poses."""
    content = _closed_up(content)
    if len(content) <= LONGEST_MARK:
        if NOTES_HEADING.fullmatch(content):
            return NOTES
        if marks_picture(content):
            return PICTURE
    if written := _written_by_program(content):
        return written
    mark = MARK.match(content)
    if mark and mark.lastgroup == FOOTNOTE:
        return FOOTNOTE
    if is_page_title(content):
        return HEADING
    if is_boilerplate(content):
        return BYLINE if is_signed(content) else BOILERPLATE
    short = len(content) <= LONGEST_NOTICE or not INNER_STOP.search(content)
    if (short and (is_notice(content) or offers(content))) or is_all_notice(content):
        return BOILERPLATE
    if mark and mark.lastgroup == DASH_LED and _signs_off(content.lstrip("-–— ")):
        return BYLINE
    if mark and mark.lastgroup:
        return mark.lastgroup
    return next((kind for kind, applies in UNMARKED_KINDS if applies(content)), SENTENCE)


def _closed_up(content: str) -> str:
    """The line with one space where two or more are no gap: in a short one with figures, behind stops."""
    if len(content) <= LONGEST_DATED and DIGIT.search(content):
        return SPACES.sub(" ", content).replace(" ,", ",")
    return TYPED.sub(" ", content) if "  " in content else content


def _written_by_program(content: str) -> str | None:
    """The kind of a day or link alone, a marked heading or the head of a mail; nothing where it is none."""
    if DAY.fullmatch(content):
        return BYLINE
    if is_link(content):
        return BOILERPLATE
    if is_marked_heading(content):
        return BOILERPLATE if heads_feed(content) else HEADING
    return BYLINE if heads_mail(content) else None


def _signs_off(content: str) -> bool:
    return is_byline(content) or signs(content) or DIGEST_SOURCE.fullmatch(content) is not None


def is_speech(content: str) -> bool:
    """Whether the line is what somebody says in an interview: a name in capitals, a colon, a sentence."""
    return SPEAKER.match(content) is not None and not is_title_case(content)


UNMARKED_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (SENTENCE, is_speech),
    (BYLINE, is_byline),
    (BYLINE, signs),
    (CAPTION, is_caption),
    (BIOGRAPHY, is_biography),
    (BOILERPLATE, is_wide),
    (HEADING, looks_like_heading),
)
