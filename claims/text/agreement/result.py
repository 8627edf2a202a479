"""What every measure of agreement answers with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LEAST_ITEMS = 30
ROUNDS = 1_000
ROUNDS_AT_ONCE = 100
COVERAGE = 0.95
SEED = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """A measure over `n` items, with its 95 % interval.

    `value` is None where the measure isn't defined or is withheld, and `low` and `high` where no
    interval can be given; `explanation` then says why, in a sentence for the page.
    """

    measure: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    explanation: str = ""


def withheld(measure: str, n: int, least: int, what: str) -> Agreement | None:
    """The answer where there are fewer than `least` items, else None."""
    if n >= max(least, 1):
        return None
    return Agreement(measure, None, n, explanation=f"{n} {what}; nothing is shown under {max(least, 1)}.")


def undefined(measure: str, n: int, why: str) -> Agreement:
    """The answer where the measure isn't defined."""
    return Agreement(measure, None, n, explanation=why)


def interval(samples: "Numbers") -> tuple[float, float] | None:
    """The percentile interval of bootstrap `samples`, leaving out those where the measure is undefined.

    None where fewer than half are defined, because the interval would then say too little.
    """
    import numpy as np

    defined = samples[np.isfinite(samples)]
    if len(defined) * 2 < len(samples) or not len(defined):
        return None
    tail = (1 - COVERAGE) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return round(float(low), 4), round(float(high), 4)


def with_interval(measure: str, value: float, n: int, samples: "Numbers") -> Agreement:
    """The answer with the interval of its bootstrap samples."""
    found = interval(samples)
    if found is None:
        why = "No interval: too many resamples leave the measure undefined."
        return Agreement(measure, round(value, 4), n, explanation=why)
    return Agreement(measure, round(value, 4), n, found[0], found[1])
