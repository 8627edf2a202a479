"""Posts in a list, each with a bullet before its title."""

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, LIST_ITEM, SENTENCE

FEWEST, MOST_SPACES, LEAST_PARAGRAPH = 2, 13, 100
EXCERPT = ("...", "…", "[...]", "[…]")


def settle_bullets(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes items for headlines where two or more stand above a date and a paragraph, or an excerpt."""
    listed = [
        index
        for index in range(len(lines) - 1)
        if kinds[index] == LIST_ITEM
        and may_be_item(text, lines[index])
        and _heads_post(text, lines, kinds, index + 1)
    ]
    if len(listed) >= FEWEST:
        for index in listed:
            kinds[index] = HEADING


def may_be_item(text: str, line: Line) -> bool:
    """Whether the line is as short as the item of a list and has no stop."""
    return text[line.end - 1] not in '.!?”"' and text.count(" ", line.start, line.end) <= MOST_SPACES


def _heads_post(text: str, lines: list[Line], kinds: list[str], below: int) -> bool:
    """Whether a date or label and a paragraph, or a paragraph that is cut off, begin at line `below`."""
    if kinds[below] in (BYLINE, BOILERPLATE) and below + 1 < len(lines):
        long = lines[below + 1].end - lines[below + 1].start >= LEAST_PARAGRAPH
        return kinds[below + 1] == SENTENCE or (kinds[below + 1] == LIST_ITEM and long)
    return kinds[below] == SENTENCE and text[lines[below].start : lines[below].end].endswith(EXCERPT)
