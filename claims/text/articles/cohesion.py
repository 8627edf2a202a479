"""Whether two stretches of text are about the same things."""

import re

from claims.text.wordlists import entries

CAPITALISED = re.compile(r"(?<=[a-z,;] )[A-Z][\w’-]*[\w]")
CONTENT = re.compile(r"[^\W\d_]{5,}")
COMMON = frozenset(entries("common_words"))
REACH, STEM = 1500, 6


def topic(text: str, start: int, end: int) -> frozenset[str]:
    """The names and the longer words of `text[start:end]`."""
    named = names_within_sentences(text, start, end)
    return content_words(text, start, end) | frozenset(word.casefold()[:STEM] for word in named)


def names_within_sentences(text: str, start: int, end: int) -> frozenset[str]:
    """The words of `text[start:end]` that have a capital although no sentence begins with them."""
    named = set(CAPITALISED.findall(text, start, end))
    return frozenset(word.removesuffix("’s").removesuffix("'s") for word in named)


def content_words(text: str, start: int, end: int) -> frozenset[str]:
    """The longer words of `text[start:end]`, case-folded and cut to six letters."""
    words = (word.casefold() for word in set(CONTENT.findall(text, start, end)))
    return frozenset(word[:STEM] for word in words if word not in COMMON)


def shared_share(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the smaller set that is in the other one; 0 where one is empty."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0
