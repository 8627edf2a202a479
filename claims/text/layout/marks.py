"""What numbers, dashes and notes at the beginning of a line make of it."""

import re

from claims.text.layout.captions import marks_credit
from claims.text.layout.headings import INNER_STOP, looks_like_heading, looks_like_title
from claims.text.layout.lines import Line
from claims.text.layout.units import (
    BIOGRAPHY,
    BOILERPLATE,
    BYLINE,
    CAPTION,
    DASH_LED,
    FOOTNOTE,
    HEADING,
    LIST_ITEM,
    NOTES,
    NUMBER_LED,
    NUMBERED,
    PICTURE,
    SENTENCE,
)

# The mark at the beginning of a line: of a note, a bullet, a dash or a number.
MARK = re.compile(
    r"(?P<footnote>(?:\[(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*)\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|[†‡]|\*{1,3}(?=[A-Z])|\^)\s*\S)"
    r"|(?P<list_item>[•‣▪◦●■►▶✓✔➢➤*]\s*\S)"
    r"|(?P<dash>[-–—]{1,2}\s+\S)"
    r"|(?P<number>(?:\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-zA-Z]\)|[a-z]\.|[ivxIVX]{1,5}[.)])\s*(?=\S)(?!\d))"
)
# A numeral of one letter may as well be somebody's initial.
NUMBER = re.compile(r"\d{1,3}")
DASHES = "-–—"
INITIAL = re.compile(r"[IVX]\. [A-Z]")
LONGEST_NUMBERED_QUESTION, LONGEST_ITEM = 80, 400


def settle_marks(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Settles what numbers, dashes, the marks of pictures and the headings of notes make of a line."""
    _settle_numbered(text, lines, kinds)
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
            credited = marks_credit(lines[index].slice(text)) and kinds[max(0, index - 1)] == SENTENCE
            if credited and index and lines[index - 1].end - lines[index - 1].start <= LONGEST_ITEM:
                kinds[index - 1] = CAPTION
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


def _settle_numbered(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Paragraphs whose numbers follow one another are the items of a list, or notes; one alone is prose."""
    numbers = {
        index: int(NUMBER.match(text, lines[index].start).group())  # type: ignore[union-attr]
        for index, kind in enumerate(kinds)
        if kind == NUMBERED or (kind == NUMBER_LED and text[lines[index].start].isdigit())
    }
    found = set(numbers.values())
    for index, number in numbers.items():
        if kinds[index] == NUMBERED:
            kinds[index] = NUMBER_LED if found & {number - 1, number + 1} else SENTENCE


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
    if len(content) > LONGEST_ITEM:
        return SENTENCE if kind == DASH_LED and content[0] in DASHES else LIST_ITEM
    if kind == NUMBER_LED and not INITIAL.match(content):
        return HEADING if looks_like_title(content) else LIST_ITEM
    return HEADING if looks_like_heading(content.lstrip("-–— ")) else SENTENCE
