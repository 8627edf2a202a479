"""Krippendorff's α for any distance between values, over many resamples at once."""

from typing import TYPE_CHECKING

from claims.text.agreement.result import ROUNDS_AT_ONCE, SEED

if TYPE_CHECKING:
    from claims.text.agreement.result import Numbers


def weighted_alpha(counts: "Numbers", distances: "Numbers", rounds: int) -> "Numbers":
    """α of `rounds` resamples of the units; of the units as they are where `rounds` is 0.

    `counts` is units × values (how many people gave the value), `distances` values × values, squared.
    α = 1 - D_o / D_e of Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"; NaN where all
    values of a resample are equal.
    """
    import numpy as np

    raters = counts.sum(axis=1)
    within = ((counts @ distances) * counts).sum(axis=1) / (raters - 1)
    if not rounds:
        return _alphas(np.ones((1, len(counts))), counts, distances, within)
    random = np.random.default_rng(SEED)
    share = np.full(len(counts), 1 / len(counts))
    found = []
    for first in range(0, rounds, ROUNDS_AT_ONCE):
        size = min(ROUNDS_AT_ONCE, rounds - first)
        weights = random.multinomial(len(counts), share, size=size).astype(float)
        found.append(_alphas(weights, counts, distances, within))
    return np.concatenate(found)


def _alphas(weights: "Numbers", counts: "Numbers", distances: "Numbers", within: "Numbers") -> "Numbers":
    import numpy as np

    totals = weights @ counts
    n = totals.sum(axis=1)
    observed = (weights @ within) / n
    expected = ((totals @ distances) * totals).sum(axis=1) / (n * (n - 1))
    missing = np.full_like(expected, np.nan)
    alphas: Numbers = 1 - np.divide(observed, expected, out=missing, where=expected > 0)
    return alphas
