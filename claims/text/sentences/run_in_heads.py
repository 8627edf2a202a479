"""Headings and links that a scraper ran into the paragraph behind them, with only a space between.

"Back to the pier The boats returned on Monday.", "READ MORE: Who owns the pier He had left."
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

from claims.text.layout.boilerplate import is_boilerplate
from claims.text.layout.bylines import is_byline
from claims.text.layout.headings import is_title_case
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE
from claims.text.layout.verbs import finite_forms, pasts
from claims.text.sentences.vocabulary import PEOPLE, SPEECH_VERBS
from claims.text.wordlists import entries

# A capitalised word, perhaps with a second, behind a word that no stop ends, and the small word behind it.
SEAM = re.compile(r"([A-Z](?<=[\w’'”\")?!] .)[a-z’']*+)(?=( [A-Z][\w’'-]+)? ([a-z][\w’'-]*))")
LINK = re.compile(
    r"(?:READ|SEE|WATCH|LISTEN|MORE|RELATED|ALSO|READ MORE|SEE ALSO|READ ALSO|ALSO READ|MORE ON THIS"
    r"|(?:Read|See|Watch|Related|Also)(?: [Mm]ore| [Aa]lso| [Rr]ead| [Ss]tory)?) ?: "
)
LABELS = (
    "READ",
    "SEE",
    "WATCH",
    "LISTEN",
    "MORE",
    "RELATED",
    "ALSO",
    "Read",
    "See",
    "Watch",
    "Related",
    "Also",
)
NAME = re.compile(r"[A-Z][a-z’']+")
GAP = re.compile(r" {2,}(?=[A-Z“\"])")
CAPITAL = re.compile(r"[A-Z](?<=[a-z’'”\"] .)")
OPENING, CLOSING = "“‘\"'", "”’\"'"
# Words that begin names of papers, bands and books, too.
NAMING = frozenset({"The", "A", "An", "Our", "Her", "His", "Its", "Their", "Your", "My"})
AFTER_NAMES = frozenset({"He", "A", "An", "It", "No"})  # "Geng He", "Type A": they may end names
CLAUSES = frozenset({"which", "that", "who", "when", "where", "while", "because", "as", "if", "what"})
OFTEN = 3  # whom a page quotes, it names more than once
QUOTED_ON = ",.!?"
STOPPED = tuple(".!?…”\"’')")
FEWEST_WORDS, MOST_WORDS, LONGEST, FEWEST_BEFORE_NAMES = 2, 10, 80, 3
SHORTEST_REST, LONGEST_LINK = 30, 160

Span = tuple[int, int, str]


def head_seams(text: str, spans: Sequence[Span]) -> dict[int, tuple[int, str]]:
    """For the index of each span that a heading or link opens: where its prose begins, the opening's kind.

    A heading of a few words ends before a word that begins sentences, or before who said something.
    """
    starts = [span[0] for span in spans]
    openers = _openers()
    found: dict[int, tuple[int, str]] = {}
    told: list[tuple[int, re.Match[str]]] = []
    for match in SEAM.finditer(text):
        if match.group(1) not in openers and match.group(3) not in SPEECH_VERBS:
            continue
        index = bisect_right(starts, match.start()) - 1
        start, end, kind = spans[index]
        if kind != SENTENCE or not 0 < match.start() - start <= LONGEST:
            continue
        if _parts_head(text, match, start, end):
            if match.group(1) in openers:
                found.setdefault(index, (match.start(), _kind_of(text[start : match.start()].rstrip())))
            else:
                told.append((index, match))
    if told:
        names = Counter(NAME.findall(text))
        found |= {
            index: (match.start(), HEADING)
            for index, match in told
            if index not in found and names[match.group(1)] >= OFTEN
        }
    for index, (start, end, kind) in enumerate(spans):
        if text.startswith(LABELS, start) and (label := LINK.match(text, start, end)):
            place = _link_ends(text, label.end(), end, certain=kind == BOILERPLATE)
            if place and kind in (SENTENCE, BOILERPLATE):
                found[index] = place, BOILERPLATE
    return found


def _parts_head(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether what stands before the match reads as a heading, and what follows as a sentence."""
    place = match.start()
    head = text[start:place].rstrip()
    words = head.split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or end - place < SHORTEST_REST:
        return False
    if not _is_whole(head, words) or not text.endswith(STOPPED, start, end):
        return False
    if is_title_case(text[start : min(end, start + 2 * LONGEST)]):
        return False
    first, name, small = match.groups()
    if first not in _openers():
        return not name and _precedes_speaker(words)
    if words[-1].istitle() and (first in PEOPLE or first in AFTER_NAMES) and not _holds_verb([small]):
        return False
    if name and (first in NAMING or first in PEOPLE):
        return not _holds_verb(words) and not _holds_verb([small])
    return first not in ("A", "An") or small not in _function_words()


