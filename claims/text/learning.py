"""Learns from a team's decisions which sentences it finds worth checking.

The model stays the linear one of `checkworthiness`: its coefficients are plain numbers that can be
stored as JSON, read by a person, and used without what trained them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from claims.text.checkworthiness.model import LinearModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

METHOD = "learning/1 ridge logistic regression"
PRIOR_STRENGTH = 2.0
MOST_ITERATIONS = 50
TOLERANCE = 1e-8
HELD_BACK_SHARE = 0.34
LEAST_HELD_BACK = 300
BOOTSTRAP_ROUNDS = 2_000
ROUNDS_AT_ONCE = 100
INTERVAL = 0.95


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a sentence: its features and whether it was found worth checking.

    `weight` makes up for how the sentence came to be shown: a sentence shown at random, one in ten
    of those not suggested, stands for ten.
    """

    features: Mapping[str, float]
    worthy: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more average precision the second model has, with a bootstrap interval of 95 %."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Takeover:
    """Whether a trained model replaces the one in use, and the sentence that says why."""

    replaces: bool
    explanation: str
    held_back: int
    present: float | None
    candidate: float | None
    difference: Difference | None


def is_held_back(identifier: str) -> bool:
    """Whether the decision on the sentence `identifier` is kept for testing, never for training.

    Depends on nothing but the identifier, so that a decision never changes sides.
    """
    number = int.from_bytes(blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=4).digest())
    return number / 2**32 < HELD_BACK_SHARE


def trained_model(
    decisions: Sequence[Decision],
    *,
    prior: LinearModel,
    method: str = METHOD,
    strength: float = PRIOR_STRENGTH,
) -> LinearModel:
    """The logistic model that fits `decisions`, drawn towards `prior` by an L2 penalty of `strength`.

    With few decisions it is nearly the prior; each decision moves it a little. Newton's method (as
    in Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 4.4.1); the result
    depends only on the decisions and not on their order. Features unknown to the prior begin at 0.
    Raises ValueError where there are no decisions or `strength` isn't positive.
    """
    import numpy as np

    if not decisions or strength <= 0:
        message = "training needs at least one decision and a positive strength"
        raise ValueError(message)
    names = sorted({name for decision in decisions for name in decision.features} | set(prior.coefficients))
    rows = np.array([[1.0, *(d.features.get(name, 0.0) for name in names)] for d in decisions])
    wanted = np.array([float(d.worthy) for d in decisions])
    weights = np.array([d.weight for d in decisions])
    start = np.array([prior.bias, *(prior.coefficients.get(name, 0.0) for name in names)])
    fitted = _fitted(rows, wanted, weights, start, strength)
    coefficients = {name: round(float(value), 6) for name, value in zip(names, fitted[1:], strict=True)}
    return LinearModel(method, round(float(fitted[0]), 6), coefficients)


def _fitted(
    rows: "Numbers", wanted: "Numbers", weights: "Numbers", start: "Numbers", strength: float
) -> "Numbers":
    """Newton's iterations with halved steps, on the penalised log likelihood, which is concave."""
    import numpy as np

    def loss(point: "Numbers") -> float:
        logits = rows @ point
        likelihood = weights @ (np.logaddexp(0.0, logits) - wanted * logits)
        return float(likelihood + 0.5 * strength * ((point - start) ** 2).sum())

    current = start.copy()
    for _ in range(MOST_ITERATIONS):
        chances = 1 / (1 + np.exp(-np.clip(rows @ current, -30, 30)))
        gradient = rows.T @ (weights * (chances - wanted)) + strength * (current - start)
        curvature = (rows.T * (weights * chances * (1 - chances))) @ rows + strength * np.eye(len(start))
        step = np.linalg.solve(curvature, gradient)
        length = 1.0
        while loss(current - length * step) > loss(current) and length > TOLERANCE:
            length /= 2
        current = current - length * step
        if float(np.abs(length * step).max()) < TOLERANCE:
            break
    return current


