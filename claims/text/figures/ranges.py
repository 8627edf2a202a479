"""Two numerals that make one figure: "5 to 10", "$5-7 million", "80 or 90", "one in five", "10 to 1"."""

from decimal import Decimal

from claims.text.figures.digits import MAGNITUDE_LETTERS
from claims.text.figures.modifiers import modifier_before
from claims.text.figures.nouns import STOPS, noun_phrase
from claims.text.figures.numeral import MAGNITUDES, Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import CURRENCIES, DURATIONS, MEASURES, currency_before, measured_thing
from claims.text.figures.vocabulary import longest_match, words

_DASHES = frozenset("-–—‑−")
_LINKS = {
    ("in",): "in",
    ("in", "every"): "in",
    ("of", "every"): "in",
    ("out", "of"): "out of",
    ("out", "of", "every"): "out of",
    ("to",): "to",
    ("or",): "or",
    ("and",): "and",
}
_LINK_ENDS = _DASHES | {link[-1] for link in _LINKS}
_UNITS = MEASURES | CURRENCIES | DURATIONS
_ONE = Decimal(1)
_JOINABLE = frozenset(("digits", "words", "fraction", "multiple"))
_CHANGES = words("changes")
_POLLING = words("polling")
_POLLING_REACH = 8
_MOST_OF_ALL, _ALL = 75, 100
_WHOLES = frozenset((3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000, 10000, 100000))
_FAR = 8
# "Fell by 12,000 to 3.1 million": a change and a level lie further apart than the bounds of a change.
_MOST_STEPS = 10


def joined(tokens: Tokens, first: Numeral, second: Numeral) -> Numeral | None:
    """The two numerals as one, or None where they are two figures."""
    if second.first - first.last > _FAR or first.form not in _JOINABLE or second.form not in _JOINABLE:
        return None
    if _is_share_with_noun(tokens, first, second):
        return _share(first, second)
    link, unit = _link(tokens, first, second)
    if link == "out of" or (link == "in" and (first.low == 1 or second.low in _WHOLES)):
        return _share(first, second)
    if link == "in":
        return None
    if link == "to" and second.low == 1 and first.low > 1 and not unit:
        return first._replace(last=second.last, form="ratio")
    if link is None or (link == "and") != (_word_before(tokens, first) == "between"):
        return None
    before = _word_before(tokens, first)
    if link == "to" and (before == "from" or (before in _CHANGES and (unit or _is_money(tokens, first)))):
        return None
    if "multiple" in (first.form, second.form) and (link != "or" or first.form != second.form):
        return None
    low = _with_shared_magnitude(tokens, first, second)
    is_step = link == "to" and (before == "by" or before in _CHANGES)
    if low >= second.low or (is_step and low * _MOST_STEPS < second.low):
        return None
    if link == "or" and unit and _is_one_of_three(tokens, first, second):
        return None
    if link == "-" and not unit and _are_shares(tokens, first, second):
        return None
    return first._replace(last=second.last, low=low, high=second.high)


def _is_one_of_three(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    """Three days or six days or ten days: with its unit each time, each alternative stands by itself."""
    units = tokens.lowers[first.last + 1 : second.first - 1]
    behind = second.last + 1 + len(units)
    return tokens.lowers[behind] == "or" or tokens.lowers[first.first - 1 - len(units) : first.first] == [
        *units,
        "or",
    ]


def _are_shares(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    """Trailed 46-50, is split 47-49: behind a word of polls, two shares that make up most of a hundred."""
    if not _MOST_OF_ALL <= first.low + second.low <= _ALL or first.form != "digits":
        return False
    following = tokens.texts[second.last + 1]
    if following[0].isalpha() and tokens.lowers[second.last + 1] not in STOPS:
        return False
    return any(lower in _POLLING for lower in tokens.lowers[first.first - _POLLING_REACH : first.first])


def _is_money(tokens: Tokens, numeral: Numeral) -> bool:
    return currency_before(tokens, numeral.lead)[1] is not None


def _word_before(tokens: Tokens, numeral: Numeral) -> str:
    """The word before a numeral, its currency sign and its modifier."""
    start, _ = currency_before(tokens, numeral.lead)
    start, _ = modifier_before(tokens, start)
    return tokens.lowers[start - 1]


def _link(tokens: Tokens, first: Numeral, second: Numeral) -> tuple[str | None, bool]:
    """The word or sign that links two numerals, and whether a unit stands behind the first."""
    end, currency = currency_before(tokens, second.lead)
    if tokens.lowers[end - 1] not in _LINK_ENDS:
        return None, False
    at = first.last + 1
    length = longest_match(_UNITS, tokens.lowers, at, 2)
    if len(tokens.texts[at]) <= 2 and tokens.texts[at].isalpha() and not tokens.touches(first.last):
        length = 0
    at += length
    if length and currency is not None and _UNITS[tuple(tokens.lowers[at - length : at])] != currency:
        return None, True
    words = [lower for lower in tokens.lowers[at:end] if not (lower in _DASHES and end - at > 1)]
    if len(words) == 1 and words[0] in _DASHES:
        return ("-" if tokens.touches(at - 1) == tokens.touches(at) else None), length > 0
    return _LINKS.get(tuple(words)), length > 0


def _is_share_with_noun(tokens: Tokens, first: Numeral, second: Numeral) -> bool:
    """One respondent in six: the noun stands between, and none behind."""
    if first.low != 1 or tokens.lowers[second.first - 1] != "in" or second.lead < second.first:
        return False
    phrase = noun_phrase(tokens, first.last + 1, several=False)
    if phrase is None or phrase.last != second.first - 2:
        return False
    behind = second.last + 1
    return measured_thing(tokens, second.last) is None and noun_phrase(tokens, behind, several=True) is None


def _share(first: Numeral, second: Numeral) -> Numeral | None:
    if not 0 < first.low < second.low or second.form == "fraction":
        return None
    value = first.low / second.low
    return first._replace(last=second.last, low=value, high=value, form="share")


def _with_shared_magnitude(tokens: Tokens, first: Numeral, second: Numeral) -> Decimal:
    """The lower bound times the magnitude that is said only once, behind the upper one: 5-7 million."""
    factor = MAGNITUDES.get(tokens.lowers[second.last]) or MAGNITUDE_LETTERS.get(
        tokens.texts[second.last], _ONE
    )
    own = tokens.lowers[first.last] in MAGNITUDES or first.last > first.first
    unshared = own or first.low >= second.low / factor
    return first.low if unshared else first.low * factor
