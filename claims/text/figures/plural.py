"""The plural of English nouns."""

from claims.text.figures.singular import IRREGULAR

_PLURALS = {single.lower(): plural for plural, single in reversed(IRREGULAR.items())}
_VOWELS = frozenset("aeiou")


def plural(noun: str) -> str:
    """The plural of a noun; in a phrase the last word changes: "square mile", "square miles".

    Irregular plurals come from the list `irregular_plurals`; the case of the noun stays.
    """
    before, space, last = noun.rpartition(" ")
    return before + space + _plural_word(last)


def _plural_word(word: str) -> str:
    lower = word.lower()
    if lower in _PLURALS:
        found = _PLURALS[lower]
        return found[0].upper() + found[1:] if word[:1].isupper() else found
    if lower.endswith("y") and lower[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
