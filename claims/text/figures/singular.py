"""Plural and singular of English nouns."""

from claims.text.figures.vocabulary import words
from claims.text.wordlists import entries

IRREGULAR = {line.split("|")[0].strip(): line.split("|")[1].strip() for line in entries("irregular_plurals")}
SINGULAR_S = words("singular_s")
_NEVER_PLURAL = ("ss", "us", "sis", "xis", "itis", "polis", "'s", "’s")


def is_plural(word: str) -> bool:
    """Whether a lower-cased word reads as a plural noun."""
    if word in IRREGULAR:
        return True
    if not word.endswith("s"):
        return word.endswith(("men", "women")) and len(word) > 5
    return len(word) > 2 and not word.endswith(_NEVER_PLURAL) and word not in SINGULAR_S


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
    if lower.endswith("men"):
        return word[:-2] + "an"
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
