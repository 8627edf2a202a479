"""Set phrases in which a number counts nothing: one another, square one, second nature."""

from collections import defaultdict

from claims.text.figures.numeral import Numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import phrase_tokens, words
from claims.text.wordlists import entries

ORDINAL_IDIOMS = words("ordinal_idioms")


def _by_number() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for entry in entries("number_idioms"):
        before, rest = entry.lower().split("[", 1)
        number, after = rest.split("]", 1)
        table[number].append((phrase_tokens(before), phrase_tokens(after)))
    return dict(table)


_IDIOMS = _by_number()


def is_idiom(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether the words around the numeral are those of a set phrase."""
    lowers, first, last = tokens.lowers, numeral.first, numeral.last
    if first != last:
        return False
    for before, after in _IDIOMS.get(lowers[first], ()):
        if (
            tuple(lowers[last + 1 : last + 1 + len(after)]) == after
            and tuple(lowers[first - len(before) : first]) == before
        ):
            return True
    return False
