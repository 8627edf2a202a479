"""Agreement on where tags begin and end, and on their labels: α for unitizing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from claims.text.agreement.result import (
    LEAST_ITEMS,
    ROUNDS,
    SEED,
    Agreement,
    undefined,
    with_interval,
    withheld,
)

if TYPE_CHECKING:
    from claims.text.agreement.result import Numbers

LEAST_TEXTS = 5
GAP = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One person's tag on `start..end`, with its label."""

    start: int
    end: int
    label: Hashable = "tag"


@dataclass(frozen=True, slots=True)
class Continuum:
    """A text of `length` characters with each person's units; no units is an answer too."""

    length: int
    units: Mapping[Hashable, Sequence[Unit]]


def unitizing_alpha(continua: Sequence[Continuum], *, least: int = LEAST_ITEMS) -> Agreement:
    """Krippendorff's uα: agreement of two people or more on unitizing and labelling the same texts.

    Follows Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual
    continua: Further developments", equations 1, 4 and 5: lengths on which two people's segments
    coincide are compared with those expected, where the parts of one unit aren't paired with each
    other. Gaps are segments without a label. Several texts are taken as one continuum, and `n` counts
    the units in them. Units of one person that overlap are cut to what the earlier ones leave.
    """
    measure = "Krippendorff's uα"
    shared = [one for one in continua if len(one.units) > 1 and one.length > 0]
    n = sum(len(units) for one in shared for units in one.units.values())
    few = withheld(measure, n, least, "tags in texts that two people or more have done")
    if few is not None:
        return few
    texts = [_coincidences(one) for one in shared]
    labels = list(dict.fromkeys(label for text in texts for label in text.lengths))
    agreeing, lengths, squares = (
        _table(texts, labels, field) for field in ("agreeing", "lengths", "squares")
    )
    import numpy as np

    whole = np.ones((1, len(texts)))
    value = float(_alphas(whole, agreeing, lengths, squares)[0])
    if not np.isfinite(value):
        why = "Everything is one label or one gap, so agreement can't be told from chance."
        return undefined(measure, n, why)
    if len(texts) < LEAST_TEXTS:
        why = f"No interval: {len(texts)} texts are too few to resample."
        return Agreement(measure, round(value, 4), n, explanation=why)
    weights = np.random.default_rng(SEED).multinomial(
        len(texts), np.full(len(texts), 1 / len(texts)), size=ROUNDS
    )
    return with_interval(measure, value, n, _alphas(weights.astype(float), agreeing, lengths, squares))


@dataclass(frozen=True, slots=True)
class _Text:
    """By label: the length on which pairs agree, the whole length, and what is taken from chance."""

    agreeing: dict[Hashable, float]
    lengths: dict[Hashable, float]
    squares: dict[Hashable, float]


def _coincidences(continuum: Continuum) -> _Text:
    segments = [_segments(units, continuum.length) for units in continuum.units.values()]
    text = _Text({}, {}, {})
    for one in segments:
        for start, end, label in one:
            length = end - start
            text.lengths[label] = text.lengths.get(label, 0.0) + length
            text.squares[label] = text.squares.get(label, 0.0) + (length if label is GAP else length**2)
    for one, other in permutations(segments, 2):
        for length, label in _common(one, other):
            text.agreeing[label] = text.agreeing.get(label, 0.0) + length / (len(segments) - 1)
    return text


def _segments(units: Sequence[Unit], length: int) -> list[tuple[int, int, Hashable]]:
    """The whole of the text as units and gaps, in order."""
    segments: list[tuple[int, int, Hashable]] = []
    position = 0
    for unit in sorted(units, key=lambda unit: (unit.start, unit.end)):
        start, end = max(unit.start, position), min(unit.end, length)
        if start >= end:
            continue
        if position < start:
            segments.append((position, start, GAP))
        segments.append((start, end, unit.label))
        position = end
    if position < length:
        segments.append((position, length, GAP))
    return segments


def _common(
    one: Sequence[tuple[int, int, Hashable]], other: Sequence[tuple[int, int, Hashable]]
) -> list[tuple[int, Hashable]]:
    """The lengths on which two people's segments coincide with the same label."""
    found, first, second = [], 0, 0
    while first < len(one) and second < len(other):
        start = max(one[first][0], other[second][0])
        end = min(one[first][1], other[second][1])
        if one[first][2] == other[second][2] and start < end:
            found.append((end - start, one[first][2]))
        if one[first][1] <= other[second][1]:
            first += 1
        else:
            second += 1
    return found


def _table(texts: Sequence[_Text], labels: Sequence[Hashable], field: str) -> "Numbers":
    import numpy as np

    return np.array([[getattr(text, field).get(label, 0.0) for label in labels] for text in texts])


def _alphas(weights: "Numbers", agreeing: "Numbers", lengths: "Numbers", squares: "Numbers") -> "Numbers":
    """uα for each row of `weights`, which says how often each text is in the resample."""
    import numpy as np

    whole, paired, own = weights @ lengths, weights @ agreeing, weights @ squares
    total = whole.sum(axis=1)
    disagreeing = total - paired.sum(axis=1)
    pairs = total**2 - own.sum(axis=1)
    missing = np.full_like(total, np.nan)
    by_chance = total * (
        1 - np.divide((whole**2 - own).sum(axis=1), pairs, out=missing.copy(), where=pairs > 0)
    )
    alphas: Numbers = 1 - np.divide(disagreeing, by_chance, out=missing, where=by_chance > 1e-9)
    return alphas
