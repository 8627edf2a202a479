"""Words before and after a number that open or blur its bounds: at least, nearly, or more, -odd."""

from decimal import Decimal
from typing import cast

from claims.text.figures.figure import Modifier
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import phrases, words

_BEFORE = phrases("modifiers_before")
_AFTER = phrases("modifiers_after")
_LAST_WORDS = frozenset(phrase[-1] for phrase in _BEFORE)
_FIRST_WORDS = frozenset(phrase[0] for phrase in _AFTER)
_LONGEST = max(map(len, _BEFORE | _AFTER))
_OPENING = frozenset(("at_least", "more_than", "at_most", "less_than"))
_HYPHENS = frozenset("-‑")
_NOT_BEFORE_OVER = words("before_over")
_NOT_BEFORE_UP_TO = words("before_up_to")


def modifier_before(tokens: Tokens, index: int) -> tuple[int, Modifier | None]:
    """The first token of the modifier that ends right before the token `index`, and its meaning.

    Of two, as in "below about 450,000", the one that opens a bound counts.
    """
    first, modifier = _one_before(tokens, index)
    if modifier == "approximately":
        outer = _one_before(tokens, first)
        if outer[1] in _OPENING:
            return outer
    return first, modifier


def _one_before(tokens: Tokens, index: int) -> tuple[int, Modifier | None]:
    if tokens.lowers[index - 1] not in _LAST_WORDS:
        return index, None
    for length in range(_LONGEST, 0, -1):
        phrase = tuple(tokens.lowers[index - length : index])
        if phrase in _BEFORE and not _is_other_sense(tokens, phrase, index - length, index):
            return index - length, cast(Modifier, _BEFORE[phrase])
    return index, None


def modifier_after(tokens: Tokens, index: int) -> tuple[int, Modifier | None]:
    """The last token of the modifier that begins right behind the token `index`, and its meaning."""
    if tokens.lowers[index + 1] not in _FIRST_WORDS:
        return index, None
    for length in range(_LONGEST, 0, -1):
        phrase = tuple(tokens.lowers[index + 1 : index + 1 + length])
        if phrase in _AFTER and _is_modifier(tokens, phrase, index):
            return index + length, cast(Modifier, _AFTER[phrase])
    return index, None


def _is_other_sense(tokens: Tokens, phrase: tuple[str, ...], first: int, number: int) -> bool:
    """ "Short of", "some", "a good" and the like where they aren't about the number."""
    before = tokens.lowers[first - 1]
    if phrase == ("c", "."):
        return tokens.texts[first] != "c"
    if phrase == ("over",):
        return before in _NOT_BEFORE_OVER
    if phrase == ("up", "to"):
        return before in _NOT_BEFORE_UP_TO
    if phrase == ("past",):
        return before in ("the", "his", "her", "their", "its", "our", "my", "these", "in")
    if phrase == ("near",) and tokens.touches(number) and tokens.texts[number + 1] in _HYPHENS:
        return True
    if phrase == ("near",) or phrase == ("below",) or phrase == ("above",):
        return before in ("from", "the")
    if phrase == ("short", "of"):
        return before in ("fell", "fall", "falls", "falling", "stopped", "stop", "stops")
    return False


def _is_modifier(tokens: Tokens, phrase: tuple[str, ...], index: int) -> bool:
    """ "And more" and "or less" close a figure only where nothing is compared behind them."""
    if phrase[0] in ("+", "-"):
        return tokens.touches(index)
    behind = index + 1 + len(phrase)
    if phrase == ("plus",):
        return not tokens.lowers[behind][0].isdecimal() and tokens.lowers[behind] not in ("a", "an", "the")
    if phrase == ("at", "least") or phrase == ("at", "most"):
        return not tokens.lowers[behind][0].isalnum()
    return tokens.lowers[behind] != "than"


def bounds(low: Decimal, high: Decimal, modifier: Modifier) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a value under a modifier; None where open."""
    if modifier in ("at_least", "more_than"):
        return low, None
    if modifier in ("at_most", "less_than"):
        return None, high
    return low, high
