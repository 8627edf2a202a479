"""Numbers that tell a date, a year or a time of day, and so count nothing."""

from claims.text.figures.numeral import CARDINALS, Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import words

MONTHS = words("months")
_DASHES = frozenset("-–—‑−/")
_DAY_LINKS = frozenset(("and", "to", "or", "through", "until", "till", "&")) | _DASHES
_ERAS = frozenset(("bc", "bce", "ad", "ce", "b.c", "a.d"))
_ZONES = words("time_zones")
_PARTS_OF_HOURS = frozenset(("half", "quarter", "minutes"))
_HOUR_LINKS = frozenset(("-", "–", "to", "and", "or", "until"))
_BEFORE_HOURS = frozenset(("at", "by", "until", "from", "to"))
_YEAR_PREPOSITIONS = words("before_years")
_PEOPLE = words("counted_people")


def is_month(tokens: Tokens, index: int) -> bool:
    """Whether the token is the name of a month, with a capital letter ("may" is a verb)."""
    return tokens.lowers[index] in MONTHS and tokens.is_capitalised(index)


def is_day(tokens: Tokens, numeral: Numeral, last_day: int) -> bool:
    """May 29, 29 May, the 29th of May, May 29-30; `last_day` is the token of the day found before, or -1."""
    if not 1 <= numeral.low <= 31 or numeral.low != int(numeral.low):
        return False
    before = numeral.first - 1
    if tokens.lowers[before] == "the":
        before -= 1
    if tokens.texts[before] == "." and is_month(tokens, before - 1):
        before -= 1
    if is_month(tokens, before):
        return tokens.lowers[numeral.last + 1] not in _PEOPLE
    if _precedes_month(tokens, numeral.last + 1):
        return True
    return last_day >= 0 and _continues_days(tokens, numeral, last_day)


def _precedes_month(tokens: Tokens, after: int) -> bool:
    """A month follows, at once or behind another day: "29 and 30 May"."""
    if tokens.lowers[after] == "of" or tokens.texts[after] == "-":
        return is_month(tokens, after + 1) or _precedes_month(tokens, after + 1)
    if is_month(tokens, after):
        return True
    if tokens.lowers[after] not in _DAY_LINKS or not tokens.lowers[after + 1][0].isdecimal():
        return False
    behind = after + 2
    if tokens.lowers[behind] in ("st", "nd", "rd", "th"):
        behind += 1
    if tokens.lowers[behind] == "of":
        behind += 1
    return is_month(tokens, behind)


def _continues_days(tokens: Tokens, numeral: Numeral, last_day: int) -> bool:
    link = numeral.first - 1
    if link - 1 != last_day:
        return False
    if tokens.texts[link] in _DASHES:
        return True
    return tokens.lowers[link] in _DAY_LINKS and not tokens.texts[numeral.last + 1][0].isalpha()


def is_numeric_date(tokens: Tokens, numeral: Numeral) -> bool:
    """12/05/2015, 2015-05-12, 12.05.2015, and names such as 9/11."""
    if (
        "/" in (tokens.texts[numeral.first - 1], tokens.texts[numeral.last + 1])
        and numeral.form != "fraction"
    ):
        around = (numeral.first - 2, numeral.last + 2)
        return any(tokens.texts[index][0].isdecimal() for index in around)
    return tokens.texts[numeral.first].count(".") > 1 or _chain_of_dashes(tokens, numeral) >= 2


def _chain_of_dashes(tokens: Tokens, numeral: Numeral) -> int:
    """How many hyphens tie the numeral to other digits."""
    links = 0
    at = numeral.first
    while (
        links < 3
        and tokens.texts[at - 1] in _DASHES
        and tokens.texts[at - 2][0].isdecimal()
        and tokens.touches(at - 1)
    ):
        links, at = links + 1, at - 2
    at = numeral.last
    while (
        links < 3
        and tokens.texts[at + 1] in _DASHES
        and tokens.texts[at + 2][0].isdecimal()
        and tokens.touches(at)
    ):
        links, at = links + 1, at + 2
    return links


