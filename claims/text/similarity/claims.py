"""Whether two claims say the same, and how they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from claims.text.figures import figure_spans
from claims.text.lexicon import WORD
from claims.text.shapes import FigureLike
from claims.text.similarity.words import content_words
from claims.text.wordlists import entries

CLAIMS_METHOD = "claim-similarity/1"
CONFLICT_FACTOR = 0.7
DENIAL_FACTOR = 0.7
MISSING_FIGURE_FACTOR = 0.9

FigureRelation = Literal["none", "same", "compatible", "conflicting", "missing"]


@dataclass(frozen=True, slots=True)
class ClaimSimilarity:
    """`score`, 0 to 1, that two claims say the same; `figures` how their figures relate; and why."""

    score: float
    figures: FigureRelation
    reasons: tuple[str, ...]


def claim_similarity(
    one: str,
    other: str,
    figures_of_one: Sequence[FigureLike] | None = None,
    figures_of_other: Sequence[FigureLike] | None = None,
) -> ClaimSimilarity:
    """How alike two claims are: the Dice coefficient of their content words, lowered by what divides them.

    Figures are compared by value and unit: intervals that overlap are compatible. Claims alike in words
    with figures that conflict still score, because they belong side by side. Figures are found in the
    text where they aren't given.
    """
    mine, theirs = content_words(one), content_words(other)
    shared = [word for word in mine if word in set(theirs)]
    if not shared:
        return ClaimSimilarity(0.0, "none", ("no content word in common",))
    score = 2 * len(shared) / (len(mine) + len(theirs))
    reasons = [f"{len(shared)} of {len(set(mine) | set(theirs))} content words in common"]
    relation, words = _figures_compared(
        figure_spans(one) if figures_of_one is None else figures_of_one,
        figure_spans(other) if figures_of_other is None else figures_of_other,
    )
    if words:
        reasons.append(words)
    score *= {"conflicting": CONFLICT_FACTOR, "missing": MISSING_FIGURE_FACTOR}.get(relation, 1.0)
    if _denies(one) != _denies(other):
        score *= DENIAL_FACTOR
        reasons.append("one of them denies something")
    return ClaimSimilarity(round(score, 4), relation, tuple(reasons))


def _figures_compared(mine: Sequence[FigureLike], theirs: Sequence[FigureLike]) -> tuple[FigureRelation, str]:
    if not mine and not theirs:
        return "none", ""
    if not mine or not theirs:
        return "missing", "only one of them has a figure"
    conflicts, same = [], True
    for figure in mine:
        comparable = [their for their in theirs if _comparable(figure, their)]
        if not any(_overlap(figure, their) for their in comparable):
            if comparable:
                conflicts.append(f"{_shown(figure)} against {_shown(comparable[0])}")
            same = False
        elif not any(_bounds(figure) == _bounds(their) for their in comparable):
            same = False
    if conflicts:
        return "conflicting", "figures differ: " + "; ".join(conflicts)
    return ("same", "the same figures") if same else ("compatible", "figures that are compatible")


def _comparable(one: FigureLike, other: FigureLike) -> bool:
    """Of one kind, and of the same unit unless one of them leaves it out."""
    return one.kind == other.kind and (one.unit is None or other.unit is None or one.unit == other.unit)


def _bounds(figure: FigureLike) -> tuple[Decimal | None, Decimal | None]:
    return figure.value_low, figure.value_high


def _overlap(one: FigureLike, other: FigureLike) -> bool:
    (low, high), (their_low, their_high) = _bounds(one), _bounds(other)
    return (low is None or their_high is None or low <= their_high) and (
        high is None or their_low is None or their_low <= high
    )


def _shown(figure: FigureLike) -> str:
    low, high = _bounds(figure)
    value = f"{low}" if low == high else f"{'…' if low is None else low} to {'…' if high is None else high}"
    return f"{value} {figure.unit}" if figure.unit else value


def _denies(statement: str) -> bool:
    return not _denials().isdisjoint(WORD.findall(statement.lower()))


@cache
def _denials() -> frozenset[str]:
    return frozenset(entries("denials"))
