"""Which numbers are no figures, and why."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claims.text.figures import calendar, idioms, layout, names
from claims.text.figures.modifiers import modifier_before
from claims.text.figures.nouns import STOPS, noun_phrase
from claims.text.figures.numeral import Numeral, is_digits
from claims.text.figures.singular import is_plural
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import measured_thing
from claims.text.figures.vocabulary import words

_DAY = "a calendar day"
_DESIGNATED = "the number of a page, a resolution or the like"
_LINKS = frozenset(("-", "–", "and", "or", "to", ",", "&", "of"))

Check = Callable[[Tokens, Numeral], bool]

_COUNTABLE = words("counted_nouns")
_PRICES = frozenset(("in", "constant", "real", "current"))


class Masked(NamedTuple):
    """A number that is no figure, and why."""

    numeral: Numeral
    reason: str


def _is_year(tokens: Tokens, numeral: Numeral) -> bool:
    if calendar.is_marked_year(tokens, numeral):
        return True
    return calendar.reads_as_year(tokens, numeral) and not _is_counted(tokens, numeral)


def _is_counted(tokens: Tokens, numeral: Numeral) -> bool:
    after = numeral.last + 1
    measured = measured_thing(tokens, numeral.last)
    if tokens.lowers[after] in _COUNTABLE or measured is not None:
        of_that_year = measured is not None and measured.kind == "money" and _prices(tokens, numeral)
        return not of_that_year and not _is_attribute(tokens, after)
    has_modifier = modifier_before(tokens, numeral.first)[1] is not None
    if not has_modifier and numeral.low >= 1900:
        return False
    return noun_phrase(tokens, after, several=True) is not None


def _prices(tokens: Tokens, numeral: Numeral) -> bool:
    """In 2015 dollars, constant 2015 US dollars."""
    return numeral.low >= 1900 and tokens.lowers[numeral.first - 1] in _PRICES


def _is_attribute(tokens: Tokens, index: int) -> bool:
    """A 2016 police operation: what is counted would be a plural."""
    following = tokens.lowers[index + 1]
    if not following.isalpha() or following in STOPS or following.endswith(("ed", "ing", "ly")):
        return False
    return is_plural(tokens.lowers[index]) and noun_phrase(tokens, index + 1, several=True) is None


# What shows in points within the number, or in signs or letters beside it.
WITH_SIGNS: tuple[tuple[str, Check], ...] = (
    ("part of a web address, a handle or a file name", layout.is_in_address),
    ("part of a date", calendar.is_numeric_date),
    ("part of a name", names.is_glued_to_letters),
    ("a calibre or an average", names.is_calibre),
    ("a footnote", layout.is_footnote),
    ("a number in a list", layout.is_list_number),
    ("a decade", calendar.is_decade),
)
_DIGITS: tuple[tuple[str, Check], ...] = (
    ("part of the page's furniture", layout.is_in_furniture),
    ("a phone number", layout.is_phone_number),
    ("a time of day", calendar.is_time),
    ("a year", _is_year),
    (_DESIGNATED, names.is_designated),
    ("a set phrase", idioms.is_idiom),
    ("a street address", names.is_title),
    ("part of a title", names.is_numbered_title),
)
_WORDS: tuple[tuple[str, Check], ...] = (
    ("a set phrase", idioms.is_idiom),
    ("part of a word", names.is_in_compound),
    ("a magnitude without a number", names.is_lone_magnitude),
    ("a time of day", calendar.is_time),
    ("a year in words", calendar.is_spelled_year),
    (_DESIGNATED, names.is_designated),
    ("part of a name", names.is_capitalised_word),
)
_ORDINALS: tuple[tuple[str, Check], ...] = (
    ("a century", calendar.is_century),
    ("a set phrase", idioms.is_idiom),
    ("part of a name", names.is_title),
    ("part of a name", names.is_capitalised_word),
)


def non_figure_reason(tokens: Tokens, numeral: Numeral, last: Masked | None) -> str | None:
    """Why the numeral is no figure, or None; `last` is the last number that was none."""
    if numeral.form in ("digits", "ordinal"):
        last_day = last.numeral.last if last is not None and last.reason == _DAY else -1
        if calendar.is_day(tokens, numeral, last_day):
            return _DAY
    if last is not None and last.reason == _DESIGNATED and _continues(tokens, numeral, last.numeral):
        return _DESIGNATED
    if numeral.form == "ordinal":
        return _first_reason(_ORDINALS, tokens, numeral)
    if not is_digits(tokens.texts[numeral.first]):
        return _first_reason(_WORDS, tokens, numeral)
    signs = None if is_without_signs(tokens, numeral) else _first_reason(WITH_SIGNS, tokens, numeral)
    return signs or _first_reason(_DIGITS, tokens, numeral)


def _first_reason(checks: Sequence[tuple[str, Check]], tokens: Tokens, numeral: Numeral) -> str | None:
    for reason, check in checks:
        if check(tokens, numeral):
            return reason
    return None


def is_without_signs(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether the numeral has no point and stands between two words, a space on either side."""
    before, after = tokens.texts[numeral.first - 1], tokens.texts[numeral.last + 1]
    if not before[0].isalpha() or not after[0].isalpha() or "." in tokens.texts[numeral.first]:
        return False
    return not tokens.touches(numeral.first - 1) and not tokens.touches(numeral.last)


def _continues(tokens: Tokens, numeral: Numeral, last: Numeral) -> bool:
    """Pages 12-14, Articles 5 and 7."""
    link = numeral.first - 1
    if link - 1 != last.last or tokens.lowers[link] not in _LINKS:
        return False
    return tokens.touches(link) or not names.counts_something(tokens, numeral)
