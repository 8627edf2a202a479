"""What each line of a page is: prose, heading, byline, caption, list item, note or page furniture."""

import re
from collections.abc import Callable
from functools import lru_cache

from claims.text.layout.boilerplate import is_boilerplate
from claims.text.layout.bylines import (
    is_biography,
    is_byline,
    is_credit,
    is_signed,
    names_people,
    names_writer_and_paper,
)
from claims.text.layout.captions import is_caption, marks_picture, shows_scene
from claims.text.layout.datelines import DATELINE
from claims.text.layout.headings import (
    INNER_STOP,
    is_part_heading,
    is_title_case,
    looks_like_heading,
    looks_like_title,
)
from claims.text.layout.lines import Line, are_crowded
from claims.text.layout.sources import source_lines

SENTENCE, HEADING, BYLINE, CAPTION = "sentence", "heading", "byline", "caption"
LIST_ITEM, FOOTNOTE, BOILERPLATE = "list_item", "footnote", "boilerplate"

# The mark at the beginning of a line: of a note, a bullet, a dash or a number.
MARK = re.compile(
    r"(?P<footnote>(?:\[(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*)\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|[†‡]|\*{1,3}(?=[A-Z])|\^)\s*\S)"
    r"|(?P<list_item>[•‣▪◦●■►▶✓✔➢➤*]\s*\S)"
    r"|(?P<dash>[-–—]{1,2}\s+\S)"
    r"|(?P<number>(?:\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-zA-Z]\)|[a-z]\.|[ivxIVX]{1,5}[.)])\s*(?=\S)(?!\d))"
)
# A numeral of one letter may as well be somebody's initial.
INITIAL = re.compile(r"[IVX]\. [A-Z]")
NOTES_HEADING = re.compile(
    r"(?:(?:foot|end)[ -]?notes?|notes|references|bibliography|sources|citations|works cited) ?[:.]?",
    re.IGNORECASE,
)
SPEAKER = re.compile(
    r"(?:Q|A|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?: \([^()]{1,40}\))?): ?[^ ].*[.?!…”\"—-]$"
)
PART = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)] |\d{1,2}\.\d")
LONGEST_JUDGED = 400
LONGEST_MARK = 30
LONGEST_DECK = 240
LONGEST_QUESTION, LONGEST_NUMBERED_QUESTION = 160, 80
MOST_UNFINISHED_WORDS = 11
WIDE_GAP = 3
MENU_LINES = 4
MENU_WORDS = 3

# What a line's own words leave open, settled by the lines around it; the first two are groups of MARK.
NUMBER_LED, DASH_LED, NOTES, BIOGRAPHY, PICTURE = "number", "dash", "notes", "biography", "picture"


def line_kinds(text: str, lines: list[Line]) -> list[str]:
    """The kind of each of `lines`: its own words first, then the lines around it.

    Thousands of lines of a few characters are no page, and are all called sentences: it bounds what
    a hostile text can cost.
    """
    if not lines or are_crowded(text, lines):
        return [SENTENCE] * len(lines)
    plain = text.replace("\xa0", " ")
    kinds = [
        _own_kind(plain[line.start : line.end]) if line.end - line.start <= LONGEST_JUDGED else SENTENCE
        for line in lines
    ]
    open_kinds = {kind for kind in set(kinds) if kind != SENTENCE}
    _settle_questions(plain, lines, kinds)
    _settle_unfinished(plain, lines, kinds)
    _settle_marks(plain, lines, kinds)
    if HEADING in open_kinds:
        _settle_names(plain, lines, kinds)
    if BYLINE in open_kinds:
        _settle_decks(plain, lines, kinds)
    _settle_scenes(plain, lines, kinds)
    if HEADING in open_kinds:
        _settle_menus(plain, lines, kinds)
    return kinds


@lru_cache(maxsize=4096)
def _own_kind(content: str) -> str:
    """The kind that the words of a line give it, or which of the open questions it poses."""
    if len(content) <= LONGEST_MARK:
        if NOTES_HEADING.fullmatch(content):
            return NOTES
        if marks_picture(content):
            return PICTURE
    mark = MARK.match(content)
    if mark and mark.lastgroup == FOOTNOTE:
        return FOOTNOTE
    if is_boilerplate(content):
        return BYLINE if is_signed(content) else BOILERPLATE
    if mark and mark.lastgroup == DASH_LED and is_byline(content.lstrip("-–— ")):
        return BYLINE
    if mark and mark.lastgroup:
        return mark.lastgroup
    return next((kind for kind, applies in UNMARKED_KINDS if applies(content)), SENTENCE)


