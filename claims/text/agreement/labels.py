"""Agreement on labels: verdicts, types, decisions."""

from collections.abc import Hashable, Sequence

from claims.text.agreement.result import (
    LEAST_ITEMS,
    ROUNDS,
    SEED,
    Agreement,
    undefined,
    with_interval,
    withheld,
)
from claims.text.agreement.weighted import weighted_alpha

ALWAYS_THE_SAME = "Every label is the same, so agreement can't be told from chance."


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]], *, least: int = LEAST_ITEMS) -> Agreement:
    """Cohen's κ of two people's labels on the same items (Cohen 1960), with a bootstrap interval.

    Undefined where both always use one and the same label: chance alone then agrees as often.
    """
    import numpy as np

    measure, n = "Cohen's κ", len(pairs)
    few = withheld(measure, n, least, "items have labels from both")
    if few is not None:
        return few
    labels = {
        label: index for index, label in enumerate(dict.fromkeys(label for pair in pairs for label in pair))
    }
    if len(labels) == 1:
        return undefined(measure, n, ALWAYS_THE_SAME)
    table = np.zeros((len(labels), len(labels)))
    for one, other in pairs:
        table[labels[one], labels[other]] += 1
    random = np.random.default_rng(SEED)
    resampled = random.multinomial(n, table.ravel() / n, size=ROUNDS).reshape(ROUNDS, *table.shape)
    both = np.concatenate([table[None], resampled]).astype(float) / n
    observed = both.trace(axis1=1, axis2=2)
    chance = (both.sum(axis=1) * both.sum(axis=2)).sum(axis=1)
    missing = np.full_like(chance, np.nan)
    kappa = np.divide(observed - chance, 1 - chance, out=missing, where=chance < 1)
    return with_interval(measure, float(kappa[0]), n, kappa[1:])


def krippendorffs_alpha(units: Sequence[Sequence[Hashable]], *, least: int = LEAST_ITEMS) -> Agreement:
    """Krippendorff's α for unordered labels, any number of people, with gaps.

    Each of `units` holds the labels that one item got (two at least, or it is left out). The value is
    that of the library `krippendorff` (Castro); the interval comes from resampling items.
    """
    import krippendorff
    import numpy as np

    measure = "Krippendorff's α"
    paired = [unit for unit in units if len(unit) > 1]
    few = withheld(measure, len(paired), least, "items have labels from two people or more")
    if few is not None:
        return few
    labels = {
        label: index for index, label in enumerate(dict.fromkeys(label for unit in paired for label in unit))
    }
    if len(labels) == 1:
        return undefined(measure, len(paired), ALWAYS_THE_SAME)
    counts = np.zeros((len(paired), len(labels)))
    for row, unit in enumerate(paired):
        for label in unit:
            counts[row, labels[label]] += 1
    value = krippendorff.alpha(value_counts=counts.astype(int), level_of_measurement="nominal")
    distances = 1 - np.eye(len(labels))
    return with_interval(measure, float(value), len(paired), weighted_alpha(counts, distances, ROUNDS))
