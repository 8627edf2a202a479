"""Plural and singular of English nouns."""

from claims.text.figures.vocabulary import words
from claims.text.wordlists import entries

IRREGULAR = {line.split("|")[0].strip(): line.split("|")[1].strip() for line in entries("irregular_plurals")}
SINGULAR_S = words("singular_s")
_NEVER_PLURAL = ("ss", "us", "sis", "xis", "itis", "polis", "'s", "’s")
_IRREGULAR_ENDINGS = {
    "children": "child",
    "people": "person",
    "women": "woman",
    "men": "man",
    "wives": "wife",
    "wolves": "wolf",
}
_ANY_ENDING = tuple(_IRREGULAR_ENDINGS)


def is_plural(word: str) -> bool:
    """Whether a lower-cased word reads as a plural noun."""
    if word in IRREGULAR:
        return True
    if not word.endswith("s"):
        return _irregular_ending(word) is not None
    return len(word) > 2 and not word.endswith(_NEVER_PLURAL) and word not in SINGULAR_S


def _irregular_ending(word: str) -> str | None:
    """The irregular plural in which a compound ends: grandchildren, gunmen."""
    if not word.endswith(_ANY_ENDING):
        return None
    ending = next(ending for ending in _IRREGULAR_ENDINGS if word.endswith(ending))
    return ending if len(word) > len(ending) + 1 else None


def singular(word: str) -> str:
    """The singular of a noun; a noun that isn't in the plural comes back unchanged.

    Regular endings by rule, the others from the list of irregular plurals; the case of the word stays.
    """
    lower = word.lower()
    if lower in IRREGULAR:
        single = IRREGULAR[lower]
        return single[0].upper() + single[1:] if word[0].isupper() else single
    if not is_plural(lower):
        return word
    if ending := _irregular_ending(lower):
        return word[: -len(ending)] + _IRREGULAR_ENDINGS[ending]
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
