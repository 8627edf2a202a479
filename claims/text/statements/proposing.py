"""Proposes a self-contained statement, and lists what was changed for it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from claims.text.claimants import Claimant
from claims.text.claimants.people import FullName, Names, gender_of, names_of, surname_of
from claims.text.claimants.tokens import OPENING_QUOTES, TextTokens, Tokens, words_of
from claims.text.shapes import Spanned
from claims.text.statements.times import dated_words

METHOD = "statements/1"
SUBJECT_PRONOUNS = frozenset({"he", "she"})
WINDOW = 1_500


class Change(NamedTuple):
    """The words `text[start:end]` of the article were replaced by `after`, for the reason `why`."""

    start: int
    end: int
    before: str
    after: str
    why: str


class Proposal(NamedTuple):
    """A statement for a person to accept or mend: what was changed, and what still points elsewhere."""

    statement: str
    changes: tuple[Change, ...]
    still_open: tuple[str, ...]


def self_contained_statement(
    text: str,
    sentence: Spanned,
    *,
    claimant: Claimant | None = None,
    published_from: date | None = None,
    published_to: date | None = None,
    names: Names | None = None,
    tokens: TextTokens | None = None,
) -> Proposal:
    """The sentence with its references filled in from the article, where that is safe.

    A speaker's pronoun becomes the name that `claimant` gives it; another subject pronoun becomes the
    one person named shortly before whom it can mean; a surname becomes the full name; words such as
    "last year" become dates, as far as the date of publication (`published_from` to `published_to`)
    is known. What stands in quotation marks is left as it was said. `names` is `names_of(text)`, and
    `tokens` is `TextTokens(text)`, when the caller has them already. The operation is the
    decontextualisation of Choi et al. 2021.
    """
    start, end = _trimmed(text, sentence.start, sentence.end)
    inside = _inside_quotation(text, start)
    own = (tokens or TextTokens(text)).between(start, end, inside_quotation=inside)
    known = names if names is not None else names_of(text)
    changes = [*_pronoun_changes(text, own, claimant, known), *_name_changes(text, own, known)]
    if published_to is not None:
        earliest = published_from or published_to
        changes += _time_changes(text, own, start, end, earliest, published_to)
    kept = _without_overlaps(changes)
    return Proposal(_rewritten(text, start, end, kept), tuple(kept), _still_open(own, kept))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, list marks, and quotation marks around the whole of it."""
    while start < end and (text[start].isspace() or text[start] in "•*–—-·"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    whole = (
        end - start > 2 and text[start] == "“" and text[end - 1] == "”" and "”" not in text[start : end - 1]
    )
    half_open = end > start and text[start] in OPENING_QUOTES and "”" not in text[start:end]
    if whole or half_open:
        start += 1
    return start, end - 1 if whole else end


def _inside_quotation(text: str, position: int) -> bool:
    """Whether a quotation that was opened earlier in the paragraph is still open."""
    paragraph = max(text.rfind("\n", 0, position) + 1, position - WINDOW)
    return text.rfind("“", paragraph, position) > text.rfind("”", paragraph, position)


def _pronoun_changes(text: str, tokens: Tokens, claimant: Claimant | None, names: Names) -> Iterator[Change]:
    """The first subject pronoun of the sentence, if it is clear whom it means."""
    for index, pronoun in enumerate(tokens.lowers):
        if pronoun not in SUBJECT_PRONOUNS or tokens.quoted[index]:
            continue
        start, end = tokens.starts[index], tokens.ends[index]
        if claimant is not None and claimant.name and claimant.start == start:
            yield Change(start, end, text[start:end], claimant.name, "the speaker's name")
        elif _opens_clause(tokens, index):
            name = _only_person_before(text, tokens.starts[0], pronoun, names)
            if name is not None:
                yield Change(
                    start, end, text[start:end], name, "the only person named before whom it can mean"
                )
        return


def _opens_clause(tokens: Tokens, index: int) -> bool:
    """Whether nobody can have been named in the sentence before the word at `index`."""
    return index < 6 and not any(tokens.is_name_part(before) for before in range(1, index))


def _only_person_before(text: str, position: int, pronoun: str, names: Names) -> str | None:
    """The one person of fitting gender named in this paragraph, or else in the one before."""
    first = text.rfind("\n", 0, position) + 1
    previous = text.rfind("\n", 0, len(text[:first].rstrip())) + 1
    for start in (first, previous):
        words = _CAPITALISED.findall(text, max(start, position - WINDOW), position)
        surnames = {word.removesuffix("’s").removesuffix("'s") for word in words}
        possible = [surname for surname in surnames if names.may_be_meant(surname, pronoun)]
        if possible:
            bearer = names.bearer(possible[0], position) if len(possible) == 1 else None
            return _in_full(bearer) if bearer is not None and bearer.gender == pronoun else None
    return None


def _in_full(bearer: FullName) -> str:
    return f"{bearer.title} {bearer.written}".strip()


def _name_changes(text: str, tokens: Tokens, names: Names) -> Iterator[Change]:
    """Each surname that stands alone, where it stands first, as the full name."""
    if not names.by_surname:
        return
    done = set()
    for index in tokens.name_parts():
        surname = surname_of(tokens.words[index])
        first = index - 1 if _is_title(tokens, index - 1) else index
        if surname in done or not _stands_alone(tokens, first) or tokens.is_name_part(index + 1):
            done.add(surname)
            continue
        bearer = names.bearer(surname, tokens.starts[0])
        if bearer is None or (gender_of(bearer.written) is None and not bearer.title):
            continue
        done.add(surname)
        start, end = tokens.starts[first], tokens.starts[index] + len(surname)
        yield Change(
            start, end, text[start:end], _in_full(bearer), "the full name, from earlier in the article"
        )


def _stands_alone(tokens: Tokens, first: int) -> bool:
    """Whether the name that begins at `first` is nobody's adjective: not in `the Brandt network`."""
    before = tokens.lowered(first - 1)
    if not before or not before[0].isalnum():
        return True
    small = words_of("phrase_boundaries", "postmodifying", "attribution", "anaphora")
    return (before in small and before not in words_of("phrase_openings")) or before.endswith("ed")


def _is_title(tokens: Tokens, index: int) -> bool:
    titles = words_of("titles", "titles_unstopped")
    return index >= 0 and tokens.lowered(index).rstrip(".") in titles


def _time_changes(
    text: str, tokens: Tokens, start: int, end: int, earliest: date, latest: date
) -> Iterator[Change]:
    quoted = {place for place, inside in zip(tokens.starts, tokens.quoted, strict=True) if inside}
    for dated in dated_words(text, start, end, earliest, latest):
        if dated.start not in quoted:
            before = text[dated.start : dated.end]
            words = dated.words[0].upper() + dated.words[1:] if dated.start == start else dated.words
            yield Change(dated.start, dated.end, before, words, "counted from the date of publication")


def _without_overlaps(changes: list[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


def _rewritten(text: str, start: int, end: int, changes: list[Change]) -> str:
    pieces, position = [], start
    for change in changes:
        pieces += [text[position : change.start], change.after]
        position = change.end
    return "".join([*pieces, text[position:end]])


def _still_open(tokens: Tokens, changes: list[Change]) -> tuple[str, ...]:
    """The pronouns that are left, in order, each once."""
    changed = {change.start for change in changes}
    pointing = words_of("open_references")
    pairs = zip(tokens.lowers, tokens.starts, strict=True)
    return tuple(dict.fromkeys(word for word, start in pairs if word in pointing and start not in changed))


_CAPITALISED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w’'-]{1,40}")
