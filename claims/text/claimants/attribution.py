"""Finds the verb or the `according to` that ties a sentence to its speaker."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from claims.text.claimants.phrases import (
    Phrase,
    is_name,
    is_role,
    opens_clause,
    phrase_beginning,
    phrase_ending,
    subject_of,
)
from claims.text.claimants.tokens import CLOSING_QUOTES, STRAIGHT_QUOTE, Tokens, words_of

# Bounds that only texts made to be slow reach.
LONGEST_APPOSITION = 40
LONGEST_PARENTHESIS = 8
LONGEST_ASIDE = 3
LONGEST_DATELINE = 8
MOST_PAUSES = 4
MOST_ATTRIBUTIONS = 6
PASSIVE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "got", "to"})
ACCORDING = frozenset({"according", "According"})
SPEAKING = frozenset({"saying", "arguing", "claiming", "insisting", "warning"})
PLAIN_PAST = frozenset({"said", "says"})
FIXED_PHRASES = frozenset(
    {"responsibility", "himself", "herself", "itself", "themselves", "lives", "victory"}
)
AFTER_QUOTATION = frozenset({*CLOSING_QUOTES, STRAIGHT_QUOTE, "’", "'"})
VERBS_IN_ANY_FORM = frozenset({"say", "said", "told", "wrote", "written", "found"})
BEFORE_BASE_FORMS = frozenset({"they", "police", "people", "did", "does", "will", "would", ",", "—", "–"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that", "where"})
PAUSES = frozenset({",", "—", "–"})


class Attribution(NamedTuple):
    """The phrase that names the speaker, and the words that attribute: `said`, `according to`."""

    phrase: Phrase
    words: str


def attribution_of(tokens: Tokens) -> Attribution | None:
    """The first attribution outside quotations, the one beside a quotation before any other."""
    found = list(islice(_attributions(tokens), MOST_ATTRIBUTIONS)) or list(_distant_subjects(tokens))
    beside = [attribution for index, attribution in found if _beside_quotation(tokens, index)]
    return next(iter(beside or [attribution for _, attribution in found]), None)


def _attributions(tokens: Tokens) -> Iterator[tuple[int, Attribution]]:
    attributing = attributing_words()
    for index, word in enumerate(tokens.words):
        if word not in attributing or tokens.quoted[index]:
            continue
        if word in ACCORDING and tokens.lowered(index + 1) == "to":
            phrase = _with_apposition_after(tokens, phrase_beginning(tokens, index + 2))
            words = "according to"
        elif _attributes(tokens, index) and not _is_other_use(tokens, index):
            phrase, words = _speaker_of_verb(tokens, index), word
        else:
            continue
        if phrase is not None:
            yield index, Attribution(phrase, words)


@cache
def attributing_words() -> frozenset[str]:
    """The words without one of which nothing is attributed."""
    return words_of("attribution", "quoting_verbs") | ACCORDING


def _attributes(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    if word in words_of("attribution"):
        return True
    return word in words_of("quoting_verbs") and _beside_quotation(tokens, index)


def _distant_subjects(tokens: Tokens) -> Iterator[tuple[int, Attribution]]:
    """`The judge spoke for an hour, saying ...`, `An official in charge of keeping them out said ...`:
    the subject of the sentence speaks, though other words stand between."""
    for index in range(2, len(tokens)):
        word = tokens.words[index]
        participle = word in SPEAKING and tokens.words[index - 1] == ","
        if tokens.quoted[index] or not (participle or word in PLAIN_PAST):
            continue
        phrase = subject_of(tokens, _after_dateline(tokens))
        if phrase is not None and tokens.lowered(index - 1) not in PASSIVE:
            yield index, Attribution(phrase, word)
        return


def _after_dateline(tokens: Tokens) -> int:
    """Where the sentence itself begins: behind `(CNN)`, `LONDON —`, `PARIS (AP) —`."""
    marks = [
        index for index in range(min(len(tokens), LONGEST_DATELINE)) if tokens.words[index] in ("—", "–", ")")
    ]
    if marks and (tokens.words[0] == "(" or tokens.words[0].isupper()):
        return marks[-1] + 1
    return 0


def _speaker_of_verb(tokens: Tokens, verb: int) -> Phrase | None:
    if verb and tokens.words[verb - 1] in AFTER_QUOTATION:
        after = phrase_beginning(tokens, verb + 1)
        if after is not None:
            return _with_apposition_after(tokens, after)
    before = _speaker_before(tokens, verb)
    if before is not None:
        return before
    if verb and tokens.words[verb - 1] == "," and not _is_relative(tokens, verb):
        after = phrase_beginning(tokens, verb + 1)
        return _with_apposition_after(tokens, after) if after is not None and after.kind == "name" else None
    return None


def _speaker_before(tokens: Tokens, verb: int) -> Phrase | None:
    last = verb - 1
    while last > 0 and _may_precede_verb(tokens, last):
        last -= 1
    if last < 0 or tokens.lowered(last) in PASSIVE:
        return None
    if tokens.words[last] == ")":
        last = _before_parenthesis(tokens, last)
    if tokens.words[last] in PAUSES:
        return _before_apposition(tokens, last)
    phrase = phrase_ending(tokens, last + 1)
    if phrase is None and tokens.words[verb] in words_of("plain_speech"):
        return _anyone(tokens, last)
    return phrase


def _before_parenthesis(tokens: Tokens, closing: int) -> int:
    """The token before `(R-S.C.)`, or the closing mark itself where nothing opens nearby."""
    for opening in range(closing - 1, max(0, closing - LONGEST_PARENTHESIS), -1):
        if tokens.words[opening] == "(":
            return opening - 1
    return closing


def _is_other_use(tokens: Tokens, verb: int) -> bool:
    """`adding`, `claimed responsibility`, and base forms that are nouns: `his answer`, `the state`."""
    word = tokens.words[verb]
    if word.endswith("ing") or tokens.lowered(verb + 1) in FIXED_PHRASES:
        return True
    if word in VERBS_IN_ANY_FORM or word.endswith(("s", "ed")):
        return False
    before = tokens.lowered(verb - 1)
    plural_subject = before.endswith("s") and not before.endswith(("’s", "'s"))
    return not (plural_subject or before in BEFORE_BASE_FORMS)


def _may_precede_verb(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    return word in words_of("before_a_verb") or (word.islower() and word.endswith("ly") and len(word) > 4)


def _anyone(tokens: Tokens, last: int) -> Phrase | None:
    """`a neighbour said`, `the widow said`: after an article, the subject of plain speech is a speaker."""
    for length in (1, 2, 3):
        article = last - length
        if article >= 0 and tokens.lowered(article) in ("a", "an", "the", "one", "another"):
            inside = range(article + 1, last + 1)
            if all(tokens.words[index].islower() and not tokens.quoted[index] for index in inside):
                return Phrase("designation", article + 1, last + 1)
    return None


def _before_apposition(tokens: Tokens, closing: int) -> Phrase | None:
    """The speaker before `, a role,` or `, who ...,` that ends with the mark at `closing`."""
    lowest = max(0, closing - LONGEST_APPOSITION)
    pauses = (index for index in range(closing - 1, lowest, -1) if tokens.words[index] in PAUSES)
    for opening in islice(pauses, MOST_PAUSES):
        if tokens.quoted[opening]:
            continue
        inner = (opening + 1, closing)
        if is_name(tokens, *inner):
            role = phrase_ending(tokens, opening)
            if role is not None and role.kind == "designation":
                return Phrase("name", *inner, (role.first, role.after))
        name_after = _without_age(tokens, opening)
        phrase = phrase_ending(tokens, name_after)
        if phrase is None or phrase.kind == "pronoun":
            continue
        if is_role(tokens, *inner):
            return phrase._replace(role=_role_range(tokens, *inner)) if phrase.kind == "name" else phrase
        if closing - opening <= LONGEST_ASIDE or opens_clause(tokens, opening + 1):
            return phrase
    return None


def _without_age(tokens: Tokens, opening: int) -> int:
    """Where the name ends before `, 41, a farmer,`."""
    if opening >= 2 and tokens.words[opening - 1].isdecimal() and tokens.words[opening - 2] in PAUSES:
        return opening - 2
    return opening


def _behind_age(tokens: Tokens, first: int) -> int:
    """Where the role begins after `said Abdul Hamid, 34, a porter`."""
    if first + 1 < len(tokens) and tokens.words[first].isdecimal() and tokens.words[first + 1] in PAUSES:
        return first + 2
    return first


def _with_apposition_after(tokens: Tokens, phrase: Phrase | None) -> Phrase | None:
    """Adds the role in `said Paul Brandt, director of the port.`, or the name after a role."""
    if phrase is None or phrase.kind == "pronoun" or phrase.after >= len(tokens):
        return phrase
    if tokens.words[phrase.after] not in PAUSES:
        return phrase
    first = _behind_age(tokens, phrase.after + 1)
    after = first
    while after < len(tokens) and not tokens.quoted[after] and tokens.words[after][0].isalnum():
        after += 1
    if phrase.kind == "designation":
        if is_name(tokens, first, after):
            return Phrase("name", first, after, (phrase.first, phrase.after))
        return phrase
    if is_role(tokens, first, after) and not _has_verb_of_speech(tokens, first, after):
        return phrase._replace(role=_role_range(tokens, first, after))
    return phrase


def _has_verb_of_speech(tokens: Tokens, first: int, after: int) -> bool:
    return any(tokens.lowered(index) in words_of("plain_speech") for index in range(first, after))


def _role_range(tokens: Tokens, first: int, after: int) -> tuple[int, int]:
    """The role itself, without its article and without a relative clause."""
    if tokens.lowered(first) in ("a", "an", "the"):
        first += 1
    relative = (index for index in range(first + 1, after) if tokens.lowered(index) in RELATIVE)
    return first, next(relative, after)


def _is_relative(tokens: Tokens, verb: int) -> bool:
    return tokens.lowered(verb - 1) in ("who", "which", "that")


def _beside_quotation(tokens: Tokens, index: int) -> bool:
    """Whether a quotation ends at most six tokens before `index` or begins at most six after it."""
    near = tokens.words[max(0, index - 6) : index + 7]
    return any(word in '“”«»"' for word in near)
