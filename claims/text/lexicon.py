"""Looks up the words and phrases of many word lists in one pass over a sentence's words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.text.wordlists import entries

# A run of letters of any script; the plain ones first, because they are told a quarter faster.
LETTERS = r"(?:[a-zA-Z]++[^\W\d_]*+|[^\W\d_]++)"
WORD = re.compile(rf"{LETTERS}(?:['’]{LETTERS})*+|\d++(?:[.,]\d++)*+")
VOWELS = "aeiou"
# Written like this they are names (the country, the health organisation, the month), not the common word.
PROPER_NAMES = frozenset({"US", "IT", "WHO", "AIDS", "May"})

Following = tuple[tuple[int, dict[tuple[str, ...], tuple[str, ...]]], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """For the first word of each entry: the words that must follow, and the lists it comes from.

    What may follow is kept by the number of its words, so that a first word of many entries ("the") costs a
    look-up for each number and not for each entry.
    """

    continuations: dict[str, Following]

    def counts(self, words: Sequence[str]) -> dict[str, int]:
        """How many entries of each list occur in `words` (as written, in order)."""
        lowered = [word.lower() for word in words]
        if not PROPER_NAMES.isdisjoint(words):
            lowered = [word if word in PROPER_NAMES else word.lower() for word in words]
        found: dict[str, int] = {}
        continuations = self.continuations
        for position, word in enumerate(lowered):
            if word in continuations:
                for length, lists in continuations[word]:
                    for name in lists.get(tuple(lowered[position + 1 : position + 1 + length]), ()):
                        found[name] = found.get(name, 0) + 1
        return found

    def single_words(self) -> frozenset[str]:
        """The entries that are one word."""
        return frozenset(first for first, following in self.continuations.items() if not following[0][0])


def lexicon(names: Iterable[str], language: str = "en") -> Lexicon:
    """The word lists called `names`, ready for look-up."""
    collected: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for name in names:
        for entry in entries(name, language):
            for first, rest in inflected(entry):
                collected.setdefault(first, set()).add((rest, name))
    return Lexicon({first: _by_length(found) for first, found in collected.items()})


def _by_length(found: set[tuple[tuple[str, ...], str]]) -> Following:
    """What may follow a first word by the number of words, fewest first."""
    lists: dict[int, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for rest, name in sorted(found):
        same = lists.setdefault(len(rest), {})
        same[rest] = (*same.get(rest, ()), name)
    return tuple(sorted(lists.items()))


def inflected(entry: str) -> list[tuple[str, tuple[str, ...]]]:
    """The written forms of a list entry, each as its first word and the words that follow.

    `kill/v` stands for kill, kills, killed and killing; `rebel/n` for rebel and rebels; the mark
    belongs to the word it follows, so `point/v out` gives pointed out.
    """
    parts = entry.lower().split(" ")
    marked = next((index for index, part in enumerate(parts) if part[-2:] in ("/v", "/n")), None)
    if marked is None:
        phrases = [entry]
    else:
        word, mark = parts[marked][:-2], parts[marked][-1]
        forms = verb_forms(word) if mark == "v" else [word, plural(word)]
        phrases = [" ".join([*parts[:marked], form, *parts[marked + 1 :]]) for form in forms]
    split = [WORD.findall(phrase.lower()) for phrase in phrases]
    return [(words[0], tuple(words[1:])) for words in split]


def verb_forms(verb: str) -> list[str]:
    """A regular English verb, its third person, its past and its -ing form."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if _doubles_last_consonant(verb) else verb
    return [verb, plural(verb), stem + "ed", stem + "ing"]


def plural(noun: str) -> str:
    """A regular English noun's plural (also a verb's third person)."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def _doubles_last_consonant(verb: str) -> bool:
    """One vowel before one consonant in a word of one syllable (ban, plot), or a known longer verb."""
    vowels = sum(letter in VOWELS for letter in verb)
    short = vowels == 1 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS
    return short or verb in LONGER_DOUBLING_VERBS


LONGER_DOUBLING_VERBS = frozenset({"kidnap", "acquit", "propel", "transfer"})
