"""Words that a line end cut in two: whether the hyphen there is the typesetter's or the writer's."""

import re
from dataclasses import dataclass

from claims.text.wordlists import entries

SOFT = "\xad"
BEFORE = re.compile(r"(?P<joined>[-\u2010]?)(?P<part>[^\W_]+)(?P<hyphen>[-\u2010\xad])$")
AFTER = re.compile(r"(?P<part>[^\W_]+)(?P<joined>[-\u2010]?)")
WORD = re.compile(r"[^\W\d_]{4,}")
COMPOUND = re.compile(r"([^\W_]+)[-\u2010](?=([^\W_]+))")
# Behind a hyphen that stands for what follows later: two- and three-year terms, Ein- und Ausfuhr.
SUSPENDING = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "en"})
FIRST_PARTS = frozenset(entries("hyphen_first_parts"))
LAST_PARTS = SUSPENDING.union(entries("hyphen_last_parts"))
LOOKED_BACK = 60  # characters


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a text, and its words with a hyphen inside a line as pairs of parts; in small letters."""

    words: frozenset[str]
    compounds: frozenset[tuple[str, str]]


def written_in(text: str) -> Written:
    """What shows how the words of `text` are written."""
    small = text.lower()
    return Written(frozenset(WORD.findall(small)), frozenset(COMPOUND.findall(small)))


def joint(before: str, after: str, written: Written) -> tuple[str, bool]:
    """What joins two lines of a paragraph, and whether the hyphen at the end of the first is dropped.

    How the text writes the word elsewhere decides. Where it doesn't, a hyphen between small letters is the
    typesetter's, but for parts that are hardly ever written together (`wordlists/en/hyphen_*.txt`); one
    beside a capital or a digit, or behind another hyphen, is the writer's.
    """
    first, second = BEFORE.search(before[-LOOKED_BACK:]), AFTER.match(after)
    if first is None or second is None or (second["part"] in SUSPENDING and not second["joined"]):
        return " ", False
    if first["hyphen"] == SOFT:
        return "", True
    return "", _is_cut(first["part"], second["part"], written, is_joined=bool(first["joined"]))


def _is_cut(first: str, second: str, written: Written, *, is_joined: bool) -> bool:
    """Whether the two parts are one word without a hyphen."""
    head, tail = first.lower(), second.lower()
    if head + tail in written.words:
        return True
    if is_joined or (head, tail) in written.compounds:
        return False
    between_small_letters = first[-1].islower() and second[0].islower()
    return between_small_letters and len(first) > 1 and head not in FIRST_PARTS and tail not in LAST_PARTS