def is_time(tokens: Tokens, numeral: Numeral) -> bool:
    """9 p.m., 9pm, 14:30, 9 o'clock, half past nine, 0900 GMT, also the first of 8-9 p.m."""
    before, after = numeral.first - 1, numeral.last + 1
    if tokens.texts[after] == ":" and tokens.touches(numeral.last) and tokens.texts[after + 1][0].isdecimal():
        return tokens.lowers[before] not in ("odds", "ratio") and tokens.touches(after)
    if tokens.texts[before] == ":" and tokens.touches(before) and tokens.texts[before - 1][0].isdecimal():
        return True
    if tokens.lowers[before] in ("past", "to") and tokens.lowers[before - 1] in _PARTS_OF_HOURS:
        return True
    if is_hour_mark(tokens, after):
        return numeral.low <= 24 or len(tokens.texts[numeral.first]) == 4
    is_linked = tokens.lowers[after] in _HOUR_LINKS and tokens.lowers[after + 1][0].isdecimal()
    return (is_linked and is_hour_mark(tokens, after + 2)) or _is_time_of_four_digits(tokens, numeral)


def _is_time_of_four_digits(tokens: Tokens, numeral: Numeral) -> bool:
    """0900 hours, 1430 GMT; "1500 hours of footage" is a span of time."""
    digits, zone = tokens.texts[numeral.first], tokens.lowers[numeral.last + 1]
    if zone not in _ZONES or len(digits) != 4 or not digits.isdecimal() or numeral.low >= 2400:
        return False
    return (
        zone not in ("hours", "hrs") or digits[0] == "0" or tokens.lowers[numeral.first - 1] in _BEFORE_HOURS
    )


def is_hour_mark(tokens: Tokens, index: int) -> bool:
    """am, pm, a.m., p.m., o'clock."""
    lower = tokens.lowers[index]
    if lower in ("am", "pm", "o'clock", "o’clock", "oclock"):
        return True
    return lower in ("a", "p") and tokens.texts[index + 1] == "." and tokens.lowers[index + 2] == "m"


def is_decade(tokens: Tokens, numeral: Numeral) -> bool:
    """The 1990s, '90s, 1980's, 90s: digits with an s; "in his 30s" is an age and is asked before."""
    after = numeral.last + 1
    if not tokens.touches(numeral.last):
        return False
    return tokens.lowers[after] == "s" or (tokens.texts[after] in "'’" and tokens.lowers[after + 1] == "s")


def is_marked_year(tokens: Tokens, numeral: Numeral) -> bool:
    """44 BC, the class of '98, FY 2016, 2016-17: what stands around the digits makes them a year."""
    digits = tokens.texts[numeral.first]
    before, after = tokens.lowers[numeral.first - 1], tokens.lowers[numeral.last + 1]
    if numeral.first != numeral.last or not digits.isdecimal():
        return False
    if before in _ERAS or after in _ERAS or before == "fy":
        return True
    if before in ("'", "’", "‘") and len(digits) == 2 and tokens.touches(numeral.first - 1):
        return True
    return _is_season_end(tokens, numeral)


def reads_as_year(tokens: Tokens, numeral: Numeral) -> bool:
    """A bare number of four digits that is a year unless a modifier or noun says that it counts."""
    digits, before = tokens.texts[numeral.first], tokens.lowers[numeral.first - 1]
    if numeral.first != numeral.last or len(digits) != 4 or not digits.isdecimal():
        return False
    if not 1000 <= numeral.low < 2200 or before in "$£€¥₹":
        return False
    return 1900 <= numeral.low < 2100 or before in _YEAR_PREPOSITIONS or is_month(tokens, numeral.first - 1)


def _is_season_end(tokens: Tokens, numeral: Numeral) -> bool:
    """The 17 of 2016-17, and the month of 2016-07."""
    link = numeral.first - 1
    year = tokens.texts[link - 1]
    return (
        tokens.texts[link] in _DASHES
        and tokens.touches(link)
        and len(year) == 4
        and year.isdecimal()
        and 1500 <= int(year) < 2100
        and len(tokens.texts[numeral.first]) in (2, 4)
        and (tokens.texts[numeral.first][0] == "0" or int(year) % 100 < (numeral.low % 100 or 100))
    )


def is_spelled_year(tokens: Tokens, numeral: Numeral) -> bool:
    """Nineteen eighty-four, twenty sixteen: the words of a year, of which the reader makes two numbers."""
    following, before = tokens.lowers[numeral.last + 1], tokens.lowers[numeral.first - 1]
    if tokens.lowers[numeral.first] in ("nineteen", "twenty", "eighteen") and numeral.first == numeral.last:
        return CARDINALS.get(following, 0) >= 10
    return before in ("nineteen", "twenty", "eighteen") and numeral.low >= 10


def is_century(tokens: Tokens, numeral: Numeral) -> bool:
    """The 21st century, nineteenth-century."""
    after = numeral.last + 1
    if tokens.texts[after] == "-":
        after += 1
    return numeral.form == "ordinal" and tokens.lowers[after] in ("century", "centuries", "millennium")