def is_speech(content: str) -> bool:
    """Whether the line is what somebody says in an interview: a name in capitals, a colon, a sentence."""
    return SPEAKER.match(content) is not None and not is_title_case(content)


UNMARKED_KINDS: tuple[tuple[str, Callable[[str], object]], ...] = (
    (SENTENCE, is_speech),
    (BYLINE, is_byline),
    (CAPTION, is_caption),
    (BIOGRAPHY, is_biography),
    (HEADING, looks_like_heading),
)


def _settle_marks(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Settles what numbers, dashes, the marks of pictures and the headings of notes make of a line."""
    in_notes = pictured = False
    for index, kind in enumerate(kinds):
        if kind == SENTENCE and not pictured:
            continue
        if pictured and kind in (SENTENCE, HEADING):
            kinds[index] = CAPTION
        elif kind == BIOGRAPHY:
            kinds[index] = BYLINE if index + 1 == len(kinds) or kinds[index + 1] != SENTENCE else SENTENCE
        elif kind == NOTES:
            kinds[index] = HEADING
        elif kind == PICTURE:
            kinds[index] = BOILERPLATE
        elif kind in (NUMBER_LED, DASH_LED):
            content = text[lines[index].start : lines[index].end]
            if in_notes:
                kinds[index] = FOOTNOTE
            elif _is_numbered_question(content) and not _continues_list(text, lines, kinds, index):
                kinds[index] = HEADING
            else:
                kinds[index] = _marked_kind(content, kind, _neighbours(kinds, index))
        in_notes = kind == NOTES or (in_notes and kind != HEADING)
        pictured = kind == PICTURE


def _is_numbered_question(content: str) -> bool:
    short = content[0].isdigit() and content[-1] == "?" and len(content) <= LONGEST_NUMBERED_QUESTION
    return short and not INNER_STOP.search(content)


def _continues_list(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line above or below is an item that begins with a figure, too."""
    return any(
        kinds[near] in (NUMBER_LED, LIST_ITEM) and text[lines[near].start].isdigit()
        for near in (index - 1, index + 1)
        if 0 <= near < len(lines)
    )


def _neighbours(kinds: list[str], index: int) -> set[str]:
    return {*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2]}


def _marked_kind(content: str, kind: str, neighbours: set[str]) -> str:
    """An item where several follow one another or it reads as prose, else a heading."""
    if kind in neighbours or LIST_ITEM in neighbours:
        return LIST_ITEM
    if kind == NUMBER_LED and not INITIAL.match(content):
        return HEADING if looks_like_title(content) else LIST_ITEM
    return HEADING if looks_like_heading(content.lstrip("-–— ")) else SENTENCE


