"""Titles of pictures or films that stand on both sides of a link amid the page."""

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, HEADING, SENTENCE, places

REACH, MOST, LEAST_PARAGRAPH = 3, 2, 100


def settle_galleries(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes a title that stands on both sides of a link amid the page for that of pictures or a film."""
    below: dict[str, int] = {}
    twice = []
    second = _second_paragraph(lines, kinds)
    for index in places(kinds[second:], HEADING):
        title = second + index
        content = lines[title].slice(text)
        above = below.get(content, title)
        below[content] = title
        if 1 < title - above <= REACH and {BOILERPLATE}.issuperset(kinds[above + 1 : title]):
            twice.append((above, title))
    if len(twice) <= MOST:
        for pair in twice:
            for title in pair:
                kinds[title] = BOILERPLATE


def _second_paragraph(lines: list[Line], kinds: list[str]) -> int:
    """The line of the second long paragraph, below which the headline doesn't stand any more."""
    long = (
        index for index in places(kinds, SENTENCE) if lines[index].end - lines[index].start >= LEAST_PARAGRAPH
    )
    next(long, None)
    return next(long, len(lines))
