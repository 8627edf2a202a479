"""The lines of a text that hold anything but white space."""

import re
from typing import NamedTuple

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
FILLED_LINE = re.compile(rf"\S[^{LINE_ENDS}]*")
FORMAT_CHARACTERS = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"


class Line(NamedTuple):
    """One line, trimmed of white space: code point offsets and the line ends that precede it."""

    start: int
    end: int
    ends_before: int

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


def _line_ends(gap: str) -> int:
    if gap == "\n\n":
        return 2
    return sum(gap.count(mark) for mark in LINE_ENDS) - gap.count("\r\n")
