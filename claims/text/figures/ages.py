"""Ages that no "years old" marks: "Denis, 41,", "aged 35", "in his 30s", "he was 17 when"."""

from decimal import Decimal

from claims.text.figures.calendar import is_month
from claims.text.figures.nouns import PARTICIPLES, STOPS
from claims.text.figures.numeral import Numeral
from claims.text.figures.tokens import LINE_ENDS, Tokens
from claims.text.figures.vocabulary import values, words

AGE_DECADES = values("age_decades")
_OLDEST = 115
_LONGEST_LIST = 5
_LIST_LINKS = frozenset((",", "and", "or", "to", "&"))
_PERSON_NOUNS = words("persons")
_POSSESSIVES = words("possessives")
_AGE_WORDS = frozenset(("aged", "age", "ages"))
_PERSONS = frozenset(("he", "she", "i", "who", "youngest", "oldest", "eldest"))
_PARENTS = frozenset(("mother", "father", "parent", "parents", "grandmother", "grandfather", "mum", "dad"))
_BEING = frozenset(("is", "was", "looks", "looked"))
_TURNING = frozenset(("turned", "turns", "turning"))
_LIVING = words("living")
_CLOSING = frozenset(",.;)–—-:") | LINE_ENDS


def is_age(tokens: Tokens, numeral: Numeral, lead: int) -> bool:
    """Whether a bare number tells an age; `lead` is the first token of its modifier."""
    if not 0 < numeral.high <= _OLDEST:
        return False
    before = tokens.lowers[lead - 1]
    if lead < numeral.first and "age" in tokens.lowers[lead : numeral.first]:
        return True
    if _begins_ages(tokens, lead) or (before == "between" and tokens.lowers[lead - 2] in _AGE_WORDS):
        return True
    if before == "as" and tokens.lowers[lead - 2] in ("young", "old"):
        return True
    if before == "of" and tokens.lowers[lead - 2] in _PARENTS:
        return False
    if before == "of" and (tokens.lowers[lead - 2] == "age" or tokens.lowers[lead - 2] in _PERSON_NOUNS):
        return _is_bare(tokens, numeral.last + 1)
    if (
        lead < numeral.first
        and before in _LIVING
        and tokens.lowers[lead] in ("over", "under", "above", "below")
    ):
        return _is_bare(tokens, numeral.last + 1)
    if numeral.form in ("digits", "words") and _is_in_apposition(tokens, numeral):
        return True
    if before in _TURNING or (before in _BEING and tokens.lowers[lead - 2] in _PERSONS):
        return _is_bare(tokens, numeral.last + 1)
    return False


def _begins_ages(tokens: Tokens, lead: int) -> bool:
    """Whether "aged" stands before the number, or before others listed with it: aged 12, 14 and 15."""
    for first in range(lead - 1, lead - 1 - 2 * _LONGEST_LIST, -2):
        if tokens.lowers[first] in _AGE_WORDS:
            return True
        if tokens.lowers[first] not in _LIST_LINKS or not tokens.texts[first - 1][0].isdecimal():
            return False
    return False


def _is_in_apposition(tokens: Tokens, numeral: Numeral) -> bool:
    """Jean-Louis Denis, 41. and Denis (41)."""
    before, after = tokens.texts[numeral.first - 1], tokens.texts[numeral.last + 1]
    name = numeral.first - 2
    if tokens.lowers[numeral.first - 1] in ("now", "then") and tokens.texts[name] == ",":
        return after in _CLOSING
    if before not in ",(":
        return False
    is_person = tokens.texts[name][0].isupper() or tokens.lowers[name] in _PERSON_NOUNS
    if numeral.form == "words" and (tokens.lowers[name] not in _PERSON_NOUNS or after != ","):
        return False
    if not is_person or is_month(tokens, name):
        return False
    if numeral.low != int(numeral.low):
        return False
    return after in _CLOSING if before == "," else after == ")"


def _is_bare(tokens: Tokens, after: int) -> bool:
    """Whether no noun stands behind the number."""
    if tokens.texts[after][0].isalnum():
        return (
            tokens.lowers[after] in STOPS
            or tokens.lowers[after] in PARTICIPLES
            or tokens.lowers[after] == "now"
        )
    return tokens.texts[after] not in "%-°/"


def age_decade(tokens: Tokens, index: int) -> Numeral | None:
    """In his 30s, in her mid-forties: a range of ten years."""
    lower = tokens.lowers[index]
    last = index
    value = AGE_DECADES.get(lower)
    if lower.isdecimal() and len(lower) == 2 and lower[1] == "0" and tokens.touches(index):
        last = index + 1
        if tokens.texts[last] in "'’" and tokens.touches(last):
            last += 1
        if tokens.lowers[last] != "s":
            return None
        value = Decimal(lower)
    if value is None or not _is_personal(tokens, index):
        return None
    return Numeral(index, last, value, value + 9, "vague", index)


def is_decade_of_life(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether `age_decade` read the numeral."""
    last = tokens.lowers[numeral.last]
    return numeral.form == "vague" and (last in AGE_DECADES or last == "s")


def _is_personal(tokens: Tokens, index: int) -> bool:
    before = index - 1
    if tokens.texts[before] in "-–":
        before -= 1
    if tokens.lowers[before] in ("early", "mid", "late", "middle"):
        before -= 1
    return tokens.lowers[before] in _POSSESSIVES
