"""Numerals: digits and number words with their magnitudes, fractions, ordinals, multiples, vague plurals."""

import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import ranges, values

CARDINALS = values("cardinals")
MAGNITUDES = values("magnitudes")
MAGNITUDE_LETTERS = values("magnitude_letters", keep_case=True)
VAGUE_PLURALS = ranges("vague_plurals")
ORDINALS = values("ordinals")
FRACTIONS = values("fractions")
MULTIPLES = values("multiples")
VULGAR_FRACTIONS = frozenset("¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_TABLES = (CARDINALS, MAGNITUDES, VAGUE_PLURALS, ORDINALS, FRACTIONS, MULTIPLES)
NUMBER_WORDS = VULGAR_FRACTIONS.union({"couple"}, *_TABLES)
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_SCALES = frozenset(("thousand", "million", "billion", "trillion", "lakh", "crore", "quadrillion"))
_VAGUE_COUNTS = frozenset(("several", "few", "many"))
_LONGEST_DIGITS = 24
_PLURAL_AUXILIARIES = frozenset(("are", "were", "have", "do"))
_AFTER_PART = _PLURAL_AUXILIARIES | {
    "in",
    "to",
    "from",
    "on",
    "since",
    "and",
    "or",
    "has",
    "had",
    "by",
    "at",
    "over",
    "as",
    "is",
    "was",
}
_BEFORE_PART = frozenset(
    (
        "by",
        "than",
        "almost",
        "nearly",
        "about",
        "around",
        "roughly",
        "over",
        "under",
        "just",
        "some",
        "to",
        "least",
        "approximately",
        "close",
        "only",
    )
)
_TEN, _HUNDRED = Decimal(10), Decimal(100)

Form = Literal["digits", "words", "vague", "ordinal", "fraction", "multiple", "share", "ratio"]


@dataclass(frozen=True, slots=True)
class Numeral:
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


def numerals(tokens: Tokens) -> list[Numeral]:
    """All numerals of a text in order, not overlapping, figures or not."""
    found: list[Numeral] = []
    free = 0
    for index, lower in enumerate(tokens.lowers):
        if index < free or not (lower in NUMBER_WORDS or lower[0].isdecimal()):
            continue
        numeral = read_numeral(tokens, index)
        if numeral is not None and (not found or numeral.first > found[-1].last):
            found.append(numeral)
            free = numeral.last + 1
    return found


def read_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """The numeral that begins at the token `index`, if one does."""
    lower = tokens.lowers[index]
    if lower[0].isdecimal():
        return _read_digits(tokens, index)
    if lower in VULGAR_FRACTIONS:
        value = Decimal(str(unicodedata.numeric(lower)))
        return _with_magnitude(tokens, Numeral(index, index, value, value, "fraction", index))
    if lower in VAGUE_PLURALS:
        return _read_vague(tokens, index)
    if lower == "couple":
        return _read_couple(tokens, index)
    if lower in FRACTIONS and (fraction := _read_fraction(tokens, index)):
        return fraction
    if lower in CARDINALS or lower in MAGNITUDES:
        return _read_words(tokens, index)
    if lower in ORDINALS:
        return Numeral(index, index, ORDINALS[lower], ORDINALS[lower], "ordinal", index)
    if lower in MULTIPLES:
        return Numeral(index, index, MULTIPLES[lower], MULTIPLES[lower], "multiple", index)
    return None


def _read_digits(tokens: Tokens, index: int) -> Numeral | None:
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
        return replace(numeral, last=last + 1, form="ordinal")
    return _with_magnitude(tokens, _with_fraction(tokens, numeral))


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
        return replace(numeral, last=following, low=value, high=value)
    if tokens.texts[following] == "/" and tokens.touches(numeral.last) and tokens.touches(following):
        part = _common_fraction(tokens.texts[numeral.first], tokens.texts[following + 1])
        if part is not None and not (tokens.touches(following + 1) and tokens.texts[following + 2] in "/-"):
            return replace(numeral, last=following + 1, low=part, high=part, form="fraction")
    return numeral


def _common_fraction(above: str, below: str) -> Decimal | None:
    if below not in ("2", "3", "4", "5", "6", "8", "10") or not above.isdecimal() or int(above) >= int(below):
        return None
    return Decimal(above) / Decimal(below)


def _with_magnitude(tokens: Tokens, numeral: Numeral) -> Numeral:
    """The numeral times the magnitude behind it: 1.6 billion, 5-million, 50k."""
    following = numeral.last + 1
    if tokens.texts[following] == "-" and tokens.touches(numeral.last) and tokens.touches(following):
        following += 1
    lower = tokens.lowers[following]
    if lower in MAGNITUDES and not tokens.is_line_end(following):
        factor = MAGNITUDES[lower]
    elif tokens.touches(numeral.last) and tokens.texts[following] in MAGNITUDE_LETTERS:
        factor = MAGNITUDE_LETTERS[tokens.texts[following]]
    else:
        return numeral
    scaled = replace(numeral, last=following, low=numeral.low * factor, high=numeral.high * factor)
    return _with_magnitude(tokens, scaled) if lower in MAGNITUDES else scaled


def _read_vague(tokens: Tokens, index: int) -> Numeral | None:
    """Dozens, tens of thousands, hundreds of millions."""
    low, high = VAGUE_PLURALS[tokens.lowers[index]]
    last = index
    if tokens.lowers[index + 1] == "of" and tokens.lowers[index + 2] in VAGUE_PLURALS:
        last = index + 2
        smallest = MAGNITUDES.get(tokens.lowers[last].removesuffix("s"), Decimal(1))
        low, high = low * smallest, (high + 1) * smallest - 1
    elif tokens.lowers[index] in ("tens", "scores") and tokens.lowers[index + 1] != "of":
        return None
    lead = index - 1 if tokens.lowers[index - 1] in _VAGUE_COUNTS else index
    return Numeral(index, last, low, high, "vague", lead)


def _read_couple(tokens: Tokens, index: int) -> Numeral | None:
    """A couple of, a couple hundred: about two."""
    if tokens.lowers[index - 1] not in ("a", "last", "first", "past", "next", "another"):
        return None
    lead = index - 1 if tokens.lowers[index - 1] == "a" else index
    couple = Numeral(index, index, Decimal(2), Decimal(2), "words", lead, is_approximate=True)
    if tokens.lowers[index + 1] in MAGNITUDES:
        return _with_magnitude(tokens, couple)
    return couple if tokens.lowers[index + 1] in ("of", "more") else None


def _read_fraction(tokens: Tokens, index: int) -> Numeral | None:
    """Half, a third of, and half a million; two thirds is read by `_read_words`."""
    lower, before, after = tokens.lowers[index], tokens.lowers[index - 1], tokens.lowers[index + 1]
    if lower == "half":
        return _read_half(tokens, index)
    if before == "a" and (after == "of" or _is_part_without_whole(tokens, index)):
        value = 1 / FRACTIONS[lower]
        if tokens.lowers[index + 2] == "a" and tokens.lowers[index + 3] in MAGNITUDES:
            return _with_magnitude(tokens, Numeral(index, index + 2, value, value, "words", index - 1))
        return Numeral(index, index, value, value, "fraction", index - 1)
    return None


def _is_part_without_whole(tokens: Tokens, index: int) -> bool:
    """Fell by a third, more than a third, a quarter are: not a third man, nor a third who died."""
    before, after = tokens.lowers[index - 2], tokens.lowers[index + 1]
    if after[0].isalpha() and after not in _AFTER_PART:
        return False
    return before in _BEFORE_PART or after in _PLURAL_AUXILIARIES


def _read_half(tokens: Tokens, index: int) -> Numeral:
    following = index + 1
    if (tokens.texts[following] == "-" and tokens.touches(index)) or tokens.lowers[following] in ("a", "an"):
        following += 1
    half = Decimal("0.5")
    if tokens.lowers[index - 2 : index] == ["and", "a"] and tokens.lowers[index - 4] in ("a", "an", "one"):
        return Numeral(index, index, 1 + half, 1 + half, "fraction", index - 4)
    if tokens.lowers[following] in MAGNITUDES:
        numeral = Numeral(index, following - 1, half, half, "words", index)
        return _with_magnitude(tokens, numeral)
    return Numeral(index, index, half, half, "fraction", index)


def _read_words(tokens: Tokens, index: int) -> Numeral | None:
    """Number words by the rules of English: each word must be able to follow the one before."""
    reading = _Reading(tokens, index)
    while reading.take_next():
        pass
    if reading.last < index:
        return None
    numeral = Numeral(index, reading.last, reading.value, reading.value, "words", index)
    return _led(tokens, _with_part(tokens, numeral))


def _led(tokens: Tokens, numeral: Numeral) -> Numeral:
    """Take in the article of "a hundred" and the "several" of "several hundred"."""
    before = tokens.lowers[numeral.first - 1]
    if tokens.lowers[numeral.first] not in MAGNITUDES:
        return numeral
    if before in ("a", "an"):
        return replace(numeral, lead=numeral.first - 1)
    if before == "another":
        return replace(numeral, is_counted=True)
    if before in _VAGUE_COUNTS:
        plural = VAGUE_PLURALS.get(tokens.lowers[numeral.last] + "s")
        lead = numeral.first - 2 if tokens.lowers[numeral.first - 2] == "a" else numeral.first - 1
        if plural is not None and numeral.first == numeral.last:
            return replace(numeral, lead=lead, low=plural[0], high=plural[1], form="vague")
    return numeral


def _with_part(tokens: Tokens, numeral: Numeral) -> Numeral:
    """Two thirds, one-third, and two and a half (million)."""
    following = numeral.last + 1
    if tokens.texts[following] == "-" and tokens.touches(numeral.last):
        following += 1
    lower = tokens.lowers[following]
    if lower in FRACTIONS and numeral.low < _TEN and _names_part(numeral, lower):
        value = numeral.low / FRACTIONS[lower]
        return replace(numeral, last=following, low=value, high=value, form="fraction")
    if tokens.lowers[numeral.last + 1 : numeral.last + 4] == ["and", "a", "half"]:
        value = numeral.low + Decimal("0.5")
        return _with_magnitude(tokens, replace(numeral, last=numeral.last + 3, low=value, high=value))
    return numeral


def _names_part(numeral: Numeral, lower: str) -> bool:
    return lower != "half" and lower.endswith("s") == (numeral.low != 1)


class _Reading:
    """A number in words, read from left to right."""

    def __init__(self, tokens: Tokens, index: int) -> None:
        self.tokens = tokens
        self.next = index
        self.last = index - 1
        self.total = Decimal(0)
        self.group = Decimal(0)
        self.ceiling = Decimal("Infinity")
        self.room = _HUNDRED  # the next word below a hundred must be smaller than this

    @property
    def value(self) -> Decimal:
        return self.total + self.group

    def take_next(self) -> bool:
        """Take the next number word in, with the hyphen or "and" before it; False where none can follow."""
        lowers, at = self.tokens.lowers, self.next
        if self.last >= 0 and at > 0 and self.last == at - 1 and lowers[at] in ("-", "and"):
            joined_by_and = lowers[at] == "and"
            if joined_by_and and (self.group % _HUNDRED or not self.value or self.room < _HUNDRED):
                return False
            if not joined_by_and and not self.tokens.touches(at):
                return False
            at += 1
        lower = lowers[at]
        taken = self._take_cardinal(lower) or self._take_magnitude(lower)
        if taken:
            self.last, self.next = at, at + 1
        return taken

    def _take_cardinal(self, lower: str) -> bool:
        value = CARDINALS.get(lower)
        if value is None or value >= self.room or (not value and self.value):
            return False
        self.group += value
        self.room = _TEN if value >= 20 else Decimal(0)
        return True

    def _take_magnitude(self, lower: str) -> bool:
        value = MAGNITUDES.get(lower)
        if value is None:
            return False
        if value in (12, _HUNDRED):
            if not self.group % _HUNDRED and self.value:
                return False
            self.group = (self.group or Decimal(1)) * value
            self.room = _HUNDRED if value == _HUNDRED else Decimal(0)
            return True
        if value >= self.ceiling:
            return False
        self.total += (self.group or Decimal(1)) * value
        self.group, self.ceiling, self.room = Decimal(0), value, _HUNDRED
        return True