def _is_whole(head: str, words: list[str]) -> bool:
    """Whether nothing is left open in the words: no quotation, no "The post", no "of" at their end."""
    if not (head[0].isupper() or head[0].isdigit() or head[0] in OPENING) or " – " in head or " — " in head:
        return False
    if head.count('"') % 2 or head.count("“") != head.count("”"):
        return False
    bare = len(words) == FEWEST_WORDS and words[0].casefold() in _function_words()
    return not bare and _may_end_head(words[-1])


def _may_end_head(word: str) -> bool:
    """Whether the word leaves nothing open, as "of", "told" and "attending" do, and no speaker follows."""
    if word[-1] in CLOSING:
        return word[-2:-1] not in QUOTED_ON
    plain = word.casefold()
    return not (plain in _function_words() or plain in SPEECH_VERBS or plain.endswith("ing"))


def _precedes_speaker(words: list[str]) -> bool:
    """Whether "Lund said" behind these words begins a sentence: no clause and no office leads to the name.

    Headings leave out articles, and are no bare run of nouns as offices are.
    """
    lowered = [word.strip(OPENING).casefold() for word in words]
    opened = lowered[0] != "no" and lowered[0] in _function_words()
    if len(words) < FEWEST_BEFORE_NAMES or opened or lowered[0].endswith(("ing", "ed")):
        return False
    if not CLAUSES.isdisjoint(lowered):
        return False
    if words[-1][-1] in CLOSING:
        return True
    linked = any(word in _function_words() or word[-1:] in ",:" or _holds_verb([word]) for word in lowered)
    return words[-1].islower() and linked and _persons().isdisjoint((lowered[0], lowered[-1]))


def _holds_verb(words: list[str]) -> bool:
    """Whether one of the words can be a finite verb."""
    lowered = [word.casefold() for word in words]
    known = finite_forms() | pasts()
    return not known.isdisjoint(lowered) or any(word.endswith("ed") for word in lowered)


def _link_ends(text: str, start: int, end: int, *, certain: bool) -> int:
    """Where prose begins behind the title of a link; 0 where nothing tells."""
    limit = min(end, start + LONGEST_LINK)
    if end - start < SHORTEST_REST or not text.endswith(STOPPED, start, end):
        return 0
    if gap := GAP.search(text, start, limit):
        return gap.end()
    for match in SEAM.finditer(text, start, limit):
        if match.group(1) in _openers() and not match.group(2) and end - match.start() >= SHORTEST_REST:
            return match.start()
    if certain:
        return 0
    for match in CAPITAL.finditer(text, start, limit):
        word = text[start : match.start()].split()[-1]
        if _may_end_head(word) and word[0].islower() and end - match.start() >= SHORTEST_REST:
            return match.start()
    return 0


def _kind_of(head: str) -> str:
    return BOILERPLATE if is_boilerplate(head) else BYLINE if is_byline(head) else HEADING


@cache
def _openers() -> frozenset[str]:
    return frozenset(entries("after_run_in_heads")) | PEOPLE


@cache
def _function_words() -> frozenset[str]:
    return frozenset(entries("function_words"))


@cache
def _persons() -> frozenset[str]:
    names = ("offices", "persons", "speakers")
    return frozenset(entry.removesuffix("/n") for name in names for entry in entries(name)) - {"victim"}
