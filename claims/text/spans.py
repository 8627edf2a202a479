"""Half-open spans of text, counted in Unicode code points."""

from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `text[start:end]` of some text.

    `start` and `end` are code point offsets with 0 <= start <= end; `end` is exclusive.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"a span needs 0 <= start <= end, not {self.start}..{self.end}"
            raise ValueError(message)

    def slice(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Utf16Offsets:
    """The UTF-16 code unit offsets of one text, for many code points: the text is read once."""

    def __init__(self, text: str) -> None:
        # Only characters beyond the basic plane take two units.
        self._wide = [] if text.isascii() else [place for place, char in enumerate(text) if char > "\uffff"]

    def at(self, offset: int) -> int:
        """The code unit offset of the code point `offset`."""
        return offset + bisect_left(self._wide, offset)


def code_point_offset(text: str, units: int) -> int:
    """The code point offset of the UTF-16 code unit offset `units` (as browsers count) in `text`.

    It is -1 where the offset lies outside the text or inside a character.
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    try:
        return len(encoded[: units * 2].decode("utf-16-le")) if 0 <= units * 2 <= len(encoded) else -1
    except UnicodeDecodeError:
        return -1
