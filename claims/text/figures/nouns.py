"""The noun phrase behind a number: its head is what is counted, the words before the head qualify it."""

from typing import NamedTuple

from claims.text.figures.numeral import CARDINALS, MAGNITUDES, VAGUE_PLURALS
from claims.text.figures.singular import IRREGULAR, is_plural, singular
from claims.text.figures.tokens import Tokens
from claims.text.figures.vocabulary import words

CASUALTIES = words("casualties")
DETERMINERS = words("determiners")
DEMONYMS = words("demonyms")
PARTICIPLES = words("participles")
VERBS = words("verb_forms") | words("irregular_past")
STOPS = (
    words("function_words") | VERBS | words("weekdays") | (words("months") - {"may", "march"})
) - PARTICIPLES
_LIGHT_WORDS = words("light_words")
_BETWEEN_ADVERBS = words("between_adverbs")
_AFTER_NOUNS = words("after_nouns")
_ING_NOUNS = words("ing_nouns")
_LY_NOUNS = words("ly_nouns")
_PLURAL_MODIFIERS = words("plural_modifiers")
_LINKS = frozenset((",", "and", "or", "&", "/"))
_HYPHENS = frozenset("-‑")
_OPENING_QUOTES = frozenset("\"“‘'")
_LONGEST = 9
_LONGEST_SINGULAR = 5
_FAR = 4
_POSSESSIVE_ENDINGS = ("'s", "’s", "s'", "s’")


class NounPhrase(NamedTuple):
    """A noun phrase: its tokens `first` to `last` (inclusive), singular head and the words before it."""

    first: int
    last: int
    head: str
    qualifier: str | None


def noun_phrase(tokens: Tokens, index: int, *, several: bool, is_definite: bool = False) -> NounPhrase | None:
    """The noun phrase from the token `index` on; `several`: its head is a plural.

    `is_definite`: "the" or the like stands before the number, so that a word in -ed behind it is a verb.
    """
    first = index
    while tokens.lowers[first] in _LIGHT_WORDS:
        first += 1
    if tokens.lowers[first] == "others":
        return NounPhrase(index, first, "other", None)
    if is_definite and tokens.lowers[first].endswith("ed") and tokens.lowers[first] not in PARTICIPLES:
        return None
    head = _plural_head(tokens, first) if several else _singular_head(tokens, first)
    if head is None:
        return None
    start, last = _coordinated(tokens, *head) if several else head
    noun = tokens.text[tokens.starts[start] : tokens.end(last)]
    qualifier = tokens.text[tokens.starts[first] : tokens.end(start - 1)] if start > first else None
    return NounPhrase(index, last, _as_singular(noun) if several else noun, qualifier)


def _as_singular(noun: str) -> str:
    return noun[:-1] if noun[-1:] == "s" and noun[-2:-1].isdecimal() else singular(noun)


