"""The least that one part of `claims.text` asks of what another part hands it."""

from decimal import Decimal
from typing import Protocol


class Spanned(Protocol):
    """Anything that covers `text[start:end]`, in code points, half-open."""

    @property
    def start(self) -> int:
        """The first character."""

    @property
    def end(self) -> int:
        """The character after the last."""


class SentenceLike(Spanned, Protocol):
    """A sentence, heading, caption or other unit of a text."""

    @property
    def kind(self) -> str:
        """sentence, heading, byline, caption, list_item, footnote or boilerplate."""


class FigureLike(Spanned, Protocol):
    """A figure: its bounds (None where open), its modifier, and its unit (None where elided)."""

    @property
    def value_low(self) -> Decimal | None:
        """The lower bound, None where open."""

    @property
    def value_high(self) -> Decimal | None:
        """The upper bound, None where open."""

    @property
    def modifier(self) -> str:
        """exact, approximately, at_least, more_than, at_most, less_than or range."""

    @property
    def unit(self) -> str | None:
        """The measure, else the counted noun, None where elided."""

    @property
    def kind(self) -> str:
        """count, money, percent, duration, age, ordinal, rank or other."""
