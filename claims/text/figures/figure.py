"""What the figure rules hand out: one parsed figure with its place in the text and its reasons."""

from decimal import Decimal
from typing import Literal, NamedTuple

Modifier = Literal["exact", "approximately", "at_least", "more_than", "at_most", "less_than", "range"]
Kind = Literal["count", "money", "percent", "duration", "age", "ordinal", "rank", "other"]


class Figure(NamedTuple):
    """A number in a text with what it says, all offsets in Unicode code points, half-open.

    `start` and `end` hold the whole phrase ("at least 59 people"), `number_start` and `number_end` the
    numeral with its magnitude ("1.6 billion"). A bound that is open or unknown is None. `measure` is a unit
    of measure ("%", "USD", "year"), `counted` the singular head noun of what is counted ("fighter"),
    `qualifier` the words before it ("Belgian"); `base` is the whole of which the figure is a share.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value_low: Decimal | None
    value_high: Decimal | None
    modifier: Modifier
    kind: Kind
    measure: str | None = None
    counted: str | None = None
    qualifier: str | None = None
    base: str | None = None
    base_start: int | None = None
    base_end: int | None = None
    reasons: tuple[str, ...] = ()

    @property
    def unit(self) -> str | None:
        """The measure, else the counted noun, else None."""
        return self.measure or self.counted
