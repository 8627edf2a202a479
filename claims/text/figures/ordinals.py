"""Ordinals that place a counted thing ("third message") and ranks ("second-highest level", "No. 1 job")."""

from claims.text.figures.figure import Kind
from claims.text.figures.idioms import ORDINAL_IDIOMS
from claims.text.figures.nouns import DETERMINERS, PARTICIPLES, STOPS, VERBS, NounPhrase, noun_phrase
from claims.text.figures.numeral import CARDINALS, NUMBER_WORDS, ORDINALS, Numeral
from claims.text.figures.singular import is_plural
from claims.text.figures.tokens import LINE_ENDS, Tokens
from claims.text.figures.units import Thing
from claims.text.figures.vocabulary import words

_SUPERLATIVES = frozenset(("most", "least", "best", "worst", "last", "ever"))
_NOT_SUPERLATIVE = words("est_nouns")
_CALENDAR_NOUNS = words("calendar_nouns")
_PERIODS = words("calendar_periods")
_LOWEST_RANK = 1000
_LOWEST_RANK_ALONE = 3
_SINCE_REACH = 8
_TABLES = frozenset(("table", "standings", "league", "rankings", "polls", "poll", "charts", "list"))
_AUXILIARIES = frozenset(("was", "is", "has", "had", "were", "will", "who"))
_PERIODS_COUNTED = frozenset(("century", "millennium"))
_ROW_LINKS = frozenset((",", "and", "or"))
_PLACES = frozenset(("place", "spot"))
_RANKING = frozenset(("ranked", "ranks", "ranking", "finished", "came", "placed", "rank"))
_STOPPING = words("function_words") | words("verb_forms")


def ordinal_thing(tokens: Tokens, numeral: Numeral) -> Thing | None:
    """What an ordinal places or ranks; None where it is no figure."""
    return _in_row(tokens, numeral) or _placed_thing(tokens, numeral)


def _placed_thing(tokens: Tokens, numeral: Numeral) -> Thing | None:
    """What an ordinal by itself places or ranks."""
    after = numeral.last + 1
    if tokens.texts[after] in "-‑" and tokens.touches(numeral.last):
        return _superlative(tokens, after + 1)
    if _is_superlative(tokens, after):
        return _superlative(tokens, after)
    before = tokens.lowers[numeral.first - 1]
    if _is_in_ranking(tokens, before, after):
        return Thing("rank", numeral.last, reason="a place in a ranking")
    if tokens.lowers[after] == "of" and (
        tokens.lowers[after + 1] in CARDINALS or tokens.lowers[after + 1].isdecimal()
    ):
        return Thing("ordinal", numeral.last, reason="one of a number")
    if tokens.lowers[after : after + 3] == ["in", "a", "row"]:
        return Thing("ordinal", numeral.last, reason="one of a row")
    if before in ("a", "another") and numeral.low > 1 and _is_elided(tokens, numeral, after):
        return Thing("ordinal", numeral.last, reason="the placed noun is left out")
    is_apposition = tokens.texts[numeral.first - 2] == tokens.texts[after] == ","
    if before in DETERMINERS and (is_apposition or tokens.lowers[after] == "since"):
        return Thing("ordinal", numeral.last, reason="the placed noun is left out")
    if tokens.lowers[after] in _PLACES and before != "the":
        return Thing("rank", after, reason="a place in a ranking")
    if not _places(tokens, numeral) or _is_vague_date(tokens, after):
        return None
    phrase = noun_phrase(tokens, after, several=False)
    if phrase is None or phrase.head.lower() in ORDINAL_IDIOMS:
        return None
    if is_plural(phrase.head.lower()):
        return None
    return _of_phrase("ordinal", after, phrase)


def _in_row(tokens: Tokens, numeral: Numeral) -> Thing | None:
    """The plural noun that ordinals in a row share: "the third, fourth and fifth floors"."""
    before, last = numeral.first - 1, numeral.last
    opens = tokens.lowers[before] in DETERMINERS
    if not opens and (tokens.lowers[before] not in _ROW_LINKS or tokens.lowers[before - 1] not in ORDINALS):
        return None
    while tokens.lowers[last + 1] in _ROW_LINKS and tokens.lowers[last + 2] in ORDINALS:
        last += 2
    if opens and last == numeral.last:
        return None
    phrase = noun_phrase(tokens, last + 1, several=True)
    if phrase is None or phrase.first != last + 1 or tokens.lowers[phrase.last] == phrase.head.lower():
        return None
    if phrase.head.lower() in _PERIODS_COUNTED:
        return None
    end = phrase.last if last == numeral.last else numeral.last
    reason = f"places: {phrase.head}"
    return Thing("ordinal", end, counted=phrase.head, qualifier=phrase.qualifier, reason=reason)


