"""The words of a claim that carry its content, in a common form."""

from functools import cache

from claims.text.lexicon import WORD
from claims.text.wordlists import entries

ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("ly", ""),
    ("es", ""),
    ("s", ""),
)
SHORTEST_STEM = 4


def content_words(statement: str) -> list[str]:
    """The stems of the content words of `statement`, each once, in order; no numbers, no small words."""
    stop = _small_words()
    stems = (
        _stem(word) for word in WORD.findall(statement.lower()) if word not in stop and not word[0].isdigit()
    )
    return list(dict.fromkeys(stems))


def _stem(word: str) -> str:
    """A word without its commonest English ending; crude on purpose, the same for both claims."""
    word = word.replace("’", "'").removesuffix("'s")
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + instead
            break
    return word.removesuffix("e") if len(word) > SHORTEST_STEM else word


@cache
def _small_words() -> frozenset[str]:
    return frozenset(entries("small_words"))
