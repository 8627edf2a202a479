"""Whether a line tells what was, what is seen to be, or nothing: by its verbs, without a tagger."""

import re
from functools import cache
from itertools import pairwise

from claims.text.layout.lines import holds_any
from claims.text.lexicon import plural
from claims.text.wordlists import entries

MOST_SUBJECT = 90
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
SMALL_WORD = re.compile(r"[a-z]+")
# The stop comes first and what must stand before it second, because stops are looked for faster.
SENTENCE_END = re.compile(r"[.!?](?:(?<=[^\W\d_]{4}.)|(?<=\d{4}.)|(?<=\).))[\"”’)]* +(?=[A-Z“\"(])")
PAST = re.compile(r"\b(?:said|says|was|were|had|did|told)\b")
# What stands between a subject and its verb: a clause of its own, or a place in the picture.
ASIDE = re.compile(
    r", (?:who|which|whose|where) [^,]{1,120},|,? ?\(?\b(?:(?:second|third|far|top|bottom|front) (?:from )?)?"
    r"(?:left|right|cent(?:er|re))\b[,)]"
)
MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}"
YEAR = re.compile(r"\d{4}")
# A sentence that ends on a day with its year, as captions do.
FULL_DATE_END = re.compile(
    rf"\b(?:{MONTH}\.? \d{{1,2}}, \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}})\.?(?: \([^()]*\))?$"
)
# What may follow a participle in -ed, and hardly a past tense: "destroyed by fire", "pictured at home".
AFTER_PARTICIPLE = frozenset(
    {"by", "in", "at", "near", "outside", "from", "during", "with", "as", "for", "on"}
)
# Behind these a word is a noun or an infinitive.
BEFORE_NOUNS = frozenset(
    {"to", "the", "a", "an", "of", "in", "on", "at", "by", "for", "with", "from", "no", "not"}
)
PLACING = frozenset(
    {"in", "at", "near", "outside", "inside", "during", "beside", "above", "below", "behind", "along"}
)
# A fragment that begins so goes on with the argument.
NOT_NAMING = frozenset(
    {
        "not",
        "no",
        "but",
        "and",
        "or",
        "so",
        "yet",
        "even",
        "just",
        "only",
        "then",
        "now",
        "maybe",
        "perhaps",
        "also",
    }
    | {
        "more",
        "less",
        "nothing",
        "nobody",
        "never",
        "too",
        "that",
        "this",
        "what",
        "why",
        "how",
        "who",
        "because",
    }
)
# Before these even the second word is a past tense: "Researchers named the eel".
OBJECTS = frozenset(
    {"the", "a", "an", "his", "her", "its", "their", "that", "this", "these", "it", "them", "him"}
)
BEFORE_GERUND = frozenset(
    {"in", "on", "at", "by", "from", "for", "to", "via", "with", "under", "of", "and", "or", "while", "after"}
    | {"before", "without", "when", "not", "but", "than", "as", "about"}
)


def first_sentence(content: str) -> str:
    """The words up to the first stop that ends a sentence and no abbreviation."""
    match = SENTENCE_END.search(content)
    return content[: match.end()].rstrip() if match else content


def tells_scene(content: str) -> bool:
    """Whether the first sentence tells in the present what somebody is seen to do."""
    first = first_sentence(content)
    words = SMALL_WORD.findall(first[:MOST_SUBJECT])
    seen = any(word in scenes() and before not in BEFORE_NOUNS for before, word in pairwise(["", *words]))
    return seen and not first[:1].islower() and not PAST.search(first)


def tells_day_in_present(content: str) -> bool:
    """Whether the first sentence ends on a full date, and nothing in it is told in the past."""
    if not holds_any(content, MONTHS) or not YEAR.search(content):
        return False
    first = first_sentence(content)
    if not FULL_DATE_END.search(first) or tells_past(ASIDE.sub(",", first)):
        return False
    return first.endswith(".") or tells_scene(content)


def tells_past(sentence: str) -> bool:
    """Whether a word can be a past tense: irregular, or in -ed with no "by" or place behind it."""
    return _tell_past([word.casefold() for word in WORD.findall(sentence)])


def _tell_past(words: list[str]) -> bool:
    if not pasts().isdisjoint(words):
        return True
    return any(
        word.endswith("ed") and after not in AFTER_PARTICIPLE and (index > 1 or (index and after in OBJECTS))
        for index, (word, after) in enumerate(pairwise(words))
    )


def _are_verbless(words: list[str]) -> bool:
    """Whether no word can be a finite verb; participles in -ed before "by" or a place are none."""
    return finite_forms().isdisjoint(words) and not _tell_past(words)


def describes(sentence: str) -> bool:
    """Whether the sentence names a thing and where it is or what it does, without saying anything of it.

    "Seized tusks in front of the office.", "Groups selling weapons.": no finite verb, but a place or a
    participle in -ing behind a noun.
    """
    words = [word.casefold() for word in WORD.findall(sentence)]
    if not words or not sentence[:1].isupper() or words[0] in NOT_NAMING or not _are_verbless(words):
        return False
    shown = any(word.endswith("ing") and before not in BEFORE_GERUND for before, word in pairwise(words))
    return shown or not PLACING.isdisjoint(words[2:])


@cache
def scenes() -> frozenset[str]:
    """What pictures show people doing, in the forms of the present; `sign/s` only as "signs"."""
    verbs = entries("scene_verbs")
    plain = (verb for verb in verbs if not verb.endswith("/s"))
    return frozenset(plain) | frozenset(plural(verb.removesuffix("/s")) for verb in verbs)


@cache
def pasts() -> frozenset[str]:
    """Past forms that don't end in -ed, of auxiliaries too."""
    return frozenset(entries("irregular_past")) | {
        "was",
        "were",
        "had",
        "did",
        "said",
        "told",
        "could",
        "would",
    }


@cache
def finite_forms() -> frozenset[str]:
    """Forms of frequent verbs that can be the verb of a sentence."""
    verbs = [verb.removesuffix("/s") for verb in (*entries("common_verbs"), *entries("scene_verbs"))]
    others = (
        entries("auxiliaries") + entries("irregular_past") + entries("verb_forms") + entries("speech_verbs")
    )
    forms = (*(plural(verb) for verb in verbs), *entries("common_verbs"), *others)
    return frozenset(form for form in forms if not form.endswith("ing"))
