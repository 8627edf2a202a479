"""What stands before a numeral: its article, a currency sign, a minus sign and a modifier."""

from typing import NamedTuple

from claims.text.figures.figure import Modifier
from claims.text.figures.modifiers import modifier_before
from claims.text.figures.numeral import Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import currency_before
from claims.text.figures.vocabulary import words

_LASTING = words("lasting")
_MINUS_SIGNS = frozenset("-−")


class Lead(NamedTuple):
    """The token at which the phrase of a numeral begins, and what the words from there on say."""

    first: int
    currency: str | None
    is_negative: bool
    modifier: Modifier | None


def lead_of(tokens: Tokens, numeral: Numeral) -> Lead:
    """Read from the numeral to the left: "at least", "-", "US$"."""
    after_sign, currency = currency_before(tokens, numeral.lead)
    is_negative = _is_minus(tokens, after_sign - 1)
    first, modifier = modifier_before(tokens, after_sign - 1 if is_negative else after_sign)
    return Lead(first, currency, is_negative, modifier)


def _is_minus(tokens: Tokens, index: int) -> bool:
    if tokens.lowers[index] == "minus":
        return tokens.lowers[index - 1] != "or"
    is_sign = tokens.texts[index] in _MINUS_SIGNS and not tokens.is_line_end(index - 1)
    is_apart = not tokens.touches(index - 1) or tokens.texts[index - 1] in "(["
    return is_sign and is_apart and tokens.touches(index)


def spans_time(tokens: Tokens, lead: Lead) -> bool:
    """Whether the "over" before a span of time means "during": cuts over 10 years, but for over 10 years."""
    before = tokens.lowers[lead.first - 1]
    return tokens.lowers[lead.first] == "over" and before not in _LASTING and before[0].isalnum()
