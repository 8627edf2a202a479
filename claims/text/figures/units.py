"""What stands behind a number: a percent sign, money, a span of time, a measure, an age or counted things."""

from dataclasses import dataclass

from claims.text.figures.figure import Kind
from claims.text.figures.names import DEMONYMS
from claims.text.figures.nouns import CASUALTIES, DETERMINERS, noun_phrase
from claims.text.figures.singular import is_plural
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import longest_match, phrases

CURRENCY_SYMBOLS = phrases("currency_symbols")
CURRENCIES = phrases("currencies")
DURATIONS = phrases("durations")
MEASURES = phrases("measures")
_HYPHENS = frozenset("-‑–")
_PRONOUNS = frozenset(("them", "us", "you", "whom", "which", "these", "those", "it"))


@dataclass(frozen=True, slots=True)
class Thing:
    """What a number measures or counts, up to the token `last`; `base`: tokens of the whole of a share."""

    kind: Kind
    last: int
    first: int | None = None
    measure: str | None = None
    counted: str | None = None
    qualifier: str | None = None
    base: tuple[int, int] | None = None
    reason: str = ""


def currency_before(tokens: Tokens, index: int) -> tuple[int, str | None]:
    """The first token of the currency sign right before the token `index`, and its code."""
    for length in (4, 3, 2, 1):
        code = CURRENCY_SYMBOLS.get(tuple(tokens.lowers[index - length : index]))
        if code is not None:
            return index - length, code
    return index, None


def measured_thing(tokens: Tokens, last: int) -> Thing | None:
    """The unit of measure behind the token `last`: percent, currency, time or another measure."""
    at = last + 1
    hyphenated = tokens.texts[at] in _HYPHENS and tokens.touches(last) and tokens.touches(at)
    if hyphenated:
        at += 1
    for table in (MEASURES, CURRENCIES, DURATIONS):
        length = longest_match(table, tokens.lowers, at, 3)
        if length and _is_unit_here(tokens, at, length, hyphenated):
            name = table[tuple(tokens.lowers[at : at + length])]
            return _measured(tokens, table is DURATIONS, table is CURRENCIES, name, at + length - 1)
    return None


def _is_unit_here(tokens: Tokens, at: int, length: int, hyphenated: bool) -> bool:
    lower = tokens.lowers[at]
    if lower == "second" and length == 1:
        return hyphenated and tokens.texts[at + 1] != "-"
    if lower in ("real", "won", "stone", "mo", "min") and length == 1:
        return False
    return not (lower in ("quarter", "quarters") and not hyphenated and lower == "quarter")


def _measured(tokens: Tokens, is_time: bool, is_money: bool, name: str, last: int) -> Thing:
    if name == "year" and (old := _old_end(tokens, last)):
        return Thing("age", old, measure="year", reason="years old: an age")
    if is_time:
        return Thing(
            "duration", _with_apostrophe(tokens, last), measure=name, reason=f"a span of time in {name}s"
        )
    if is_money:
        return Thing("money", last, measure=name, reason=f"an amount in {name}")
    if name in ("%", "percentage point"):
        return Thing("percent", last, measure=name, base=share_base(tokens, last + 1), reason="a percentage")
    if name == "pound" and tokens.lowers[last + 1] != "of":
        return Thing("money", last, measure="GBP", reason="pounds that aren't pounds of something")
    return Thing("other", last, measure=name, reason=f"a measure in {name}")


def _old_end(tokens: Tokens, last: int) -> int:
    """The last token of "year-old", "years old" or "years of age" when it follows, else 0."""
    at = last + 1
    if tokens.texts[at] in _HYPHENS:
        at += 1
    if tokens.lowers[at] in ("old", "olds"):
        return at
    if tokens.lowers[at] == "of" and tokens.lowers[at + 1] == "age":
        return at + 1
    return 0


def _with_apostrophe(tokens: Tokens, last: int) -> int:
    """Years’ imprisonment: the apostrophe belongs to the plural."""
    possessive = (
        tokens.texts[last + 1] in ("'", "’") and tokens.touches(last) and tokens.lowers[last].endswith("s")
    )
    return last + 1 if possessive else last


def share_base(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The tokens of the whole behind "of": "of the militants"."""
    if tokens.lowers[at] != "of":
        return None
    first = at + 1
    inner = first
    while tokens.lowers[inner] in DETERMINERS or tokens.lowers[inner] == "own":
        inner += 1
    phrase = noun_phrase(tokens, inner, several=True) or noun_phrase(tokens, inner, several=False)
    return (first, phrase.last) if phrase is not None else None


def counted_thing(tokens: Tokens, last: int, *, several: bool) -> Thing | None:
    """The things counted behind the token `last`: "59 people", "80 of the militants", "50,000-troop"."""
    at = last + 1
    if tokens.texts[at] in _HYPHENS and tokens.touches(last) and tokens.touches(at):
        return _compound(tokens, at + 1)
    if tokens.lowers[at] == "of":
        return _partitive(tokens, at)
    phrase = noun_phrase(tokens, at, several=several)
    if phrase is None:
        return _without_noun(tokens, at)
    return Thing(
        "count", phrase.last, counted=phrase.head, qualifier=phrase.qualifier, reason=f"counts: {phrase.head}"
    )


def _compound(tokens: Tokens, at: int) -> Thing | None:
    lower = tokens.lowers[at]
    if not lower[0].isalpha():
        return None
    if lower == "strong":
        return Thing("count", at, reason="the size of a group")
    if lower == "fold":
        return Thing("other", at, reason="a multiple")
    return Thing("count", at, counted=tokens.texts[at], reason=f"counts: {tokens.texts[at]}")


def _partitive(tokens: Tokens, at: int) -> Thing | None:
    """Some of a whole: "of the groups", "of them"."""
    first = at + 1
    if (tokens.lowers[first] in _PRONOUNS and not tokens.lowers[first + 1][0].isalpha()) or tokens.lowers[
        first
    ] in ("them", "whom", "us", "which", "you"):
        return Thing("count", first, base=(first, first), reason="some of those named before")
    inner = first
    while tokens.lowers[inner] in DETERMINERS or tokens.lowers[inner] == "own":
        inner += 1
    phrase = noun_phrase(tokens, inner, several=True)
    if phrase is None:
        return None
    base = (first, phrase.last) if inner > first else None
    return Thing(
        "count",
        phrase.last,
        counted=phrase.head,
        qualifier=phrase.qualifier,
        base=base,
        reason=f"counts: {phrase.head}",
    )


def _without_noun(tokens: Tokens, at: int) -> Thing:
    """The noun is left out; "12 dead" and "four were Spaniards" still say something about it."""
    lower = tokens.lowers[at]
    if lower in CASUALTIES:
        return Thing("count", at, qualifier=tokens.texts[at], reason="the counted noun is left out")
    told = tokens.lowers[at + 1]
    if lower in ("was", "were", "is", "are") and _is_people(told):
        return Thing("count", at - 1, qualifier=tokens.texts[at + 1], reason="the counted noun is left out")
    return Thing("count", at - 1, reason="the counted noun is left out")


def _is_people(lower: str) -> bool:
    return lower in DEMONYMS or (is_plural(lower) and lower[:-1] in DEMONYMS)
