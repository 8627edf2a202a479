"""Agreement on the values of figures, which may be exact, ranges, or open on one side."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.text.agreement.result import LEAST_ITEMS, Agreement, undefined, with_interval, withheld
from claims.text.agreement.weighted import weighted_alpha

if TYPE_CHECKING:
    from claims.text.agreement.result import Numbers

Interval = tuple[Decimal | None, Decimal | None]
ROUNDS = 500
# The distances between all pairs of values are held at once; beyond this the memory would grow too far.
MOST_VALUES = 3_000


def figures_alpha(units: Sequence[Sequence[Interval]], *, least: int = LEAST_ITEMS) -> Agreement:
    """Krippendorff's α on (value_low, value_high) pairs, where None is an open bound.

    The squared distance of two values is the mean, over lower and upper bound, of the ratio difference
    ((a - b) / (|a| + |b|))², which for exact values is Krippendorff's ratio metric; a bound that is
    open for one and not for the other is as far apart as can be (1). So 59 against "at least 59" is
    half-way off, and 59 against 60 hardly. Each unit holds the values that one figure got.
    """
    import numpy as np

    measure = "Krippendorff's α on values"
    paired = [unit for unit in units if len(unit) > 1]
    few = withheld(measure, len(paired), least, "figures have values from two people or more")
    if few is not None:
        return few
    values = {
        value: index for index, value in enumerate(dict.fromkeys(value for unit in paired for value in unit))
    }
    if len(values) == 1:
        return undefined(
            measure, len(paired), "Every value is the same, so agreement can't be told from chance."
        )
    if len(values) > MOST_VALUES:
        words = f"{len(values)} different values; the measure is worked out for at most {MOST_VALUES}."
        return undefined(measure, len(paired), words)
    counts = np.zeros((len(paired), len(values)))
    for row, unit in enumerate(paired):
        for value in unit:
            counts[row, values[value]] += 1
    bounds = [np.array([_number(value[side]) for value in values]) for side in (0, 1)]
    distances = (_ratio_distances(bounds[0]) + _ratio_distances(bounds[1])) / 2
    alpha = float(weighted_alpha(counts, distances, 0)[0])
    return with_interval(measure, alpha, len(paired), weighted_alpha(counts, distances, ROUNDS))


def _number(bound: Decimal | None) -> float:
    return float("nan") if bound is None else float(bound)


def _ratio_distances(bounds: "Numbers") -> "Numbers":
    """Squared ratio differences of all pairs; NaN stands for an open bound."""
    import numpy as np

    one, other = bounds[:, None], bounds[None, :]
    size = np.abs(one) + np.abs(other)
    ratio = np.divide(one - other, size, out=np.zeros_like(size), where=size > 0)
    open_one, open_other = np.isnan(one), np.isnan(other)
    squared: Numbers = np.where(open_one | open_other, (open_one != open_other).astype(float), ratio**2)
    return squared