def _is_in_ranking(tokens: Tokens, before: str, after: int) -> bool:
    """Finished third, ranked 12th of 30, moved up to third in the table."""
    if before == "in" and tokens.lowers[after - 3] in _RANKING:
        return not tokens.texts[after][0].isalpha()
    if before in _RANKING and (tokens.lowers[after - 1] != "first" or before != "came"):
        return not tokens.texts[after][0].isalpha() or tokens.lowers[after] in STOPS
    return tokens.lowers[after : after + 2] == ["in", "the"] and tokens.lowers[after + 2] in _TABLES


def _is_elided(tokens: Tokens, numeral: Numeral, after: int) -> bool:
    """A second was wounded, a third, near the station: another of those counted before."""
    following = tokens.lowers[after]
    if (
        following in _AUXILIARIES
        or following in VERBS
        or (following.endswith("ed") and _is_verb(tokens, after))
    ):
        return True
    return following == "," and numeral.low > 2


def _is_verb(tokens: Tokens, index: int) -> bool:
    """A third crashed into a field, a second wounded man."""
    following = tokens.lowers[index + 1]
    return not following[0].isalpha() or following in STOPS


def _is_superlative(tokens: Tokens, index: int) -> bool:
    lower = tokens.lowers[index]
    if lower in ("ever", "last") and tokens.texts[index - 1] not in "-‑":
        return False
    return lower in _SUPERLATIVES or (
        lower.endswith("est") and len(lower) > 5 and lower not in _NOT_SUPERLATIVE
    )


def _superlative(tokens: Tokens, index: int) -> Thing | None:
    if not _is_superlative(tokens, index):
        return None
    first = index + 1
    if tokens.lowers[index] in ("most", "least") and tokens.texts[first] in "-‑":
        first += 1
    kind: Kind = "ordinal" if tokens.lowers[index] == "ever" else "rank"
    return _of_phrase(kind, index, noun_phrase(tokens, first, several=False))


def _of_phrase(kind: Kind, last: int, phrase: NounPhrase | None, first: int | None = None) -> Thing:
    """The thing of an ordinal or rank with its noun, or up to the token `last` without one."""
    if phrase is None:
        return Thing(kind, last, first, reason="a place in a ranking")
    reason = f"places: {phrase.head}" if kind == "ordinal" else "a place in a ranking"
    return Thing(kind, phrase.last, first, counted=phrase.head, qualifier=phrase.qualifier, reason=reason)


def _places(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether a determiner stands before the ordinal, and a noun, not a verb, behind it."""
    before, after = numeral.first - 1, numeral.last + 1
    following = tokens.lowers[after]
    if (
        not following[0].isalpha()
        or following in NUMBER_WORDS
        or following in _STOPPING
        or following in ORDINAL_IDIOMS
    ):
        return False
    if tokens.lowers[before] in DETERMINERS or tokens.lowers[before].endswith(("'s", "’s", "s'", "s’")):
        return True
    if tokens.texts[before] in "'’":
        return True
    if following.endswith(("ed", "ing")) or following in PARTICIPLES:
        return False
    if tokens.texts[before] == "," and _is_since(tokens, after):
        return True
    return numeral.low > 1 and (
        tokens.texts[before] in LINE_ENDS
        or tokens.texts[before] in ".,;:"
        or tokens.lowers[before] in ("for", "in", "on", "and", "with", "by", "as", "of")
    )


def _is_since(tokens: Tokens, after: int) -> bool:
    """Rocket hits port, first attack from the north since May: a headline's second half, without "the"."""
    line = tokens.lowers[after : after + _SINCE_REACH]
    end = next((index for index, lower in enumerate(line) if lower in LINE_ENDS or lower in ".;"), len(line))
    return "since" in line[:end] or line[1:3] == ["in", "years"]


def _is_vague_date(tokens: Tokens, after: int) -> bool:
    """The first months of 2014, the third week of May."""
    if tokens.lowers[after] not in _CALENDAR_NOUNS or tokens.lowers[after + 1] not in ("of", "in"):
        return False
    at = after + 2
    while tokens.lowers[at] in DETERMINERS or tokens.lowers[at] in ("next", "last"):
        at += 1
    return tokens.lowers[at] in _PERIODS or tokens.texts[at].isdecimal()


def numbered_rank(tokens: Tokens, numeral: Numeral) -> Thing | None:
    """No. 1 job, number one priority."""
    first = numeral.first - 1
    if tokens.texts[first] == "." and tokens.texts[first - 1] == "No":
        first -= 1
    elif tokens.lowers[first] != "number" and tokens.texts[first] != "#":
        return None
    if numeral.low != int(numeral.low) or numeral.low > _LOWEST_RANK or numeral.first != numeral.last:
        return None
    phrase = noun_phrase(tokens, numeral.last + 1, several=False)
    if phrase is None and numeral.low > _LOWEST_RANK_ALONE:
        return None
    return _of_phrase("rank", numeral.last, phrase, first)
