"""The noun phrase behind a number: its head is what is counted, the words before the head qualify it."""

from dataclasses import dataclass

from claims.text.figures.singular import IRREGULAR, is_plural, singular
from claims.text.figures.tokens import LINE_ENDS, Tokens
from claims.text.figures.vocabulary import words

FUNCTION_WORDS = words("function_words")
VERB_FORMS = words("verb_forms")
PARTICIPLES = words("participles")
CASUALTIES = words("casualties")
DETERMINERS = words("determiners")
LIGHT_WORDS = words("light_words")
DEMONYMS = words("demonyms")
_STOPS = FUNCTION_WORDS | VERB_FORMS | words("weekdays") | (words("months") - {"may", "march"})
_PLURAL_MODIFIERS = words("plural_modifiers")
_LONGEST = 9
_HYPHENS = frozenset("-‑")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase: its tokens `first` to `last` (inclusive), singular head and the words before it."""

    first: int
    last: int
    head: str | None
    qualifier: str | None


def noun_phrase(tokens: Tokens, index: int, *, several: bool) -> NounPhrase | None:
    """The noun phrase from the token `index` on; `several`: its head is a plural."""
    first = _skip_light_words(tokens, index)
    if tokens.lowers[first] == "others":
        return NounPhrase(index, first, "other", None)
    heads = _plural_head(tokens, first) if several else _singular_head(tokens, first)
    if heads is None:
        return None
    start, last = heads
    qualifier = tokens.text[tokens.starts[first] : tokens.end(start - 1)] if start > first else None
    head = tokens.text[tokens.starts[start] : tokens.end(last)]
    return NounPhrase(index, last, _as_singular(head) if several else head, qualifier)


def _as_singular(head: str) -> str:
    return head[:-1] if head[-1:] == "s" and head[-2:-1].isdecimal() else singular(head)


def _skip_light_words(tokens: Tokens, index: int) -> int:
    while tokens.lowers[index] in LIGHT_WORDS:
        index += 1
    return index


def _plural_head(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The first and last token of the plural noun that ends the phrase."""
    at = first
    limit = first + _LONGEST
    while at < limit:
        lower = tokens.lowers[at]
        if not tokens.texts[at][0].isalnum():
            at = _bridge(tokens, at, first)
            if at < 0:
                return None
            continue
        compound_end = _compound_end(tokens, at)
        if compound_end > at:
            if tokens.lowers[compound_end] == "s" or is_plural(tokens.lowers[compound_end]):
                return at, compound_end
            at = compound_end + 1
            continue
        if lower in ("and", "or") and at > first:
            at = _bridge(tokens, at, first)
            if at < 0:
                return None
            continue
        if lower in _STOPS and lower not in PARTICIPLES:
            return None
        if is_plural(lower):
            return _extended(tokens, at)
        at += 1
    return None


def _bridge(tokens: Tokens, at: int, first: int) -> int:
    """The token to go on with behind a comma or "and" between adjectives, or -1 where the phrase ends."""
    if at == first or tokens.texts[at] not in (",", "and", "or", "&", "/"):
        return -1
    before = tokens.lowers[at - 1]
    if before in CASUALTIES or before in DETERMINERS:
        return -1
    following = tokens.lowers[at + 1]
    if following in _STOPS or not following[0].isalpha():
        return -1
    behind = tokens.lowers[at + 2]
    return at + 1 if is_plural(following) or (is_plural(behind) and following not in _STOPS) else -1


def _compound_end(tokens: Tokens, at: int) -> int:
    """The last token of the hyphenated word or name with digits that begins at `at`."""
    end = at
    while end < at + 8 and tokens.touches(end):
        following = tokens.texts[end + 1]
        if following in _HYPHENS and tokens.touches(end + 1) and tokens.texts[end + 2][0].isalnum():
            end += 2
        elif following[0].isalnum():
            end += 1
        else:
            break
    return end


def _extended(tokens: Tokens, at: int) -> tuple[int, int]:
    """The head moves on over plural nouns that describe another: arms dealers."""
    following = at + 1
    lower = tokens.lowers[following]
    if not lower[0].isalpha() or lower in _STOPS:
        return at, at
    here = tokens.lowers[at]
    if is_plural(lower) and (
        IRREGULAR.get(here, "").lower() == here or (here not in IRREGULAR and lower not in IRREGULAR)
    ):
        return following, following
    if tokens.lowers[at] in _PLURAL_MODIFIERS and is_plural(tokens.lowers[following + 1]):
        return following + 1, following + 1
    if tokens.lowers[at] in _PLURAL_MODIFIERS and is_plural(lower):
        return following, following
    return at, at


def _singular_head(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The last noun before a word that ends the phrase."""
    head = None
    at = first
    while at < first + 5:
        lower = tokens.lowers[at]
        if not tokens.texts[at][0].isalpha() or lower in _STOPS:
            break
        compound_end = _compound_end(tokens, at)
        if head is not None and _is_verb_here(tokens, at):
            break
        head = (at, compound_end)
        at = compound_end + 1
    return head


def _is_verb_here(tokens: Tokens, at: int) -> bool:
    lower = tokens.lowers[at]
    if lower.endswith(("ed", "ing")) or (lower.endswith("s") and is_plural(lower)):
        return True
    return tokens.lowers[at + 1] in DETERMINERS


def ends_line(tokens: Tokens, index: int) -> bool:
    """Whether nothing follows in the line."""
    return tokens.texts[index] in LINE_ENDS
