"""What a numeral is about: money, a rank, a measure, an age, a share or counted things."""

from collections.abc import Callable
from dataclasses import replace

from claims.text.figures import ages, ones
from claims.text.figures.leads import Lead
from claims.text.figures.numerals import Numeral
from claims.text.figures.ordinals import numbered_rank, ordinal_thing
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import Thing, counted_thing, measured_thing, share_base

_TIMES = frozenset(("once", "twice", "thrice"))
_PLAIN_MULTIPLES = frozenset(("double", "triple", "treble", "quadruple", "halve", "doubles", "triples"))
_AFTER_MULTIPLE = frozenset(("the", "that", "its", "their", "his", "what", "in"))


def thing_of(tokens: Tokens, numeral: Numeral, lead: Lead, neighbours: list[Numeral]) -> Thing | None:
    """What the numeral is about; None where it is no figure. `neighbours`: the numerals around it."""
    if lead.currency is not None:
        return _money(tokens, numeral, lead.currency)
    rank = numbered_rank(tokens, numeral)
    if rank is not None:
        return rank
    if numeral.form in _READERS:
        return _READERS[numeral.form](tokens, numeral, lead.first)
    return _cardinal(tokens, numeral, lead.first, neighbours)


def _money(tokens: Tokens, numeral: Numeral, currency: str) -> Thing:
    worded = measured_thing(tokens, numeral.last)
    last = worded.last if worded is not None and worded.kind == "money" else numeral.last
    return Thing("money", last, measure=currency, reason=f"an amount in {currency}")


def _ordinal(tokens: Tokens, numeral: Numeral, lead: int) -> Thing | None:
    return ordinal_thing(tokens, numeral)


def _ratio(tokens: Tokens, numeral: Numeral, lead: int) -> Thing:
    return Thing("other", numeral.last, reason="a ratio to one")


def _multiple(tokens: Tokens, numeral: Numeral, lead: int) -> Thing | None:
    lower, after = tokens.lowers[numeral.first], tokens.lowers[numeral.last + 1]
    if lower in _TIMES:
        only = tokens.lowers[numeral.first - 1] == "only"
        if (
            lower == "once"
            and lead == numeral.first
            and not only
            and after not in ("a", "every", "per", "or")
        ):
            return None
        return Thing("count", numeral.last, measure="time", reason="how often")
    if lower in _PLAIN_MULTIPLES and lead == numeral.first and after not in _AFTER_MULTIPLE:
        return None
    return Thing("other", numeral.last, reason="a multiple")


def _fraction(tokens: Tokens, numeral: Numeral, lead: int) -> Thing:
    after = numeral.last + 1
    if measured := measured_thing(tokens, numeral.last):
        return measured
    if tokens.lowers[after] == "of":
        base = share_base(tokens, after)
        counted = counted_thing(tokens, numeral.last, several=True)
        if counted is not None and counted.counted is not None:
            return replace(counted, kind="other", base=base, reason="a share")
        return Thing("other", base[1] if base else numeral.last, base=base, reason="a share")
    if tokens.lowers[after] in ("an", "a") and (unit := measured_thing(tokens, after)):
        return unit
    return Thing("other", numeral.last, reason="a share")


def _cardinal(tokens: Tokens, numeral: Numeral, lead: int, neighbours: list[Numeral]) -> Thing | None:
    measured = measured_thing(tokens, numeral.last)
    if measured is not None and not _is_one(numeral):
        return measured
    if ages.is_decade_of_life(tokens, numeral):
        return Thing("age", numeral.last, measure="year", reason="a decade of a life")
    if ages.is_age(tokens, numeral, lead):
        return Thing("age", numeral.last, measure="year", reason="an age")
    if _is_one(numeral) and not ones.counts(tokens, numeral, lead, neighbours):
        return None
    if measured is not None:
        return measured
    thing = counted_thing(tokens, numeral.last, several=numeral.high != 1)
    if tokens.lowers[numeral.last] == "zero":
        return thing if thing is not None and thing.counted else None
    return thing or Thing("count", numeral.last, reason="the counted noun is left out")


def _is_one(numeral: Numeral) -> bool:
    return numeral.form == "words" and numeral.low == numeral.high == 1 and numeral.first == numeral.last


_READERS: dict[str, Callable[[Tokens, Numeral, int], Thing | None]] = {
    "ordinal": _ordinal,
    "multiple": _multiple,
    "ratio": _ratio,
    "fraction": _fraction,
}
