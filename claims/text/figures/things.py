"""What a numeral is about: money, a rank, a measure, an age, a share or counted things."""

from claims.text.figures import ages, ones
from claims.text.figures.leads import Lead
from claims.text.figures.nouns import DETERMINERS, STOPS, noun_phrase
from claims.text.figures.numeral import NUMBER_WORDS, Numeral
from claims.text.figures.ordinals import numbered_rank, ordinal_thing
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import (
    DURATIONS,
    Thing,
    counted_thing,
    magnitude_before,
    measured_thing,
    share_of,
)
from claims.text.figures.vocabulary import words

_TIMES = frozenset(("once", "twice", "thrice"))
_PLAIN_MULTIPLES = frozenset(("double", "triple", "treble", "quadruple", "halve", "doubles", "triples"))
_AFTER_MULTIPLE = frozenset(("the", "that", "its", "their", "his", "her", "our", "what", "in"))
_BEFORE_MULTIPLE = frozenset(("to", "will", "would", "could", "may", "might", "should"))
_BEFORE_HALF = frozenset(("by", "to", "only", "at", "than"))
_CLAUSE_ENDS = frozenset((".", ";", "and", "but"))
_FORMERLY = words("before_formerly")
_SHARE = "a share of a number"
_DEFINITE = frozenset(("the", "these", "those", "all", "both"))


def thing_of(
    tokens: Tokens, numeral: Numeral, behind: int, lead: Lead, neighbours: list[Numeral]
) -> Thing | None:
    """What the numeral is about; None where it is no figure.

    `behind` is the last token of the numeral with a modifier after it ("20 or so"); `neighbours` are the
    numerals around it.
    """
    if lead.currency is not None:
        return _money(tokens, behind, lead.currency)
    rank = numbered_rank(tokens, numeral)
    if rank is not None:
        return rank
    match numeral.form:
        case "ordinal":
            return ordinal_thing(tokens, numeral)
        case "multiple":
            return _multiple(tokens, numeral, lead)
        case "ratio":
            return Thing("other", numeral.last, reason="a ratio to one")
        case "fraction":
            return _fraction(tokens, numeral, lead)
        case "share":
            return _share(tokens, numeral)
    return _cardinal(tokens, numeral, behind, lead, neighbours)


def _money(tokens: Tokens, behind: int, currency: str) -> Thing:
    worded = measured_thing(tokens, behind)
    last = worded.last if worded is not None and worded.kind == "money" else behind
    return Thing("money", last, measure=currency, reason=f"an amount in {currency}")


def _multiple(tokens: Tokens, numeral: Numeral, lead: Lead) -> Thing | None:
    lower, before = tokens.lowers[numeral.first], tokens.lowers[numeral.first - 1]
    after = tokens.lowers[numeral.last + 1]
    has_modifier = lead.modifier is not None
    if lower == "once" and not has_modifier and not numeral.is_range and not _says_how_often(tokens, numeral):
        return None
    if lower in _TIMES:
        return Thing("count", numeral.last, measure="time", reason="how often")
    is_told = has_modifier or after in _AFTER_MULTIPLE or before in _BEFORE_MULTIPLE
    return (
        Thing("other", numeral.last, reason="a multiple")
        if is_told or lower not in _PLAIN_MULTIPLES
        else None
    )


def _says_how_often(tokens: Tokens, numeral: Numeral) -> bool:
    """Once a week, only once, and "once" at the end of a sentence; else it means formerly, or as soon as."""
    before, after = tokens.lowers[numeral.first - 1], tokens.lowers[numeral.last + 1]
    if after == "a":
        return (tokens.lowers[numeral.last + 2],) in DURATIONS
    if after in (",", "or") and tokens.lowers[numeral.last + 2] in NUMBER_WORDS:
        return True
    is_last = after in _CLAUSE_ENDS and before not in _FORMERLY
    return is_last or before in ("only", "just") or after in ("every", "per", "each")


def _fraction(tokens: Tokens, numeral: Numeral, lead: Lead) -> Thing | None:
    after = numeral.last + 1
    if numeral.lead < numeral.first - 2:  # a year and a half: the unit stands in the middle
        return (measured_thing(tokens, numeral.lead) or _bare_share(numeral))._replace(last=numeral.last)
    if measured := measured_thing(tokens, numeral.last):
        return measured
    if tokens.lowers[after] in ("an", "a") and (unit := measured_thing(tokens, after)):
        return unit
    share = share_of(tokens, after)
    if share is not None:
        return share
    is_half = tokens.lowers[numeral.last] == "half"
    if is_half and lead.modifier is None and not _is_half_of_something(tokens, numeral):
        return None
    return _bare_share(numeral)


def _is_half_of_something(tokens: Tokens, numeral: Numeral) -> bool:
    """Not half asleep or half joking."""
    after = tokens.lowers[numeral.last + 1]
    return after in STOPS or after in DETERMINERS or tokens.lowers[numeral.first - 1] in _BEFORE_HALF


def _bare_share(numeral: Numeral) -> Thing:
    return Thing("other", numeral.last, reason="a share")


def _share(tokens: Tokens, numeral: Numeral) -> Thing:
    """One in five Americans, one American in five."""
    inner = noun_phrase(tokens, numeral.first + 1, several=False)
    if inner is not None and inner.last < numeral.last:
        return Thing("other", numeral.last, counted=inner.head, qualifier=inner.qualifier, reason=_SHARE)
    thing = counted_thing(tokens, numeral.last, several=True)
    return thing._replace(kind="other", reason=_SHARE)


def _cardinal(
    tokens: Tokens, numeral: Numeral, behind: int, lead: Lead, neighbours: list[Numeral]
) -> Thing | None:
    if (magnitude := magnitude_before(tokens, numeral.first)) is not None:
        return Thing("other", behind, magnitude, measure="magnitude", reason="the strength of an earthquake")
    measured = measured_thing(tokens, behind)
    if measured is None and numeral.form == "vague" and tokens.lowers[behind + 1] == "of":
        measured = measured_thing(tokens, behind + 1)
    if measured is not None and not _is_one(numeral):
        return measured
    if ages.is_decade_of_life(tokens, numeral):
        return Thing("age", numeral.last, measure="year", reason="a decade of a life")
    if ages.is_age(tokens, numeral, lead.first):
        return Thing("age", numeral.last, measure="year", reason="an age")
    if _is_one(numeral) and not ones.counts(tokens, numeral, lead.first, neighbours):
        return None
    if measured is not None:
        return measured
    is_definite = tokens.lowers[lead.first - 1] in _DEFINITE
    thing = counted_thing(tokens, behind, several=numeral.high != 1, is_definite=is_definite)
    return None if tokens.lowers[numeral.last] == "zero" and thing.counted is None else thing


def _is_one(numeral: Numeral) -> bool:
    return numeral.form == "words" and numeral.low == numeral.high == 1 and numeral.first == numeral.last
