"""The word lists of the figure rules, in the shapes in which the rules ask them."""

from collections.abc import Mapping
from decimal import Decimal

from claims.text.wordlists import entries


def words(name: str) -> frozenset[str]:
    """The entries of a list, lower-cased."""
    return frozenset(entry.lower() for entry in entries(name))


def values(name: str, *, keep_case: bool = False) -> dict[str, Decimal]:
    """A list of `word value` lines as a mapping."""
    pairs = (entry.split() for entry in entries(name))
    return {word if keep_case else word.lower(): Decimal(value) for word, value in pairs}


def ranges(name: str) -> dict[str, tuple[Decimal, Decimal]]:
    """A list of `word low high` lines as a mapping."""
    triples = (entry.split() for entry in entries(name))
    return {word: (Decimal(low), Decimal(high)) for word, low, high in triples}


def phrases(name: str) -> dict[tuple[str, ...], str]:
    """A list of `words | meaning` lines, keyed by the lower-cased tokens of the words."""
    pairs = (entry.split("|") for entry in entries(name))
    return {phrase_tokens(phrase): meaning.strip() for phrase, meaning in pairs}


def phrase_tokens(phrase: str) -> tuple[str, ...]:
    """The lower-cased tokens of a phrase of a word list, cut as the text is."""
    from claims.text.figures.tokens import TOKEN

    return tuple(token.lower() for token in TOKEN.findall(phrase) if not token.isspace())


def longest_match(table: Mapping[tuple[str, ...], str], lowers: list[str], at: int, longest: int) -> int:
    """How many tokens from `at` on make the longest phrase of `table`; 0 where none does."""
    for length in range(longest, 0, -1):
        if tuple(lowers[at : at + length]) in table:
            return length
    return 0
