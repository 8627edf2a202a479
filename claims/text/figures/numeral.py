"""A numeral, and the tables of number words."""

from decimal import Decimal
from typing import Literal, NamedTuple

from claims.text.figures.vocabulary import ranges, values

CARDINALS = values("cardinals")
MAGNITUDES = values("magnitudes")
VAGUE_PLURALS = ranges("vague_plurals")
ORDINALS = values("ordinals")
FRACTIONS = values("fractions")
MULTIPLES = values("multiples")
VULGAR_FRACTIONS = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
NUMBER_WORDS = VULGAR_FRACTIONS.union(
    {"couple"}, CARDINALS, MAGNITUDES, VAGUE_PLURALS, ORDINALS, FRACTIONS, MULTIPLES
)

Form = Literal["digits", "words", "vague", "ordinal", "fraction", "multiple", "share", "ratio"]


class Numeral(NamedTuple):
    """A numeral: the tokens `first` to `last` (inclusive), its bounds, and how it is written.

    `lead` is the first token of what belongs to it but isn't part of the numeral proper ("a" of "a dozen").
    """

    first: int
    last: int
    low: Decimal
    high: Decimal
    form: Form
    lead: int
    is_approximate: bool = False
    is_counted: bool = False

    @property
    def is_range(self) -> bool:
        """Whether the numeral has two bounds ("5 to 10", "dozens")."""
        return self.low != self.high


def is_digits(text: str) -> bool:
    """Whether a token is written in digits: 20, 1,500, .5."""
    return text[0].isdecimal() or (text[0] == "." and text[1:2].isdecimal())
