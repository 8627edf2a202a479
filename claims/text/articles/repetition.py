"""What a page sets twice: rails of links that stand again between paragraphs, paragraphs told again."""

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE

RAIL_LINES, FEWEST_HEADINGS = 3, 2
FEWEST_SPACES = 3
LEAST_PARAGRAPH = 100


def repeated_rails(text: str, lines: list[Line], kinds: list[str]) -> set[int]:
    """The indices of the headings and links that stand in the same order, three or more, in several places.

    A rail of recommended stories is set again further down; headlines aren't, even where a list of contents
    names them first. One heading three times in a row stands under as many pictures. What stands above the
    first paragraph may be the headline itself and is left.
    """
    first = next((index for index, kind in enumerate(kinds) if kind == SENTENCE), len(kinds))
    seen: dict[tuple[str, ...], int] = {}
    found: set[int] = set()
    for index in range(first, len(lines) - RAIL_LINES + 1):
        if any(kind not in (HEADING, BYLINE, BOILERPLATE) for kind in kinds[index : index + RAIL_LINES]):
            continue
        if kinds[index : index + RAIL_LINES].count(HEADING) < FEWEST_HEADINGS:
            continue
        rail = tuple(text[line.start : line.end] for line in lines[index : index + RAIL_LINES])
        if max(content.count(" ") for content in rail) < FEWEST_SPACES:
            continue
        before = seen.setdefault(rail, index)
        if before < index or len(set(rail)) == 1:
            found.update(range(before, before + RAIL_LINES), range(index, index + RAIL_LINES))
    return found


def repeated_paragraphs(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """The indices of the longer paragraphs that stand, word for word, further up already."""
    seen: set[str] = set()
    found = set()
    for index, line in enumerate(lines):
        if kinds[index] != SENTENCE or line.end - line.start < LEAST_PARAGRAPH:
            continue
        content = text[line.start : line.end]
        if content in seen:
            found.add(index)
        seen.add(content)
    return frozenset(found)