def average_precision(
    scores: Sequence[float], worthy: Sequence[bool], weights: Sequence[float] | None = None
) -> float | None:
    """The mean of the precision at each sentence worth checking, in the order of `scores`.

    Equal scores count as one step, so the order among them doesn't matter (the definition of
    scikit-learn's `average_precision_score`, with its sample weights). None where no sentence is worth
    checking. Raises ValueError where the lengths differ.
    """
    import numpy as np

    if len(scores) != len(worthy):
        message = f"{len(scores)} scores for {len(worthy)} decisions"
        raise ValueError(message)
    if not any(worthy):
        return None
    counts = np.ones((1, len(worthy))) if weights is None else np.asarray(weights, float)[None]
    return float(_precisions(np.asarray(scores, float), np.asarray(worthy, bool), counts)[0])


def _precisions(scores: "Numbers", worthy: "NDArray[np.bool_]", counts: "Numbers") -> "Numbers":
    """Average precision for each row of `counts`, which says how often each item is in the sample."""
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    step_ends = np.append(np.nonzero(np.diff(scores[order]))[0], len(scores) - 1)
    taken = np.cumsum(counts[:, order], axis=1)[:, step_ends]
    hits = np.cumsum(counts[:, order] * worthy[order], axis=1)[:, step_ends]
    precision = np.divide(hits, taken, out=np.zeros_like(hits), where=taken > 0)
    gained = np.diff(hits, axis=1, prepend=0.0)
    total = hits[:, -1]
    undefined = np.full_like(total, np.nan)
    mean: Numbers = np.divide((precision * gained).sum(axis=1), total, out=undefined, where=total > 0)
    return mean


def paired_bootstrap(
    worthy: Sequence[bool],
    present: Sequence[float],
    candidate: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    seed: int = 1,
) -> Difference:
    """How much better `candidate` ranks than `present`, on the same items, resampled together.

    The percentile interval of Efron and Tibshirani 1993 ("An Introduction to the Bootstrap", 13.3);
    resamples without a worthy item are left out. Raises ValueError where none is worthy.
    """
    import numpy as np

    if not any(worthy):
        message = "average precision needs at least one sentence that is worth checking"
        raise ValueError(message)
    labels = np.asarray(worthy, bool)
    both = [np.asarray(scores, float) for scores in (present, candidate)]
    random = np.random.default_rng(seed)
    share = np.full(len(labels), 1 / len(labels))
    whole = np.ones((1, len(labels))) if weights is None else np.asarray(weights, float)[None]
    differences = []
    for _ in range(BOOTSTRAP_ROUNDS // ROUNDS_AT_ONCE):
        counts = random.multinomial(len(labels), share, size=ROUNDS_AT_ONCE).astype(float) * whole
        differences.append(_precisions(both[1], labels, counts) - _precisions(both[0], labels, counts))
    tail = (1 - INTERVAL) / 2
    low, high = np.nanquantile(np.concatenate(differences), [tail, 1 - tail])
    observed = _precisions(both[1], labels, whole) - _precisions(both[0], labels, whole)
    return Difference(float(observed[0]), float(low), float(high))


def takeover(held_back: Sequence[Decision], *, present: LinearModel, candidate: LinearModel) -> Takeover:
    """Whether `candidate` replaces `present`: only where it is surely better on decisions held back.

    That takes at least 300 of them, and a paired-bootstrap interval that lies wholly above zero.
    """
    count = len(held_back)
    labels = [decision.worthy for decision in held_back]
    if count < LEAST_HELD_BACK:
        words = f"{count} decisions are held back for testing; a comparison needs {LEAST_HELD_BACK}."
        return Takeover(False, words, count, None, None, None)
    if not any(labels) or all(labels):
        return Takeover(
            False, "All decisions held back are alike, so nothing can be compared.", count, None, None, None
        )
    scores = [[model.score(decision.features) for decision in held_back] for model in (present, candidate)]
    weights = [decision.weight for decision in held_back]
    precision = [average_precision(one, labels, weights) for one in scores]
    found = paired_bootstrap(labels, scores[0], scores[1], weights=weights)
    better = found.low > 0
    words = (
        f"On {count} decisions held back the trained model's average precision differs by "
        f"{found.difference:+.3f} (95 % interval {found.low:+.3f} to {found.high:+.3f}): "
        + ("it takes over." if better else "the present model stays.")
    )
    return Takeover(better, words, count, precision[0], precision[1], found)
