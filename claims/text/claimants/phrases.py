"""Reads the phrase that names a speaker, leftwards or rightwards from a place in a sentence."""

from typing import Literal, NamedTuple

from claims.text.claimants.tokens import Tokens, words_of

LONGEST_PHRASE = 14
LONGEST_SUBJECT = 6
# What follows the head of a phrase and is longer than this says more than who speaks.
LONGEST_MODIFIER = 6
PRONOUNS = frozenset({"he", "she", "they"})
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = ("’s", "'s")
NEVER_BEFORE_A_SUBJECT = frozenset({"by", "with", "than", "into", "&", "against", "between"})
JOINING = frozenset({"of", "for", "and", "&"})


class Phrase(NamedTuple):
    """Token ranges, half-open: the speaker's name or designation, and the role where it is apart."""

    kind: Literal["name", "designation", "pronoun"]
    first: int
    after: int
    role: tuple[int, int] | None = None


def phrase_ending(tokens: Tokens, after: int) -> Phrase | None:
    """The phrase that names a speaker and ends before the token `after`."""
    last = after - 1
    if last < 0 or tokens.quoted[last]:
        return None
    if tokens.lowered(last) in PRONOUNS:
        return Phrase("pronoun", last, after)
    if tokens.words[last].endswith(POSSESSIVES):
        return None
    first = _designation_start(tokens, last)
    if tokens.is_name_part(last) and not _opens_sentence_as_common_noun(tokens, last):
        name_first = _name_start(tokens, last)
        if _before_determiners(tokens, name_first) not in NEVER_BEFORE_A_SUBJECT | words_of("postmodifying"):
            return _name(tokens, name_first, after)
    if _before_determiners(tokens, first) in NEVER_BEFORE_A_SUBJECT:
        return None
    return _designation(tokens, first, after)


def _before_determiners(tokens: Tokens, first: int) -> str:
    index = first - 1
    while tokens.lowered(index) in words_of("phrase_openings"):
        index -= 1
    # "In Paris Hollande said" opens with a place, not with the speaker's own phrase.
    return tokens.lowered(index) if index > 0 else ""


def phrase_beginning(tokens: Tokens, first: int) -> Phrase | None:
    """The phrase that names a speaker and begins at the token `first`."""
    if first >= len(tokens) or tokens.quoted[first]:
        return None
    if tokens.lowered(first) in PRONOUNS:
        return Phrase("pronoun", first, first + 1)
    after, name_from = _phrase_end(tokens, first)
    while after > first and tokens.lowered(after - 1) in words_of("postmodifying", "phrase_openings"):
        after -= 1
    if after == first:
        return None
    if name_from is not None and name_from < after and not _is_office(tokens, after - 1):
        before_name = {tokens.lowered(index) for index in range(first, name_from)}
        if before_name.isdisjoint(words_of("postmodifying")):
            return _name(tokens, name_from, after)
    return _designation(tokens, first, after)


def subject_of(tokens: Tokens, first: int = 0) -> Phrase | None:
    """The speaker with whom the sentence opens at `first`: `The retired judge spoke for an hour`."""
    opening = phrase_beginning(tokens, first)
    if opening is not None and opening.kind != "designation":
        return opening
    for index in range(first, min(len(tokens), first + LONGEST_SUBJECT)):
        word = tokens.lowered(index)
        if tokens.quoted[index] or word in words_of("phrase_boundaries", "postmodifying"):
            return None
        if word in words_of("speakers", "offices"):
            return _designation(tokens, first, index + 1)
    return None


def _phrase_end(tokens: Tokens, first: int) -> tuple[int, int | None]:
    """Where the phrase that begins at `first` ends, and where the name at its end begins, if any."""
    after, name_from = first, None
    while after < min(len(tokens), first + LONGEST_PHRASE) and _continues(tokens, first, after, name_from):
        if name_from is None and tokens.is_name_part(after):
            name_from = after
        elif not tokens.is_name_part(after) and not _inside_name(tokens, after):
            name_from = None
        after += 1
    return after, name_from


def is_role(tokens: Tokens, first: int, after: int) -> bool:
    """Whether the tokens `first` to `after` read as a role and not as a clause: `a former prosecutor`."""
    if (
        after <= first
        or opens_clause(tokens, first)
        or tokens.lowered(first) in ("and", "but", "where", "when")
    ):
        return False
    if tokens.lowered(first) in ("a", "an", "another") and after - first > 1:
        return True
    span = range(first, min(after, first + LONGEST_PHRASE))
    return any(tokens.lowered(index) in words_of("speakers", "offices") for index in span)


def opens_clause(tokens: Tokens, first: int) -> bool:
    """Whether a relative clause or a participle begins at `first`: `who lost ...`, `speaking to ...`."""
    word = tokens.lowered(first)
    return word in ("who", "which", "whose") or (len(word) > 4 and word.endswith(("ing", "ed")))


def is_name(tokens: Tokens, first: int, after: int) -> bool:
    """Whether the tokens are a name and nothing else."""
    if after <= first or not tokens.is_name_part(after - 1) or _is_office(tokens, after - 1):
        return False
    return all(tokens.is_name_part(index) or _inside_name(tokens, index) for index in range(first, after))


def _name_start(tokens: Tokens, last: int) -> int:
    first = last
    while first > 0 and last - first < LONGEST_PHRASE:
        if tokens.is_name_part(first - 1) and not tokens.words[first - 1].endswith(POSSESSIVES):
            first -= 1
        elif _inside_name(tokens, first - 1):
            first -= 2
        else:
            break
    while first < last and _is_no_part_of_a_name(tokens, first):
        first += 1
    while first and tokens.words[first - 1] in words_of("name_particles"):
        first -= 1
    return first


