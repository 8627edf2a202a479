"""Fractions: half, a third of, a quarter of a million, a year and a half."""

from decimal import Decimal

from claims.text.figures.digits import with_magnitude
from claims.text.figures.numeral import FRACTIONS, MAGNITUDES, Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import words

_PLURAL_AUXILIARIES = frozenset(("are", "were", "have", "do"))
_BEFORE_PART = words("before_parts")
_AFTER_PART = words("after_parts")
_PARENTHESES = frozenset("—–()")
_HALF = Decimal("0.5")


def fraction_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """Half, a third of, and half a million; two thirds is read with the number words."""
    lower, before, after = tokens.lowers[index], tokens.lowers[index - 1], tokens.lowers[index + 1]
    if lower == "half":
        return _read_half(tokens, index)
    if before == "a" and (after == "of" or _is_part_without_whole(tokens, index)):
        value = 1 / FRACTIONS[lower]
        if tokens.lowers[index + 2] == "a" and tokens.lowers[index + 3] in MAGNITUDES:
            return with_magnitude(tokens, Numeral(index, index + 2, value, value, "words", index - 1))
        return Numeral(index, index, value, value, "fraction", index - 1)
    return None


def _is_part_without_whole(tokens: Tokens, index: int) -> bool:
    """Fell by a third, more than a third, a quarter are: not a third man, nor a third who died."""
    before, after = tokens.lowers[index - 2], tokens.lowers[index + 1]
    if before in _PARENTHESES and after in _PARENTHESES:
        return True
    if tokens.lowers[index] == "quarter" and before in ("and", "or"):
        return True
    if after == "to" and tokens.lowers[index + 2] == "a" and tokens.lowers[index + 3] in FRACTIONS:
        return True
    if after[0].isalpha() and after not in _AFTER_PART:
        return False
    return before in _BEFORE_PART or after in _PLURAL_AUXILIARIES


def _read_half(tokens: Tokens, index: int) -> Numeral:
    following = index + 1
    if (tokens.texts[following] == "-" and tokens.touches(index)) or tokens.lowers[following] in ("a", "an"):
        following += 1
    if tokens.lowers[index - 2 : index] == ["and", "a"] and tokens.lowers[index - 4] in ("a", "an", "one"):
        return Numeral(index, index, 1 + _HALF, 1 + _HALF, "fraction", index - 4)
    if tokens.lowers[following] in MAGNITUDES:
        numeral = Numeral(index, following - 1, _HALF, _HALF, "words", index)
        return with_magnitude(tokens, numeral)
    return Numeral(index, index, _HALF, _HALF, "fraction", index)
