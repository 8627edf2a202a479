"""Numerals in words: twenty-one, two hundred and five, half a dozen, tens of thousands."""

from decimal import Decimal

from claims.text.figures.digits import with_magnitude
from claims.text.figures.numeral import CARDINALS, FRACTIONS, MAGNITUDES, VAGUE_PLURALS, Numeral
from claims.text.figures.tokens import Tokens

_VAGUE_COUNTS = frozenset(("several", "few", "many"))
_BEFORE_COUPLE = frozenset(("a", "last", "first", "past", "next", "another"))
_TEN, _HUNDRED = Decimal(10), Decimal(100)


def words_numeral(tokens: Tokens, index: int) -> Numeral | None:
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
        return numeral._replace(lead=numeral.first - 1)
    if before == "another":
        return numeral._replace(is_counted=True)
    if before in _VAGUE_COUNTS:
        low, high = VAGUE_PLURALS.get(
            tokens.lowers[numeral.last] + "s" * (numeral.first == numeral.last),
            (numeral.low * 2, numeral.low * 10 - 1),
        )
        lead = numeral.first - 2 if tokens.lowers[numeral.first - 2] == "a" else numeral.first - 1
        return numeral._replace(lead=lead, low=low, high=high, form="vague")
    return numeral


def _with_part(tokens: Tokens, numeral: Numeral) -> Numeral:
    """Two thirds, one-third, and two and a half (million)."""
    following = numeral.last + 1
    if tokens.texts[following] == "-" and tokens.touches(numeral.last):
        following += 1
    lower = tokens.lowers[following]
    if lower in FRACTIONS and numeral.low < _TEN and _names_part(numeral, lower):
        value = numeral.low / FRACTIONS[lower]
        return numeral._replace(last=following, low=value, high=value, form="fraction")
    if tokens.lowers[numeral.last + 1 : numeral.last + 4] == ["and", "a", "half"]:
        value = numeral.low + Decimal("0.5")
        return with_magnitude(tokens, numeral._replace(last=numeral.last + 3, low=value, high=value))
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


def vague_numeral(tokens: Tokens, index: int) -> Numeral | None:
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


def couple_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """A couple of, a couple hundred: about two."""
    if tokens.lowers[index - 1] not in _BEFORE_COUPLE:
        return None
    lead = index - 1 if tokens.lowers[index - 1] == "a" else index
    couple = Numeral(index, index, Decimal(2), Decimal(2), "words", lead, is_approximate=True)
    if tokens.lowers[index + 1] in MAGNITUDES:
        return with_magnitude(tokens, couple)
    if tokens.lowers[index + 1] == "of" and tokens.lowers[index + 2] in MAGNITUDES:
        return with_magnitude(tokens, couple._replace(last=index + 1))
    return couple if tokens.lowers[index + 1] in ("of", "more") else None
