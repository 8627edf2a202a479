"""What stands behind a number: a percent sign, money, a span of time, a measure, an age or counted things."""

from collections.abc import Mapping
from typing import NamedTuple

from claims.text.figures.figure import Kind
from claims.text.figures.nouns import CASUALTIES, DEMONYMS, DETERMINERS, STOPS, NounPhrase, noun_phrase
from claims.text.figures.numeral import NUMBER_WORDS
from claims.text.figures.singular import is_plural
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import longest_match, phrases

CURRENCY_SYMBOLS = phrases("currency_symbols")
CURRENCIES = phrases("currencies")
DURATIONS = phrases("durations")
MEASURES = phrases("measures")
_HYPHENS = frozenset("-‑–")
_LAST_OF_SIGNS = frozenset(key[-1] for key in CURRENCY_SYMBOLS)
_FIRST_WORDS = frozenset(key[0] for key in (*MEASURES, *CURRENCIES, *DURATIONS))
_WEIGHING = frozenset(("weigh", "weighs", "weighed", "weighing", "lose", "lost", "gained", "carrying"))
_LONGEST_POSSESSOR = 4
_LONGEST_NUMBER = 6
_PRONOUNS = frozenset(("them", "us", "you", "whom", "which", "it"))
_LEFT_OUT = "the counted noun is left out"


class Thing(NamedTuple):
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
    if tokens.lowers[index - 1] not in _LAST_OF_SIGNS:
        return index, None
    for length in (4, 3, 2, 1):
        code = CURRENCY_SYMBOLS.get(tuple(tokens.lowers[index - length : index]))
        if code is not None and _is_one_sign(tokens, index - length, length):
            return index - length, code
    return index, None


def _is_one_sign(tokens: Tokens, first: int, length: int) -> bool:
    """Whether the letters of "A$" touch the sign; the article of "a $5 note" doesn't."""
    return length == 1 or tokens.lowers[first] in ("us", "u") or tokens.touches(first)


def measured_thing(tokens: Tokens, last: int) -> Thing | None:
    """The unit of measure behind the token `last`: percent, currency, time or another measure."""
    at = last + 1
    hyphenated = tokens.texts[at] in _HYPHENS and tokens.touches(last) and tokens.touches(at)
    if hyphenated:
        at += 1
    if tokens.lowers[at] not in _FIRST_WORDS:
        return None
    for table in (MEASURES, CURRENCIES, DURATIONS):
        length = longest_match(table, tokens.lowers, at, 3)
        if length and _is_unit_here(tokens, at, length, hyphenated):
            return _measured(tokens, table, table[tuple(tokens.lowers[at : at + length])], at + length - 1)
    if hyphenated and tokens.texts[at + 1] in _HYPHENS:
        pair = (tokens.lowers[at], tokens.lowers[at + 2])
        return _measured(tokens, MEASURES, MEASURES[pair], at + 2) if pair in MEASURES else None
    return None


def magnitude_before(tokens: Tokens, first: int) -> int | None:
    """The token "magnitude" that a hyphen or a space ties to the number at `first`, None without one."""
    at = first - 1
    if tokens.texts[at] in _HYPHENS and tokens.touches(at) and tokens.touches(at - 1):
        at -= 1
    is_strength = tokens.lowers[at] in ("magnitude", "mag") and tokens.texts[first][0].isdecimal()
    return at if is_strength else None


def _is_unit_here(tokens: Tokens, at: int, length: int, hyphenated: bool) -> bool:
    lower = tokens.lowers[at]
    if len(lower) == length == 1 and lower.isalpha():
        is_temperature = lower in "cf"
        return tokens.touches(at - 1) and not hyphenated and tokens.texts[at].isupper() == is_temperature
    if lower == "in":
        return tokens.touches(at - 1)
    if lower == "stone":
        return not tokens.texts[at + 1][0].isalpha() or tokens.lowers[at + 1] in STOPS
    if lower == "second" and length == 1:
        return hyphenated and tokens.texts[at + 1] != "-"
    return True


def _measured(tokens: Tokens, table: Mapping[tuple[str, ...], str], name: str, last: int) -> Thing:
    is_time, is_money = table is DURATIONS, table is CURRENCIES
    if is_time and (old := _old_end(tokens, last)):
        return Thing("age", old, measure=name, reason=f"{name}s old: an age")
    if is_time:
        return Thing(
            "duration", _with_apostrophe(tokens, last), measure=name, reason=f"a span of time in {name}s"
        )
    if is_money:
        return Thing("money", last, measure=name, reason=f"an amount in {name}")
    if name in ("%", "percentage point"):
        return Thing("percent", last, measure=name, base=_base_of(tokens, last + 1), reason="a percentage")
    if name == "pound" and not _is_weight(tokens, last):
        return Thing("money", last, measure="GBP", reason="pounds that aren't pounds of something")
    return Thing("other", last, measure=name, reason=f"a measure in {name}")


def _is_weight(tokens: Tokens, last: int) -> bool:
    """Pounds of explosives, a 500-pound bomb, lost 20 pounds; else they are money."""
    if tokens.lowers[last + 1] in ("of", "heavier", "lighter") or tokens.texts[last - 1] in _HYPHENS:
        return True
    return any(lower in _WEIGHING for lower in tokens.lowers[last - 4 : last - 1])


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


def _base_of(tokens: Tokens, at: int) -> tuple[int, int] | None:
    base = share_base(tokens, at)
    return base[0] if base is not None else None


