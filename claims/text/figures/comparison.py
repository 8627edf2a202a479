"""Whether two figures about the same thing can both be right."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.text.figures.figure import Modifier
from claims.text.figures.singular import singular
from claims.text.figures.vocabulary import phrases

_ALIASES = {" ".join(key): alias for key, alias in phrases("measure_aliases").items()}
_TOLERANCE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a figure says, as far as it matters for a comparison; an unknown part is None.

    A scope that is None is not told, so it is compatible with any other; so are open dates.
    """

    value_low: Decimal | None
    value_high: Decimal | None
    modifier: Modifier = "exact"
    measure: str | None = None
    counted: str | None = None
    qualifier: str | None = None
    base: str | None = None
    scope_place: str | None = None
    scope_group: str | None = None
    as_of_from: date | None = None
    as_of_to: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two figures can be compared, whether they conflict, and why, in words for a reader."""

    is_comparable: bool
    is_conflict: bool
    reasons: tuple[str, ...]


def comparison(one: Statement, other: Statement) -> Comparison:
    """Compare two figures: they conflict when they tell of the same and their values have nothing in common.

    The values of an approximate figure reach a tenth below and above it. Two figures that share a value
    don't conflict, however different they look: "at least 59" and "589" can both be right.
    """
    hindrances = tuple(_hindrances(one, other))
    if hindrances:
        return Comparison(is_comparable=False, is_conflict=False, reasons=hindrances)
    subject = _subject(one)
    if _have_value_in_common(one, other):
        return Comparison(
            is_comparable=True, is_conflict=False, reasons=(f"both tell of {subject}", "their values overlap")
        )
    reasons = (f"both tell of {subject}", "no value fits both", *_doubts(one, other))
    return Comparison(is_comparable=True, is_conflict=True, reasons=reasons)


def subject_key(measure: str | None, counted: str | None) -> tuple[str, str]:
    """The measure and the thing counted in the form by which they are compared; empty where untold."""
    return _unit(measure) or "", _noun(counted) or ""


def _hindrances(one: Statement, other: Statement) -> list[str]:
    """Why the two can't be compared."""
    found = []
    if _unit(one.measure) != _unit(other.measure):
        found.append(f"different measures: {one.measure or 'none'} and {other.measure or 'none'}")
    if _noun(one.counted) != _noun(other.counted):
        found.append(f"different things counted: {one.counted or 'none'} and {other.counted or 'none'}")
    if one.measure is None and one.counted is None and not found:
        found.append("neither says what it counts")
    for name, mine, theirs in (
        ("qualifiers", one.qualifier, other.qualifier),
        ("bases", one.base, other.base),
        ("places", one.scope_place, other.scope_place),
        ("groups", one.scope_group, other.scope_group),
    ):
        if mine and theirs and _folded(mine) != _folded(theirs):
            found.append(f"different {name}: {mine} and {theirs}")
    if not _times_overlap(one, other):
        found.append("they tell of different times")
    if _is_without_value(one) or _is_without_value(other):
        found.append("a value is missing")
    return found


def _folded(words: str | None) -> str | None:
    return " ".join(words.casefold().split()).removeprefix("the ") if words else None


def _unit(measure: str | None) -> str | None:
    folded = _folded(measure)
    return _ALIASES.get(folded, folded) if folded else None


def _noun(counted: str | None) -> str | None:
    folded = _folded(counted)
    return singular(folded).casefold() if folded else None


def _subject(one: Statement) -> str:
    return " ".join(word for word in (one.qualifier, one.counted or one.measure) if word)


def _is_without_value(one: Statement) -> bool:
    return one.value_low is None and one.value_high is None


def _times_overlap(one: Statement, other: Statement) -> bool:
    """Whether the periods share a day; an open end reaches as far as there are days."""
    first = max(one.as_of_from or date.min, other.as_of_from or date.min)
    last = min(one.as_of_to or date.max, other.as_of_to or date.max)
    return first <= last


def _have_value_in_common(one: Statement, other: Statement) -> bool:
    for mine, theirs in ((one, other), (other, one)):
        lowest, highest = _reach(mine)[0], _reach(theirs)[1]
        if lowest is None or highest is None:
            continue
        if lowest > highest or (lowest == highest and _is_strict(mine, theirs)):
            return False
    return True


def _reach(one: Statement) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest value that the figure leaves possible."""
    low, high = one.value_low, one.value_high
    if one.modifier != "approximately":
        return low, high
    return (
        None if low is None else low - abs(low) * _TOLERANCE,
        None if high is None else high + abs(high) * _TOLERANCE,
    )


def _is_strict(lower: Statement, upper: Statement) -> bool:
    """Whether one of two bounds that meet leaves its own value out."""
    return lower.modifier == "more_than" or upper.modifier == "less_than"


def _doubts(one: Statement, other: Statement) -> list[str]:
    """What one figure leaves untold, so that the conflict may be a seeming one."""
    untold = (
        ("place", one.scope_place, other.scope_place),
        ("group", one.scope_group, other.scope_group),
        ("qualifier", one.qualifier, other.qualifier),
        ("date", one.as_of_from or one.as_of_to, other.as_of_from or other.as_of_to),
    )
    return [f"only one tells its {name}" for name, mine, theirs in untold if bool(mine) != bool(theirs)]
