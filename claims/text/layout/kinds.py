"""What each line of a page is: prose, heading, byline, caption, list item, note or page furniture."""

import re
from functools import lru_cache

from claims.text.layout.boilerplate import is_boilerplate
from claims.text.layout.bylines import is_biography, is_byline
from claims.text.layout.captions import is_caption, marks_picture
from claims.text.layout.headings import looks_like_heading, looks_like_title
from claims.text.layout.lines import Line

SENTENCE, HEADING, BYLINE, CAPTION = "sentence", "heading", "byline", "caption"
LIST_ITEM, FOOTNOTE, BOILERPLATE = "list_item", "footnote", "boilerplate"

BULLET = re.compile(r"[•‣▪◦●■►▶✓✔➢➤*]\s*\S")
DASH = re.compile(r"[-–—]{1,2}\s+\S")
NUMBER = re.compile(r"(?:\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-zA-Z]\)|[a-z]\.|[ivxIVX]{1,5}[.)])\s*(?=\S)(?!\d)")
NOTE = re.compile(r"(?:\[(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*)\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|[†‡]|\*{1,3}(?=[A-Z])|\^)\s*\S")
NOTES_HEADING = re.compile(
    r"(?:foot|end)?notes?|references?|bibliography|sources|citations?|works cited", re.IGNORECASE
)
SHORT_LINE = 400
DECK = 320
FURNITURE_RUN = 4
FURNITURE_WORDS = 3


def line_kinds(text: str, lines: list[Line]) -> list[str]:
    """The kind of each of `lines`: its own words first, then the lines around it."""
    plain = text.replace("\xa0", " ")
    kinds = [
        _own_kind(plain[line.start : line.end]) if line.end - line.start <= SHORT_LINE else SENTENCE
        for line in lines
    ]
    _settle_marked(text, lines, kinds)
    _settle_headings(text, lines, kinds)
    return kinds


@lru_cache(maxsize=4096)
def _own_kind(content: str) -> str:
    """The kind that the words of a line give it; "number" and "dash" are settled by its neighbours."""
    if NOTE.match(content):
        return FOOTNOTE
    if is_boilerplate(content):
        return BOILERPLATE
    if BULLET.match(content):
        return LIST_ITEM
    if DASH.match(content):
        return "dash"
    if NUMBER.match(content):
        return "number"
    if is_byline(content):
        return BYLINE
    if is_caption(content):
        return CAPTION
    if is_biography(content):
        return "biography"
    return HEADING if looks_like_heading(content) else SENTENCE


def _settle_marked(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Numbered and dashed lines: items where several follow one another or read as prose, else headings."""
    in_notes = False
    for index, line in enumerate(lines):
        kind = kinds[index]
        if kind in (HEADING, SENTENCE):
            content = text[line.start : min(line.end, line.start + 40)]
            if NOTES_HEADING.fullmatch(content.rstrip(" :.")):
                in_notes, kinds[index] = True, HEADING
            elif kind == HEADING:
                in_notes = False
        if kind == "biography":
            kinds[index] = SENTENCE if index + 1 < len(lines) and kinds[index + 1] == SENTENCE else BYLINE
        if kind not in ("number", "dash"):
            continue
        if in_notes:
            kinds[index] = FOOTNOTE
            continue
        kinds[index] = _marked_kind(text[line.start : line.end], kind, _neighbours(kinds, index))


def _neighbours(kinds: list[str], index: int) -> set[str]:
    return {*kinds[max(0, index - 1) : index], *kinds[index + 1 : index + 2]}


def _marked_kind(content: str, kind: str, neighbours: set[str]) -> str:
    if kind in neighbours or LIST_ITEM in neighbours:
        return LIST_ITEM
    if kind == "number":
        return HEADING if looks_like_title(content) else LIST_ITEM
    return HEADING if looks_like_heading(content.lstrip("-–— ")) else SENTENCE


def _settle_headings(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A caption after a picture's mark, a deck between headline and byline, menus, and a first line."""
    for index in range(1, len(lines)):
        before, kind = kinds[index - 1], kinds[index]
        if before == BOILERPLATE and kind in (SENTENCE, HEADING):
            line = lines[index - 1]
            if line.end - line.start < 30 and marks_picture(text[line.start : line.end]):
                kinds[index] = CAPTION
        elif kind == BYLINE and before == SENTENCE and index > 1 and kinds[index - 2] == HEADING:
            line = lines[index - 1]
            if line.end - line.start <= DECK:
                kinds[index - 1] = HEADING
    if lines and kinds[0] == SENTENCE and lines[0].end - lines[0].start <= 160 and len(lines) > 1:
        first = text[lines[0].start : lines[0].end]
        if first[-1] in "?!" and len(first.split()) <= 16:
            kinds[0] = HEADING