def _inside_name(tokens: Tokens, index: int) -> bool:
    """A small word between two capitals that belongs to the name: `van`, `of` after a body's noun."""
    if index < 1 or not tokens.is_name_part(index - 1) or not tokens.is_name_part(index + 1):
        return False
    word = tokens.lowered(index)
    before = tokens.lowered(index - 1)
    joins = word in JOINING and (word == "&" or before in words_of("bodies"))
    return joins or word in words_of("name_particles")


def _name(tokens: Tokens, first: int, after: int) -> Phrase | None:
    """A name, with the offices that stand before it split off as the role."""
    if _is_no_part_of_a_name(tokens, after - 1) and after - first == 1:
        return None
    offices = [index for index in range(first, after - 1) if _is_office(tokens, index)]
    role_first = _role_start(tokens, first)
    if offices:
        return Phrase("name", offices[-1] + 1, after, (role_first, offices[-1] + 1))
    if _is_office(tokens, after - 1) or tokens.lowered(after - 1) in words_of("speakers"):
        return _designation(tokens, role_first, after)
    if role_first < first and _is_office(tokens, first - 1):
        return Phrase("name", first, after, (role_first, first))
    return Phrase("name", first, after)


def _role_start(tokens: Tokens, first: int) -> int:
    """Where the words of office before a name begin: `former chief of staff` Brandt."""
    start = first
    while start > 0 and first - start < LONGEST_PHRASE:
        word = tokens.lowered(start - 1)
        usable = word[:1].isalpha() and word not in words_of("phrase_boundaries", "phrase_openings")
        if not usable or tokens.quoted[start - 1] or tokens.words[start - 1] in words_of("attribution"):
            break
        if word in words_of("postmodifying") and word not in ("of", "for", "at"):
            break
        start -= 1
    return start


def _designation_start(tokens: Tokens, last: int) -> int:
    first = last + 1
    while first > 0 and last - first < LONGEST_PHRASE:
        word = tokens.lowered(first - 1)
        if not word[:1].isalnum() or tokens.quoted[first - 1] or word in words_of("phrase_boundaries"):
            break
        first -= 1
        if word in words_of("phrase_openings") and tokens.lowered(first - 1) not in words_of("postmodifying"):
            break
    return first


def _designation(tokens: Tokens, first: int, after: int) -> Phrase | None:
    """A phrase without a name, accepted where its head is a noun for people, bodies or papers."""
    while first < after and tokens.lowered(first) in words_of("postmodifying"):
        first += 1
    if first >= after:
        return None
    begins = first + 1 if tokens.lowered(first) in ARTICLES and after - first > 1 else first
    head = _head(tokens, first, after)
    if tokens.lowered(head) not in words_of("speakers", "offices"):
        return None
    return Phrase("designation", begins, after if after - head <= LONGEST_MODIFIER + 1 else head + 1)


def _head(tokens: Tokens, first: int, after: int) -> int:
    """The noun of a phrase: the last word before a preposition or a participle, or the last of all."""
    for index in range(first + 1, after):
        word = tokens.lowered(index)
        counted = index == first + 1 and tokens.lowered(first) in words_of("phrase_openings")
        if word in words_of("postmodifying") and not counted:
            return index - 1
        if word.endswith(("ed", "ing")) and tokens.lowered(index - 1) in words_of("speakers", "offices"):
            return index - 1
    return after - 1


def _continues(tokens: Tokens, first: int, index: int, name_from: int | None) -> bool:
    word = tokens.lowered(index)
    if tokens.quoted[index] or not word[:1].isalnum():
        return False
    if tokens.is_name_part(index):
        return not _is_day_or_month(word)
    if word in words_of("postmodifying"):
        heads = words_of("speakers", "offices")
        after_head = name_from is None and index > first and tokens.lowered(index - 1) in heads
        return after_head or _inside_name(tokens, index)
    if name_from is not None:
        return _inside_name(tokens, index) or _leads_to_head(tokens, index)
    noun = word in words_of("speakers") and index > first
    return noun or word not in words_of("phrase_boundaries", "attribution")


def _leads_to_head(tokens: Tokens, index: int) -> bool:
    """Whether capitals before `index` only qualify a noun for a speaker: `French health ministry`."""
    for ahead in range(index, index + 3):
        word = tokens.lowered(ahead)
        if word in words_of("speakers", "offices"):
            return True
        if not word.isalpha() or word in words_of("phrase_boundaries", "postmodifying"):
            return False
    return False


def _is_no_part_of_a_name(tokens: Tokens, index: int) -> bool:
    word = tokens.lowered(index)
    small = words_of("phrase_boundaries", "postmodifying", "phrase_openings", "anaphora")
    return word in small or _is_day_or_month(word)


def _is_day_or_month(word: str) -> bool:
    weekday = word.endswith("day") and word in words_of("phrase_boundaries")
    return weekday or word.rstrip(".") in words_of("months")


def _is_office(tokens: Tokens, index: int) -> bool:
    return tokens.lowered(index) in words_of("offices")


def _opens_sentence_as_common_noun(tokens: Tokens, index: int) -> bool:
    """`Officials said`, `Police said`: the capital is that of the sentence."""
    return index == 0 and tokens.lowered(0) in words_of("speakers")