def share_base(tokens: Tokens, at: int) -> tuple[tuple[int, int], NounPhrase] | None:
    """The tokens of the whole behind "of", with its noun phrase: "of the militants"."""
    return _whole(tokens, at + 1) if tokens.lowers[at] == "of" else None


def _whole(tokens: Tokens, first: int) -> tuple[tuple[int, int], NounPhrase] | None:
    inner = first
    while tokens.lowers[inner] in DETERMINERS or tokens.lowers[inner] == "own":
        inner += 1
    inner = _behind_number(tokens, _behind_possessive(tokens, inner))
    phrase = noun_phrase(tokens, inner, several=True) or noun_phrase(tokens, inner, several=False)
    return ((first, phrase.last), phrase) if phrase is not None else None


def _behind_possessive(tokens: Tokens, first: int) -> int:
    """The country's total: the noun behind the possessive is the head."""
    for at in range(first, first + _LONGEST_POSSESSOR):
        if not tokens.texts[at][0].isalpha() or tokens.lowers[at] in STOPS:
            break
        if tokens.lowers[at].endswith(("'s", "’s")):
            return at + 1
    return first


def _behind_number(tokens: Tokens, first: int) -> int:
    """The 68 clinics, the 170 million people: the number of the whole doesn't qualify its noun."""
    at = first
    while at < first + _LONGEST_NUMBER and (
        tokens.lowers[at][0].isdecimal() or tokens.lowers[at] in NUMBER_WORDS
    ):
        at += 1
    return at


def share_of(tokens: Tokens, at: int) -> Thing | None:
    """The whole of a fraction from the token `at` on: "of the voters", "the population"."""
    if tokens.lowers[at] == "of":
        base = share_base(tokens, at)
    elif tokens.lowers[at] in DETERMINERS:
        base = _whole(tokens, at)
    else:
        return None
    if base is None:
        return None
    (first, last), phrase = base
    return Thing(
        "other", last, counted=phrase.head, qualifier=phrase.qualifier, base=(first, last), reason="a share"
    )


def counted_thing(tokens: Tokens, last: int, *, several: bool, is_definite: bool = False) -> Thing:
    """The things counted behind the token `last`: "59 people", "80 of the militants", "50,000-troop"."""
    at = last + 1
    if tokens.texts[at] in _HYPHENS and tokens.touches(last) and tokens.touches(at):
        return _compound(tokens, at + 1)
    if tokens.lowers[at] == "of":
        return _partitive(tokens, at)
    phrase = noun_phrase(tokens, at, several=several, is_definite=is_definite)
    return _without_noun(tokens, at) if phrase is None else _counted(tokens, phrase)


def _counted(tokens: Tokens, phrase: NounPhrase, base: tuple[int, int] | None = None) -> Thing:
    """The head of the phrase as the counted noun, or as a measure ("ten long years")."""
    if tokens.lowers[phrase.last] == "others":
        return Thing("count", phrase.last, qualifier=phrase.qualifier, base=base, reason=_LEFT_OUT)
    key = (tokens.lowers[phrase.last],)
    if key in DURATIONS:
        name = DURATIONS[key]
        return Thing(
            "duration",
            phrase.last,
            measure=name,
            qualifier=phrase.qualifier,
            reason=f"a span of time in {name}s",
        )
    if key in CURRENCIES:
        name = CURRENCIES[key]
        return Thing(
            "money", phrase.last, measure=name, qualifier=phrase.qualifier, reason=f"an amount in {name}"
        )
    reason = f"counts: {phrase.head}"
    return Thing(
        "count", phrase.last, counted=phrase.head, qualifier=phrase.qualifier, base=base, reason=reason
    )


def _compound(tokens: Tokens, at: int) -> Thing:
    """A number tied to a word by a hyphen: 10,000-strong, 10-fold, six-member."""
    word = tokens.texts[at]
    if not word[0].isalpha() or tokens.lowers[at] in STOPS:
        return Thing("count", at - 2, reason=_LEFT_OUT)
    if tokens.lowers[at] == "strong":
        return Thing("count", at, reason="the size of a group")
    if tokens.lowers[at] == "fold":
        return Thing("other", at, reason="a multiple")
    return Thing("count", at, counted=word, reason=f"counts: {word}")


def _partitive(tokens: Tokens, at: int) -> Thing:
    """Some of a whole: "of the groups", "of them"."""
    first = at + 1
    if tokens.lowers[first] in _PRONOUNS or (
        tokens.lowers[first] in ("these", "those") and not tokens.texts[first + 1][0].isalpha()
    ):
        return Thing("count", first, base=(first, first), reason="some of those named before")
    base = share_base(tokens, at)
    if base is None:
        return Thing("count", at - 1, reason=_LEFT_OUT)
    (first, last), phrase = base
    return _counted(tokens, phrase, (first, last) if phrase.first > first else None)


def _without_noun(tokens: Tokens, at: int) -> Thing:
    """The noun is left out; "12 dead" and "four were Danes" still say something about it."""
    if tokens.lowers[at] in CASUALTIES:
        return Thing("count", at, qualifier=tokens.texts[at], reason=_LEFT_OUT)
    if tokens.lowers[at] == "more":
        return Thing("count", at, reason=_LEFT_OUT)
    if tokens.lowers[at] in ("was", "were", "is", "are") and _is_people(tokens.lowers[at + 1]):
        return Thing("count", at - 1, qualifier=tokens.texts[at + 1], reason=_LEFT_OUT)
    return Thing("count", at - 1, reason=_LEFT_OUT)


def _is_people(lower: str) -> bool:
    return lower in DEMONYMS or (is_plural(lower) and lower[:-1] in DEMONYMS)
