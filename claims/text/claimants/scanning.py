"""Goes through a text and says who speaks in each sentence that reports or quotes somebody."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from claims.text.claimants.attribution import SPEAKING, Attribution, attributing_words, attribution_of
from claims.text.claimants.people import FullName, Names, gender_of, names_of, surname_of
from claims.text.claimants.tokens import TextTokens, Tokens, words_of
from claims.text.lexicon import WORD
from claims.text.shapes import SentenceLike

METHOD = "claimants/2"
ENGLISH = frozenset({"en", "und", ""})
SILENT_KINDS = frozenset({"byline", "boilerplate", "footnote"})
LONGEST_WINDOW = 4_000
# Only texts made to be slow have longer sentences, or more pronouns that speak.
LONGEST_SENTENCE = 4_000
MOST_PRONOUNS = 1_000


class Claimant(NamedTuple):
    """Who says what the sentence `sentence_start..sentence_end` reports or quotes.

    `start..end` is where the speaker is mentioned: in the sentence, or beside the quotation that the
    sentence continues. `name` is the fullest name that the text gives, None where the speaker has
    none or it isn't safe to say. `role` is as written, at `role_start..role_end`.
    """

    sentence_start: int
    sentence_end: int
    start: int
    end: int
    name: str | None
    role: str | None
    role_start: int | None
    role_end: int | None
    reason: str


class _Read(NamedTuple):
    """A sentence with its tokens (None where nothing in it can attribute or quote)."""

    sentence: SentenceLike
    paragraph: int
    paragraph_start: int
    window_start: int
    tokens: Tokens | None


def claimant_spans(
    text: str,
    sentences: Sequence[SentenceLike],
    language: str = "en",
    *,
    names: Names | None = None,
    tokens: TextTokens | None = None,
) -> list[Claimant]:
    """At most one claimant for each of `sentences` (sorted by start), in their order.

    Knows English, and takes "und" for it: an empty list for other languages. The patterns are those
    of quotation attribution in news (O'Keefe et al. 2012, "A Sequence Labelling Approach to Quote
    Attribution"): speaker and verb beside the quotation, `according to`, and quotations that go on
    without saying who speaks. `names` is `names_of(text)`, and `tokens` is `TextTokens(text)`,
    when the caller has them already.
    """
    if language.partition("-")[0].lower() not in ENGLISH:
        return []
    known = names if names is not None else names_of(text)
    found: list[Claimant | None] = []
    speakers = _Speakers()
    read = list(_read(text, sentences, tokens or TextTokens(text)))
    for one in read:
        attribution = attribution_of(one.tokens) if one.tokens is not None else None
        claimant = _claimant(text, one, attribution, known, speakers) if attribution else None
        found.append(claimant)
    return [claimant for claimant in _with_continued_quotations(read, found) if claimant is not None]


def _read(text: str, sentences: Sequence[SentenceLike], cut: TextTokens) -> Iterator[_Read]:
    """Tokens for the sentences that need them, with quotations followed within each paragraph."""
    paragraph, position, inside = 0, 0, False
    paragraph_start = window_start = 0
    marks = _marks()
    for sentence in sentences:
        if "\n" in text[position : sentence.start]:
            paragraph += 1
            window_start, paragraph_start = paragraph_start, sentence.start
            inside = inside and text[sentence.start : sentence.start + 1] == "“"
        position = sentence.end
        written = text[sentence.start : sentence.end]
        if sentence.end - sentence.start > LONGEST_SENTENCE:
            inside = False
            yield _Read(sentence, paragraph, paragraph_start, window_start, None)
            continue
        quotes = inside or "“" in written or '"' in written or "”" in written
        if sentence.kind in SILENT_KINDS or not (quotes or not marks.isdisjoint(WORD.findall(written))):
            yield _Read(sentence, paragraph, paragraph_start, window_start, None)
            continue
        tokens = cut.between(sentence.start, sentence.end, inside_quotation=inside)
        inside = tokens.quotation_open_at_end
        yield _Read(sentence, paragraph, paragraph_start, window_start, tokens)


@cache
def _marks() -> frozenset[str]:
    """The words without which, or a quotation, a sentence names no speaker."""
    return attributing_words() | SPEAKING


class _Speakers:
    """The named speakers met so far, by surname: the last mention, with the fullest name and role."""

    def __init__(self) -> None:
        self._by_surname: dict[str, Claimant] = {}
        self.last: Claimant | None = None
        self.pronouns_looked_up = 0

    def remember(self, claimant: Claimant) -> Claimant:
        """Keeps a named speaker; gives it back with the role with which it was introduced, if any."""
        assert claimant.name is not None
        surname = surname_of(claimant.name)
        known = self._by_surname.get(surname)
        if known is not None and claimant.role is None and known.name == claimant.name:
            claimant = _with_role_of(claimant, known)
        self._by_surname[surname] = self.last = claimant
        return claimant

    def named(self, surname: str) -> Claimant | None:
        """The speaker last met under `surname`."""
        return self._by_surname.get(surname)


def _claimant(
    text: str, read: _Read, attribution: Attribution, names: Names, speakers: _Speakers
) -> Claimant | None:
    tokens, phrase = read.tokens, attribution.phrase
    assert tokens is not None
    start, end = tokens.starts[phrase.first], tokens.ends[phrase.after - 1]
    start, end = _without_possessive(text, start, end)
    role = _role_span(tokens, phrase.role)
    written = " ".join(text[start:end].split())
    name, reason = None, f"“{attribution.words}”"
    if phrase.kind == "designation" and words_of("offices") & set(written.lower().split()):
        role = (start, end)
    if phrase.kind == "name":
        name = _full_name(written, start, names)
        if name != written:
            reason += "; the full name stands earlier in the text"
    claimant = Claimant(
        read.sentence.start,
        read.sentence.end,
        start,
        end,
        name,
        text[slice(*role)] if role else None,
        role[0] if role else None,
        role[1] if role else None,
        reason,
    )
    if phrase.kind == "pronoun":
        return _with_pronoun_tied(text, read, claimant, names, speakers)
    return speakers.remember(claimant) if claimant.name else claimant


def _role_span(tokens: Tokens, role: tuple[int, int] | None) -> tuple[int, int] | None:
    if role is None:
        return None
    first, after = role
    while first < after - 1 and tokens.lowered(first) in ("the", "a", "an"):
        first += 1
    return tokens.starts[first], tokens.ends[after - 1]


def _without_possessive(text: str, start: int, end: int) -> tuple[int, int]:
    written = text[start:end]
    return start, end - 2 if written.endswith(("’s", "'s")) else end


def _full_name(written: str, start: int, names: Names) -> str:
    """The name as written, or the full one where a surname alone is written and one person bears it."""
    small = words_of("titles", "titles_unstopped", "name_particles")
    parts = [part for part in written.split() if part.rstrip(".").lower() not in small]
    if len(parts) != 1:
        return written
    bearer = names.bearer(surname_of(parts[0]), start)
    if bearer is None or _contradicts(written, bearer):
        return written
    return f"{bearer.title} {bearer.written}".strip()


def _contradicts(written: str, bearer: FullName) -> bool:
    """`Mrs. Smith` isn't `John Smith`."""
    first = written.split()[0].rstrip(".")
    said = {"Mr": "he", "Sir": "he", "Mrs": "she", "Ms": "she"}.get(first)
    return said is not None and bearer.gender is not None and said != bearer.gender


def _with_pronoun_tied(
    text: str, read: _Read, claimant: Claimant, names: Names, speakers: _Speakers
) -> Claimant:
    """The claimant with the name of the person nearby, where only one can be meant.

    Safe means: the last speaker of this paragraph, with nobody else named since whom the pronoun
    could mean; or the only one whom it could mean in this paragraph and the one before.
    """
    pronoun = text[claimant.start : claimant.end].lower()
    speakers.pronouns_looked_up += 1
    if pronoun == "they" or speakers.pronouns_looked_up > MOST_PRONOUNS:
        return claimant
    last = speakers.last
    if last is not None and read.paragraph_start <= last.start:
        others = _possible(text, (last.end, claimant.start), pronoun, names, speakers)
        if _may_be(last, pronoun) and others <= {surname_of(last.name or "")}:
            return _tied(claimant, last, f"“{pronoun}” is the speaker of the sentence before")
    nearby = (max(read.window_start, claimant.start - LONGEST_WINDOW), claimant.start)
    possible = _possible(text, nearby, pronoun, names, speakers)
    speaker = speakers.named(possible.pop()) if len(possible) == 1 else None
    if speaker is None or not _may_be(speaker, pronoun):
        return claimant
    return _tied(claimant, speaker, f"nobody else whom “{pronoun}” could mean is named nearby")


def _possible(text: str, where: tuple[int, int], pronoun: str, names: Names, speakers: _Speakers) -> set[str]:
    """The surnames of the people and speakers named in `where` whom the pronoun could mean."""
    possible = set()
    for surname in _surnames(text, *where):
        person = speakers.named(surname)
        spoken = person is not None and person.name is not None and _gender(person.name) in (None, pronoun)
        if spoken or (person is None and names.may_be_meant(surname, pronoun)):
            possible.add(surname)
    return possible


def _may_be(speaker: Claimant, pronoun: str) -> bool:
    """Whether a named speaker is surely a person, and not of the other gender."""
    name = speaker.name or ""
    gender = _gender(name)
    titled = name.partition(" ")[0].rstrip(".").lower() in words_of("titles", "titles_unstopped")
    return gender == pronoun or (gender is None and (titled or speaker.role is not None))


def _tied(claimant: Claimant, speaker: Claimant, why: str) -> Claimant:
    named = claimant._replace(name=speaker.name, reason=f"{claimant.reason}; {why}")
    return _with_role_of(named, speaker)


def _with_role_of(claimant: Claimant, other: Claimant) -> Claimant:
    return claimant._replace(role=other.role, role_start=other.role_start, role_end=other.role_end)


def _surnames(text: str, start: int, end: int) -> set[str]:
    capitals = (word for word in WORD.findall(text, start, end) if word[0].isupper())
    return {word.removesuffix("’s").removesuffix("'s") for word in capitals}


def _gender(name: str) -> str | None:
    first, _, rest = name.partition(" ")
    titled = first.rstrip(".").lower() in words_of("titles", "titles_unstopped")
    return FullName(0, rest, first).gender if titled else gender_of(name)


def _with_continued_quotations(
    read: Sequence[_Read], found: Sequence[Claimant | None]
) -> list[Claimant | None]:
    """Gives sentences that lie wholly in a quotation the speaker of its attributed part."""
    result = list(found)
    silent = [one.tokens is not None and one.tokens.wholly_quoted() for one in read]
    for index in range(1, len(read)):
        before = result[index - 1]
        if result[index] is None and silent[index] and before is not None and _goes_on(read, index - 1):
            result[index] = _continued(before, read[index].sentence)
    for index in range(len(read) - 2, -1, -1):
        following = result[index + 1]
        if result[index] is None and silent[index] and following is not None and _goes_on(read, index, True):
            result[index] = _continued(following, read[index].sentence)
    return result


def _goes_on(read: Sequence[_Read], index: int, into_quotation: bool = False) -> bool:
    """Whether the quotation of sentence `index` may go on in the next one.

    `into_quotation`: only where the next one begins inside a quotation.
    """
    one, following = read[index], read[index + 1]
    if one.tokens is None or (into_quotation and not (following.tokens and following.tokens.begins_quoted())):
        return False
    joined = one.paragraph == following.paragraph or one.tokens.quotation_open_at_end
    return joined and any(one.tokens.quoted)


def _continued(claimant: Claimant, sentence: SentenceLike) -> Claimant:
    reason = claimant.reason.removesuffix(CONTINUES) + CONTINUES
    return claimant._replace(sentence_start=sentence.start, sentence_end=sentence.end, reason=reason)


CONTINUES = "; the quotation continues"
