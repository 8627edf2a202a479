"""Numerals in digits with their magnitudes: 1,500, 20 000, 2½, 1.6 billion, 50k, 3rd."""

import unicodedata
from decimal import Decimal

from claims.text.figures.nouns import STOPS, noun_phrase
from claims.text.figures.numeral import MAGNITUDES, VULGAR_FRACTIONS, Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import values, words

MAGNITUDE_LETTERS = values("magnitude_letters", keep_case=True)
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_AFTER_METRES = words("after_metres")
_DENOMINATORS = frozenset(("2", "3", "4", "5", "6", "8", "10"))
_CURRENCY_SIGNS = frozenset("$£€¥₹₽₪₩₺₦₱₴฿")
_LETTERS_APART = frozenset(("M", "mn", "mln", "bn", "bln", "tn", "Bn"))
_LONGEST_DIGITS = 24


def digits_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """The numeral in digits at the token `index`; None where it is too long to be a number."""
    digits = tokens.texts[index].replace(",", "")
    if len(digits) > _LONGEST_DIGITS:
        return None
    if digits.count(".") > 1:
        groups = digits.split(".")
        if not all(len(group) == 3 for group in groups[1:]):
            return Numeral(index, index, Decimal(0), Decimal(0), "digits", index)
        digits = "".join(groups)
    value, last = Decimal(digits), index
    if _continues_with_group(tokens, index):
        while _continues_with_group(tokens, last):
            last += 1
            value = value * 1000 + int(tokens.texts[last])
    numeral = Numeral(index, last, value, value, "digits", index)
    if tokens.touches(last) and tokens.lowers[last + 1] in _ORDINAL_ENDINGS:
        return numeral._replace(last=last + 1, form="ordinal")
    return with_magnitude(tokens, _with_fraction(tokens, numeral))


def _continues_with_group(tokens: Tokens, index: int) -> bool:
    """Whether a group of three digits follows behind one space: 20 000."""
    here, following = tokens.texts[index], tokens.texts[index + 1]
    return (
        len(here) <= 3
        and len(following) == 3
        and here.isdecimal()
        and following.isdecimal()
        and here[0] != "0"
        and tokens.starts[index + 1] == tokens.end(index) + 1
        and not tokens.texts[index + 2][0].isdecimal()
    )


def _with_fraction(tokens: Tokens, numeral: Numeral) -> Numeral:
    """2½, 1/2, and 3 1/2."""
    following = numeral.last + 1
    if tokens.lowers[following] in VULGAR_FRACTIONS:
        value = numeral.low + Decimal(str(unicodedata.numeric(tokens.texts[following])))
        return numeral._replace(last=following, low=value, high=value)
    if tokens.texts[following] == "/" and tokens.touches(numeral.last) and tokens.touches(following):
        part = _common_fraction(tokens.texts[numeral.first], tokens.texts[following + 1])
        if part is not None and not (tokens.touches(following + 1) and tokens.texts[following + 2] in "/-"):
            return numeral._replace(last=following + 1, low=part, high=part, form="fraction")
    return numeral


def _common_fraction(above: str, below: str) -> Decimal | None:
    if below not in _DENOMINATORS or not above.isdecimal() or int(above) >= int(below):
        return None
    return Decimal(above) / Decimal(below)


def with_magnitude(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The numeral times the magnitude behind it: 1.6 billion, 5-million, 50k."""
    following = numeral.last + 1
    if tokens.texts[following] == "-" and tokens.touches(numeral.last) and tokens.touches(following):
        following += 1
    lower = tokens.lowers[following]
    if lower in MAGNITUDES and not tokens.is_line_end(following):
        factor = MAGNITUDES[lower]
    elif following == numeral.last + 1 and _is_magnitude_letter(tokens, numeral, following):
        factor = MAGNITUDE_LETTERS[tokens.texts[following]]
    else:
        return numeral
    scaled = numeral._replace(last=following, low=numeral.low * factor, high=numeral.high * factor)
    return with_magnitude(tokens, scaled) if lower in MAGNITUDES else scaled


def _is_magnitude_letter(tokens: Tokens, numeral: Numeral, index: int) -> bool:
    """The k of 50k and the m of 5m people; an m may also stand for metres: 100m sprint."""
    if tokens.texts[index] not in MAGNITUDE_LETTERS:
        return False
    if tokens.touches(index) and tokens.texts[index + 1] == "-":
        return False
    if not tokens.touches(index - 1):
        return tokens.texts[index] in _LETTERS_APART and not tokens.texts[index + 1][0].isdecimal()
    if tokens.texts[numeral.first - 1] in _CURRENCY_SIGNS or tokens.texts[index] != "m":
        return True
    return tokens.lowers[index + 1] not in _AFTER_METRES and not _describes(tokens, index + 1)


def _describes(tokens: Tokens, index: int) -> bool:
    """A 12m ladder: one thing, whose length it is; millions count a plural."""
    lower = tokens.lowers[index]
    is_noun = lower.isalpha() and lower not in STOPS
    return is_noun and noun_phrase(tokens, index, several=True) is None