def _plural_head(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The first and last token of the plural noun that ends the phrase."""
    at = first
    while at < first + _LONGEST:
        if tokens.texts[at] in _OPENING_QUOTES and tokens.touches(at):
            at += 1
            continue
        if (letters := dotted_letters(tokens, at)) and tokens.texts[at + letters][0].isalpha():
            at += letters
            continue
        if tokens.texts[at] in _LINKS and at > first:
            if not _continues(tokens, at):
                return None
            at += 1
            continue
        end = compound_end(tokens, at)
        if end == at and not _can_stand(tokens, at, first):
            return None
        if _is_plural_noun(tokens, at, end):
            return _extended(tokens, at, end)
        at = end + 1
    return None


def dotted_letters(tokens: Tokens, at: int) -> int:
    """How many tokens are letters with their full stops, as in "U.S."; 0 where no two are."""
    end = at
    while tokens.texts[end].isupper() and len(tokens.texts[end]) == 1 and tokens.texts[end + 1] == ".":
        if not tokens.touches(end) or end > at + _LONGEST:
            break
        end += 2
    return end - at if end > at + 2 else 0


def _can_stand(tokens: Tokens, at: int, first: int) -> bool:
    """Whether the token may stand within a noun phrase; another number only as its first word."""
    lower = tokens.lowers[at]
    if not lower[0].isalnum():
        return False
    if lower in STOPS and not is_acronym(tokens.texts[at]):
        return (at == first or _closes(tokens, at)) and _is_noun_behind_number(lower)
    if at > first and _is_number(lower) and not tokens.lowers[at - 1].endswith(_POSSESSIVE_ENDINGS):
        return False
    return lower not in _BETWEEN_ADVERBS or _plural_follows(tokens, at + 1)


def _is_noun_behind_number(lower: str) -> bool:
    """20,000 lives, five claims: a plural subject has no verb in -s."""
    return lower in VERBS and is_plural(lower) and lower not in ("says", "tells", "adds")


def _closes(tokens: Tokens, at: int) -> bool:
    """500,000 new claims: a verb in -s would have something behind it."""
    return tokens.texts[at + 1] in ".,;:" or tokens.is_line_end(at + 1)


def is_acronym(text: str) -> bool:
    """US and IT are no pronouns."""
    return len(text) > 1 and text.isupper()


def _is_number(lower: str) -> bool:
    return lower[0].isdecimal() or lower in CARDINALS or lower in MAGNITUDES or lower in VAGUE_PLURALS


def _continues(tokens: Tokens, at: int) -> bool:
    """Whether a comma or "and" stands between two adjectives of one noun."""
    before = tokens.lowers[at - 1]
    if before in CASUALTIES or before in DETERMINERS or tokens.lowers[at + 1] in _LINKS:
        return False
    return _plural_follows(tokens, at + 1)


def _plural_follows(tokens: Tokens, at: int) -> bool:
    for index in range(at, at + _FAR):
        if not tokens.texts[index][0].isalnum() and tokens.texts[index] not in _HYPHENS:
            return False
        if tokens.lowers[index] in STOPS or _is_number(tokens.lowers[index]):
            return False
        if is_plural(tokens.lowers[index]):
            return True
    return False


def compound_end(tokens: Tokens, at: int) -> int:
    """The last token of the hyphenated word or name with digits that begins at `at`."""
    end = at
    if not tokens.texts[at][0].isalnum():
        return end
    while end < at + 8 and tokens.touches(end):
        following = tokens.texts[end + 1]
        if following in _HYPHENS and tokens.touches(end + 1) and tokens.texts[end + 2][0].isalnum():
            end += 2
        elif following[0].isalnum():
            end += 1
        else:
            break
    return end


def _is_plural_noun(tokens: Tokens, at: int, end: int) -> bool:
    if end > at and tokens.lowers[end] == "s" and tokens.texts[end - 1][0].isdecimal():
        return True
    return is_plural(tokens.lowers[end])


def _extended(tokens: Tokens, at: int, end: int) -> tuple[int, int]:
    """The head moves on over plural nouns that describe another: arms dealers, police officers."""
    here, following = tokens.lowers[end], end + 1
    if tokens.texts[following][0].isalpha() and tokens.lowers[following] not in STOPS:
        next_end = compound_end(tokens, following)
        is_unchanged = IRREGULAR.get(here, "").lower() == here
        is_attribute = is_unchanged or here in _PLURAL_MODIFIERS or (here not in IRREGULAR)
        if is_attribute and is_plural(tokens.lowers[next_end]):
            return following, next_end
        if (is_unchanged or here in _PLURAL_MODIFIERS) and is_plural(tokens.lowers[next_end + 1]):
            return next_end + 1, next_end + 1
    return at, end


def _coordinated(tokens: Tokens, start: int, last: int) -> tuple[int, int]:
    """Men and women: one number counts both, and the last noun is the head."""
    at = last + 1
    if tokens.lowers[at] not in ("and", "or", "&"):
        return start, last
    end = compound_end(tokens, at + 1)
    if tokens.lowers[at + 1] in STOPS or _is_number(tokens.lowers[at + 1]):
        return start, last
    if tokens.is_capitalised(at + 1) and not tokens.is_capitalised(last):
        return start, last
    if tokens.lowers[end] == "others" or not is_plural(tokens.lowers[end]):
        return start, last
    return (at + 1, end) if tokens.lowers[end + 1] not in DETERMINERS else (start, last)


def _singular_head(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """The last noun before a word that ends the phrase."""
    head = None
    at = first
    while at < first + _LONGEST_SINGULAR:
        lower = tokens.lowers[at]
        if not tokens.texts[at][0].isalpha() or lower in STOPS or _is_number(lower):
            break
        if head is not None and _follows_noun(tokens, at):
            break
        head = (at, compound_end(tokens, at))
        at = head[1] + 1
    return head


def _follows_noun(tokens: Tokens, at: int) -> bool:
    """Whether the word stands behind a noun phrase: a verb, an adverb or an adjective of what follows."""
    lower = tokens.lowers[at]
    if lower in _AFTER_NOUNS or lower in _BETWEEN_ADVERBS or tokens.lowers[at + 1] in DETERMINERS:
        return True
    if lower.endswith("ly"):
        return lower not in _LY_NOUNS
    if lower in _ING_NOUNS:
        return tokens.texts[at + 1][0].isalpha() and tokens.lowers[at + 1] not in STOPS
    return lower.endswith(("ed", "ing")) or (lower.endswith("s") and is_plural(lower))
