"""Figures in a text: numbers that count, measure, rank or compare, with parsed values and reasons.

for figure in figure_spans("At least 59 people left."):
    print(text[figure.start : figure.end], figure.value_low, figure.unit)
"""

from claims.text.figures.assembly import figures_of
from claims.text.figures.figure import Figure, Kind, Modifier

METHOD = "figures/3"


def figure_spans(text: str) -> list[Figure]:
    """The figures of `text` in order, not overlapping, in time linear in its length.

    Offsets are Unicode code points. No text raises an error.
    """
    return figures_of(text)


__all__ = ["METHOD", "Figure", "Kind", "Modifier", "figure_spans"]
