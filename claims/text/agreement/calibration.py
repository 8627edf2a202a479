"""How often a person's confidence was borne out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from claims.text.agreement.result import LEAST_ITEMS

EDGES = (0, 50, 60, 70, 80, 90, 100)
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Of `n` answers given with a confidence of `lowest` to `highest`, `share` were upheld.

    `share` and its 95 % Wilson interval are None where there are too few; `explanation` then says so.
    """

    lowest: int
    highest: int
    n: int
    mean_confidence: float | None
    share: float | None
    low: float | None
    high: float | None
    explanation: str = ""


def calibration(
    answers: Sequence[tuple[int, bool]], *, edges: Sequence[int] = EDGES, least: int = LEAST_ITEMS
) -> list[CalibrationBin]:
    """For each band of confidence (0 to 100), how often the answer was upheld.

    `answers` are (confidence, upheld). A band reaches from its edge up to just below the next; the
    last one includes its upper edge. Raises ValueError for a confidence outside the edges.
    """
    bins: list[list[tuple[int, bool]]] = [[] for _ in edges[1:]]
    for confidence, upheld in answers:
        if not edges[0] <= confidence <= edges[-1]:
            message = f"a confidence lies between {edges[0]} and {edges[-1]}, not at {confidence}"
            raise ValueError(message)
        place = max(index for index, edge in enumerate(edges[:-1]) if edge <= confidence)
        bins[place].append((confidence, upheld))
    last = len(bins) - 1
    return [
        _bin(edges[index], edges[index + 1] - (index != last), inside, least)
        for index, inside in enumerate(bins)
    ]


def wilson_interval(upheld: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), which keeps its promise for small `n` too.

    Raises ValueError where `n` isn't positive or `upheld` isn't in 0..n.
    """
    if n <= 0 or not 0 <= upheld <= n:
        message = f"{upheld} of {n} is no share"
        raise ValueError(message)
    share = upheld / n
    middle = share + Z**2 / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    whole = 1 + Z**2 / n
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def _bin(lowest: int, highest: int, inside: Sequence[tuple[int, bool]], least: int) -> CalibrationBin:
    n = len(inside)
    mean = round(sum(confidence for confidence, _ in inside) / n, 2) if n else None
    if n < max(least, 1):
        words = f"{n} answers; nothing is shown under {max(least, 1)}."
        return CalibrationBin(lowest, highest, n, mean, None, None, None, words)
    upheld = sum(was for _, was in inside)
    low, high = wilson_interval(upheld, n)
    return CalibrationBin(lowest, highest, n, mean, round(upheld / n, 4), round(low, 4), round(high, 4))
