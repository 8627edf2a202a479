"""The full names of a text, and what is known of the people who bear them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from claims.text.claimants.tokens import words_of
from claims.text.wordlists import entries

Gender = Literal["he", "she"]

CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
MOST_NAME_PARTS = 8
LONGEST_PART = 30
# Names of one text that are looked through for a surname; more only in texts made to be slow.
MOST_BEARERS = 50


class FullName(NamedTuple):
    """A name of at least two parts at `start`, without its title; `title` as written, or empty."""

    start: int
    written: str
    title: str

    @property
    def gender(self) -> Gender | None:
        """What the title or the given name says, None where it says nothing."""
        title = self.title.rstrip(".")
        if title in ("Mr", "Sir", "Lord"):
            return "he"
        if title in ("Mrs", "Ms", "Dame", "Lady"):
            return "she"
        return gender_of(self.written)

    @property
    def is_impersonal(self) -> bool:
        """Whether the name is that of a body or a place, by its words."""
        words = {word.lower() for word in self.written.split()}
        return not words.isdisjoint(words_of("impersonal_names", "bodies"))


@dataclass
class Names:
    """The full names of a text by surname, each in the order of the text."""

    by_surname: dict[str, list[FullName]] = field(default_factory=dict)

    def may_be_meant(self, surname: str, pronoun: str) -> bool:
        """Whether somebody of that surname, named anywhere in the text, may be he or she."""
        known = self.by_surname.get(surname, [])[:MOST_BEARERS]
        return any(name.gender in (None, pronoun) and not name.is_impersonal for name in known)

    def bearer(self, surname: str, before: int) -> FullName | None:
        """The one person called `surname` before the offset `before`; None where there are two."""
        known = self.by_surname.get(surname, [])[:MOST_BEARERS]
        earlier = known[: bisect_left(known, before, key=lambda name: name.start)]
        longest = max(earlier, key=lambda name: len(name.written), default=None)
        if longest is None or any(not _same_person(name, longest) for name in earlier):
            return None
        return longest


def names_of(text: str) -> Names:
    """Every full name in `text`, in one pass."""
    names = Names()
    for name in _full_names(text):
        names.by_surname.setdefault(surname_of(name.written), []).append(name)
    return names


def surname_of(name: str) -> str:
    """The last word of a name that isn't a mark of generation."""
    parts = [part for part in name.split() if part.rstrip(".") not in ("Jr", "Sr", "II", "III")]
    return parts[-1].removesuffix("’s").removesuffix("'s") if parts else name


def gender_of(name: str) -> Gender | None:
    """What the given name says of the bearer, None where it is unknown or a surname stands alone."""
    parts = name.split()
    if len(parts) < 2:
        return None
    given = parts[0].partition("-")[0].lower()
    if given in words_of("given_names_female"):
        return "she"
    return "he" if given in words_of("given_names_male") else None


def _full_names(text: str) -> Iterator[FullName]:
    for match in _FULL_NAME.finditer(text):
        parts = match.group("name").split()
        first = _first_part(parts)
        if len(parts) - first >= 2:
            title = (match.group("title") or "").strip() if first == 0 else ""
            written = " ".join(parts[first:]).removesuffix("’s").removesuffix("'s")
            yield FullName(match.start("name"), written, title)


def _first_part(parts: list[str]) -> int:
    """Where the name itself begins, behind offices, small words, and what isn't the given name."""
    lowered = [part.lower() for part in parts]
    given = words_of("given_names_female", "given_names_male")
    first = max((index + 1 for index, word in enumerate(lowered) if word in words_of("offices")), default=0)
    for index in range(first, len(parts) - 1):
        if lowered[index] in given:
            return index
    small = words_of("phrase_boundaries", "postmodifying", "anaphora", "phrase_openings")
    while first < len(parts) and lowered[first] in small:
        first += 1
    return first


def _same_person(one: FullName, other: FullName) -> bool:
    """`Carlos T. Brandt` and `Carl Brandt` are, `Ann Brown` and `Carl Brown` are not."""
    first, second = one.written.split()[0], other.written.split()[0]
    return first[0] == second[0] and (first[:2] == second[:2] or "." in first + second)


def _compiled() -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in entries("titles") + entries("titles_unstopped"))
    particles = "|".join(entries("name_particles"))
    word = (
        rf"(?:{CAPITAL}[\w’'-]{{0,{LONGEST_PART}}}\w|{CAPITAL}\.|(?:al|el)-{CAPITAL}\w{{1,{LONGEST_PART}}})"
    )
    more = rf"(?:[ \u00a0](?:(?:{particles})[ \u00a0])?{word}){{1,{MOST_NAME_PARTS}}}"
    # Titles and names begin with a capital, so that most places are left at once.
    opening = rf"\b(?={CAPITAL}|[ae]l-)"
    return re.compile(rf"{opening}(?P<title>(?:{titles})[ \u00a0])?\b(?P<name>{word}{more})")


_FULL_NAME = _compiled()
