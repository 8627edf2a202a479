"""Posts in a list, each with a bullet before its title."""

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, LIST_ITEM, SENTENCE

FEWEST, FEWEST_HEADED, MOST_SPACES, LEAST_PARAGRAPH = 2, 3, 13, 90
EXCERPT = ("...", "…", "[...]", "[…]")


def settle_bullets(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Takes items for headlines where two or more stand above a date and a paragraph, or an excerpt.

    So it does where nearly all items of a page stand above a paragraph each. It answers with their lines.
    """
    items = [index for index in range(len(lines) - 1) if kinds[index] == LIST_ITEM]
    short = [index for index in items if may_be_item(text, lines[index])]
    listed = [index for index in short if _heads_post(text, lines, kinds, index + 1)]
    headed = [index for index in short if _is_paragraph(lines, kinds, index + 1)]
    if len(headed) >= FEWEST_HEADED and len(headed) * 5 >= len(items) * 4:
        listed = sorted({*listed, *headed})
    if len(listed) < FEWEST:
        return frozenset()
    for index in listed:
        kinds[index] = HEADING
    return frozenset(listed)


def _is_paragraph(lines: list[Line], kinds: list[str], index: int) -> bool:
    return kinds[index] == SENTENCE and lines[index].end - lines[index].start >= LEAST_PARAGRAPH


def may_be_item(text: str, line: Line) -> bool:
    """Whether the line is as short as the item of a list and has no stop."""
    return text[line.end - 1] not in '.!?”"' and text.count(" ", line.start, line.end) <= MOST_SPACES


def _heads_post(text: str, lines: list[Line], kinds: list[str], below: int) -> bool:
    """Whether a date or label and a paragraph, or a paragraph that is cut off, begin at line `below`."""
    if kinds[below] in (BYLINE, BOILERPLATE) and below + 1 < len(lines):
        long = lines[below + 1].end - lines[below + 1].start >= LEAST_PARAGRAPH
        return kinds[below + 1] == SENTENCE or (kinds[below + 1] == LIST_ITEM and long)
    return kinds[below] == SENTENCE and text[lines[below].start : lines[below].end].endswith(EXCERPT)