def _settle_names(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Names between a headline or a question and the date below them are a byline without "by"."""
    for index in range(1, len(kinds)):
        below_heading = kinds[index] == HEADING and kinds[index - 1] in (HEADING, BYLINE)
        if below_heading and names_writer_and_paper(text[lines[index].start : lines[index].end]):
            kinds[index] = BYLINE
    for index in source_lines(text, lines, [kind == HEADING for kind in kinds]):
        kinds[index] = BYLINE
    for index in range(1, len(kinds) - 1):
        if kinds[index] != HEADING or kinds[index + 1] != BYLINE or lines[index + 1].ends_before > 1:
            continue
        above, line = lines[index - 1], lines[index]
        asks = text[above.end - 1] in "?!"
        long = kinds[index - 1] == HEADING and text.count(" ", above.start, above.end) >= MENU_WORDS
        if (asks or long) and names_people(text[line.start : line.end]):
            kinds[index] = BYLINE


def _settle_scenes(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A scene told in the present below a headline or above a credit is the caption of a picture."""
    for index in range(1, len(kinds) - 1):
        line, below = lines[index], lines[index + 1]
        if kinds[index] == SENTENCE and (
            kinds[index - 1] in (HEADING, BYLINE) or kinds[index + 1] in (CAPTION, HEADING)
        ):
            credit = text[below.start : min(below.end, below.start + LONGEST_JUDGED)]
            if line.end - line.start <= LONGEST_JUDGED and shows_scene(
                line.slice(text), kinds[index - 1], credit
            ):
                kinds[index] = CAPTION
                kinds[index + 1] = CAPTION if kinds[index + 1] == HEADING else kinds[index + 1]


def _settle_decks(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A short line above a byline is a heading if it is a question, or the deck below a headline.

    Where a heading follows the byline, that is the date of the next article and this a short body.
    """
    for index in range(1, len(kinds)):
        dates_next = kinds[index + 1 : index + 2] == [HEADING] and not _opens_part(text, lines[index + 1])
        if kinds[index] != BYLINE or kinds[index - 1] != SENTENCE or dates_next:
            continue
        line = lines[index - 1]
        below_heading = index > 1 and kinds[index - 2] == HEADING
        single = not INNER_STOP.search(text, line.start, line.end)
        asks = text[line.end - 1] in "?!" and line.end - line.start <= LONGEST_QUESTION
        if is_credit(text[lines[index].start : lines[index].end]):
            continue
        titled = single and line.end - line.start <= LONGEST_QUESTION and is_title_case(line.slice(text))
        if titled or (single and (asks or (below_heading and line.end - line.start <= LONGEST_DECK))):
            kinds[index - 1] = HEADING


def _opens_part(text: str, line: Line) -> bool:
    """Whether a heading is that of an article's first part: numbered, or "Introduction"."""
    content = text[line.start : line.end]
    return PART.match(content) is not None or is_part_heading(content)


def _settle_questions(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A question or a shout that opens the page, or stands below a wide gap, is a heading.

    Labels of three words and page furniture may stand above what opens the page. So is a question in
    a list of links.
    """
    opening = True
    for index in range(len(kinds) - 1):
        line = lines[index]
        opens, opening = opening, opening and _precedes_headline(text, line, kinds[index])
        below_heading = index > 0 and line.ends_before == 1 and kinds[index - 1] == HEADING
        linked = below_heading and kinds[index + 1] != SENTENCE
        if kinds[index] != SENTENCE or not (opens or linked or line.ends_before >= WIDE_GAP):
            continue
        short = line.end - line.start <= LONGEST_QUESTION
        if not short or text[line.end - 1] not in "?!" or DATELINE.match(text, line.start, line.end):
            continue
        if not INNER_STOP.search(text, line.start, line.end):
            kinds[index] = HEADING


def _settle_unfinished(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A few words that trail off above a paragraph in small letters are a heading that runs on into it."""
    for index in range(len(kinds) - 1):
        line = lines[index]
        if kinds[index] != SENTENCE or not text.endswith((". . .", "...", "…"), line.start, line.end):
            continue
        few = text.count(" ", line.start, line.end) < MOST_UNFINISHED_WORDS
        if few and kinds[index + 1] == SENTENCE and text[lines[index + 1].start].islower():
            kinds[index] = HEADING


def _precedes_headline(text: str, line: Line, kind: str) -> bool:
    return kind == BOILERPLATE or (kind == HEADING and text.count(" ", line.start, line.end) < MENU_WORDS)


def _settle_menus(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Several very short lines in a row, with no prose between them, are a menu, as are two numbers."""
    start = None
    for index in range(len(kinds) + 1):
        if index < len(kinds) and kinds[index] == HEADING and _is_entry(text, lines[index]):
            start = index if start is None else start
            continue
        if start is not None and index - start >= MENU_LINES:
            kinds[start:index] = [BOILERPLATE] * (index - start)
        start = None
    for index, line in enumerate(lines):
        if kinds[index] == HEADING and line.slice(text).isdigit():
            near = [lines[other] for other in (index - 1, index + 1) if 0 <= other < len(lines)]
            if any(other.end - other.start <= LONGEST_MARK and other.slice(text).isdigit() for other in near):
                kinds[index] = BOILERPLATE


def _is_entry(text: str, line: Line) -> bool:
    return line.end - line.start <= LONGEST_MARK and text.count(" ", line.start, line.end) < MENU_WORDS
