"""Which numeral begins at a token, in digits or words, vague, a fraction, an ordinal or a multiple."""

import unicodedata
from decimal import Decimal

from claims.text.figures.digits import digits_numeral, with_magnitude
from claims.text.figures.numberwords import couple_numeral, vague_numeral, words_numeral
from claims.text.figures.numeral import (
    CARDINALS,
    FRACTIONS,
    MAGNITUDES,
    MULTIPLES,
    ORDINALS,
    VAGUE_PLURALS,
    VULGAR_FRACTIONS,
    Numeral,
    is_digits,
)
from claims.text.figures.parts import fraction_numeral
from claims.text.figures.tokens import Tokens


def read_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """The numeral that begins at the token `index`, if one does."""
    lower = tokens.lowers[index]
    if is_digits(lower):
        return digits_numeral(tokens, index)
    if lower in VULGAR_FRACTIONS:
        value = Decimal(str(unicodedata.numeric(lower)))
        return with_magnitude(tokens, Numeral(index, index, value, value, "fraction", index))
    if lower in VAGUE_PLURALS:
        return vague_numeral(tokens, index)
    if lower == "couple":
        return couple_numeral(tokens, index)
    if lower in FRACTIONS and (fraction := fraction_numeral(tokens, index)):
        return fraction
    if lower in CARDINALS or lower in MAGNITUDES:
        return words_numeral(tokens, index)
    if lower in ORDINALS:
        return Numeral(index, index, ORDINALS[lower], ORDINALS[lower], "ordinal", index)
    if lower in MULTIPLES:
        return Numeral(index, index, MULTIPLES[lower], MULTIPLES[lower], "multiple", index)
    return None
