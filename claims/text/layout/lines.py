"""The lines of a text that hold anything but white space."""

import re
from typing import NamedTuple

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
FILLED_LINE = re.compile(rf"\S[^{LINE_ENDS}]*")
MANY_LINES, CROWDED = 1_000, 12
FEWEST_SPACED = 8


class Line(NamedTuple):
    """One line, trimmed of white space: code point offsets and the line ends that precede it."""

    start: int
    end: int
    ends_before: int

    @property
    def length(self) -> int:
        """How many characters the line has."""
        return self.end - self.start

    def slice(self, text: str) -> str:
        """The characters of the line."""
        return text[self.start : self.end]


def text_lines(text: str) -> list[Line]:
    """The filled lines of `text` in order; every character that isn't white space is in one of them.

    `ends_before` counts the line ends since the line before ("\\r\\n" is one): 2 or more is a blank line.
    """
    lines = []
    previous = 0
    for match in FILLED_LINE.finditer(text):
        start, end = match.span()
        gap = start - previous
        ends = gap if gap == 1 else _line_ends(text[previous:start])
        previous = end
        if text[end - 1].isspace():
            end = start + len(match.group().rstrip())
        lines.append(Line(start, end, ends))
    return lines


def closed_up_lines(lines: list[Line]) -> list[Line]:
    """The lines with each gap one line end smaller where no two stand on consecutive lines.

    There a blank line parts nothing: whoever saved the page put one everywhere.
    """
    if len(lines) < FEWEST_SPACED:
        return lines
    for _, _, ends_before in lines:
        if ends_before == 1:
            return lines
    return [Line(start, end, ends_before - (ends_before > 1)) for start, end, ends_before in lines]


def holds_any(content: str, pieces: tuple[str, ...]) -> bool:
    """Whether one of `pieces` is in `content`: asked before a pattern that is dearer than all of them."""
    for piece in pieces:  # noqa: SIM110 (a generator takes three times as long)
        if piece in content:
            return True
    return False


def are_crowded(text: str, lines: list[Line]) -> bool:
    """Whether thousands of lines hold a few characters each, so that they are no page of prose."""
    return len(lines) > MANY_LINES and len(text) < CROWDED * len(lines)


def _line_ends(gap: str) -> int:
    if gap == "\n\n":
        return 2
    return sum(gap.count(mark) for mark in LINE_ENDS) - gap.count("\r\n")
