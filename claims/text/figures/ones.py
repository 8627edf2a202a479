""" "One", a figure only where it counts in contrast: "four were Danes and one was Finnish"."""

from claims.text.figures.nouns import noun_phrase
from claims.text.figures.numeral import CARDINALS, FRACTIONS, MAGNITUDES, Numeral
from claims.text.figures.tokens import LINE_ENDS, Tokens
from claims.text.figures.units import measured_thing
from claims.text.figures.vocabulary import words

_HARM = words("harm")
_COUNTED = frozenset(("killed", "dead", "wounded", "injured", "missing", "person"))
_LINKS = frozenset(("and", "but", "while", "or", "plus", ",", ";"))
_CARDINAL = frozenset(("digits", "words", "vague"))
_NOT_COUNTING = frozenset(("in", "at", "on", "as", "the", "this", "that", "by", "of", "no"))
_ABSTRACT_NOUNS = words("abstract_nouns")
_TELLING = words("speech_verbs") | {"who", "that", "which"}
_NEAR = 15
_FAR = 400


def counts(tokens: Tokens, numeral: Numeral, lead: int, neighbours: list[Numeral]) -> bool:
    """Whether a bare "one" counts; `neighbours` are the cardinals around it."""
    after = numeral.last + 1
    if lead < numeral.first or measured_thing(tokens, numeral.last) is not None:
        return tokens.lowers[after] != "of" or lead < numeral.first
    if tokens.lowers[after] in _COUNTED or tokens.lowers[numeral.first - 1] in _HARM:
        return True
    phrase = noun_phrase(tokens, after, several=False)
    if phrase is not None and tokens.lowers[numeral.first - 1] in ("just", "only"):
        return True
    if phrase is not None and _is_set_against_number(tokens, phrase.last + 1):
        return True
    if phrase is not None and phrase.qualifier is None and phrase.head.lower() in _ABSTRACT_NOUNS:
        linked = tokens.lowers[numeral.first - 1] in ("and", "or", "but", "plus")
        if not linked and tokens.texts[numeral.first - 1] in ",;":
            return False
    return any(_contrasts(tokens, numeral, other) for other in neighbours if other.form in _CARDINAL)


def _is_set_against_number(tokens: Tokens, at: int) -> bool:
    """One doctor for every 5,000 people, one surgeon for a quarter of a million."""
    if tokens.lowers[at] not in ("for", "per", "in", "to"):
        return False
    following = tokens.lowers[at + 1]
    if following in ("a", "an"):
        following = tokens.lowers[at + 2]
        return following in FRACTIONS or following in MAGNITUDES
    return following == "every" or following[0].isdecimal() or following in CARDINALS


def _contrasts(tokens: Tokens, numeral: Numeral, other: Numeral) -> bool:
    before, behind = (numeral, other) if numeral.first < other.first else (other, numeral)
    if tokens.starts[behind.first] - tokens.end(before.last) > _FAR:
        return False
    if _are_in_one_sentence(tokens, before, behind) and (
        _is_linked(tokens, behind) or _counts_noun(tokens, numeral)
    ):
        return True
    return _same_noun(tokens, numeral, other)


def _is_linked(tokens: Tokens, behind: Numeral) -> bool:
    """Whether "and" or the like stands before the numeral, but not between two numbers ("ten or eleven")."""
    link = behind.lead - 1
    before = tokens.lowers[link - 1]
    return tokens.lowers[link] in _LINKS and before not in CARDINALS and not before[0].isdecimal()


def _are_in_one_sentence(tokens: Tokens, before: Numeral, behind: Numeral) -> bool:
    if behind.first - before.last >= _NEAR:
        return False
    between = tokens.texts[before.last + 1 : behind.first]
    return not any(mark in LINE_ENDS or mark in ".?!" for mark in between)


def _counts_noun(tokens: Tokens, numeral: Numeral) -> bool:
    """One suspect, one Republican, not "one official said", "in one example" or "one reason"."""
    phrase = noun_phrase(tokens, numeral.last + 1, several=False)
    before = numeral.first - 1
    if phrase is None or tokens.begins_sentence(numeral.first) or tokens.lowers[before] in _NOT_COUNTING:
        return False
    head = phrase.head.lower()
    if head in _ABSTRACT_NOUNS or head.endswith("ly") or phrase.qualifier is not None:
        return False
    return tokens.lowers[phrase.last + 1] not in _TELLING


def _same_noun(tokens: Tokens, numeral: Numeral, other: Numeral) -> bool:
    """Six of the groups ... one Facebook group."""
    mine = noun_phrase(tokens, numeral.last + 1, several=False)
    at = other.last + 1
    while tokens.lowers[at] in ("of", "the", "these", "those", "their", "his", "her"):
        at += 1
    theirs = noun_phrase(tokens, at, several=True)
    return mine is not None and theirs is not None and mine.head.lower() == theirs.head.lower()
