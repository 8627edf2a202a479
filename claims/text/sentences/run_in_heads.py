"""Headings and links that a scraper ran into the paragraph behind them, with only a space between.

"Back to the pier The boats returned on Monday.", "READ MORE: Who owns the pier He had left."
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from claims.text.layout.boilerplate import is_boilerplate
from claims.text.layout.bylines import is_byline
from claims.text.layout.headings import is_title_case
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE
from claims.text.layout.verbs import finite_forms, pasts
from claims.text.sentences.glue import FEW_SEAMS, Occurrences
from claims.text.sentences.vocabulary import PEOPLE, SPEECH_VERBS
from claims.text.wordlists import entries

# A capitalised word, perhaps with a second, behind a word that no stop ends, and the small word behind it.
SEAM = re.compile(r" ([A-Z](?<=[\w’'”\")?!-] .)[a-z’']*+)(?=( [A-Z][\w’'-]+){0,2}( [a-z][\w’'-]*)|, [a-z])")
LINK = re.compile(
    r"(?:READ|SEE|WATCH|LISTEN|MORE|RELATED|ALSO|IN PICTURES|IN DEPTH|IN VIDEO|READ MORE|SEE ALSO"
    r"|READ ALSO|ALSO READ|MORE ON THIS"
    r"|(?:Read|See|Watch|Related|Also)(?: [Mm]ore| [Aa]lso| [Rr]ead| [Ss]tory)?) ?: "
)
LABELS = (
    "READ",
    "IN ",
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
WORD = re.compile(r"[A-Za-z’']+")
SHORTEST_COMMON = 5
# Words of somebody's, set in front of the paragraph: "'Halden is sinking' State media said".
QUOTED = re.compile(r"['‘][^'‘’\n]{5,40}['’]\s*|[\"“][^\"“”\n]{5,40}[\"”]\s*")
GAP = re.compile(r" {2,}(?=[A-Z“\"])")
# Who or what a sentence is about, behind a small word, with the verb or clause behind it.
SUBJECT = re.compile(
    r"[A-Z](?<=[a-z’'”\"] .)[\w’'-]*(?: (?:[a-z]{2,3}[- ])?[A-Z][\w’'-]*){0,2}(?:,| ([a-z]+)\b)"
)
OPENING, CLOSING = "“‘\"'", "”’\"'"
# Words that begin names of papers, bands and books, too.
NAMING = frozenset({"The", "A", "An", "Our", "Her", "His", "Its", "Their", "Your", "My"})
AFTER_NAMES = frozenset({"He", "A", "An", "It", "No"})  # "Geng He", "Type A": they may end names
CLAUSES = frozenset({"which", "that", "who", "when", "where", "while", "because", "as", "if", "what"})
OFTEN = 2  # whom a page quotes, it names more than once
ENDS = "-'’\"”"
QUOTED_ON = ",.!?"
STOPPED = tuple(".!?…”\"’')-")
FEWEST_WORDS, MOST_WORDS, LONGEST, FEWEST_BEFORE_NAMES = 2, 10, 80, 3
SHORTEST_REST, LONGEST_LINK = 30, 160
# A heading of two words at least stands before the rest; what a seam looks at behind its place.
SHORTEST_HEADED, LONGEST_SEAM = SHORTEST_REST + 4, 120

Span = tuple[int, int, str]
# The index of a span, where its prose may begin, a word, and how often that has to stand in the text.
Asked = tuple[int, int, str, int]


def head_seams(text: str, spans: Sequence[Span]) -> dict[int, tuple[int, str]]:
    """For the index of each span that a heading or link opens: where its prose begins, the opening's kind.

    A heading of a few words ends before a word that begins sentences, or before who said something.
    """
    found, asked = _opened(text, spans)
    words = Occurrences(text) if len(asked) <= FEW_SEAMS else Counter(WORD.findall(text))
    for index, place, word, least in asked:
        if index not in found and (not word or words[word] >= least):
            found[index] = place, HEADING
    titles = [
        index for index in found if is_title_case(text[spans[index][0] : spans[index][1]][: 2 * LONGEST])
    ]
    for index in titles:
        del found[index]
    return found | _link_seams(text, spans)


def _opened(text: str, spans: Sequence[Span]) -> tuple[dict[int, tuple[int, str]], list[Asked]]:
    """The headings that a word behind them ends, and those that end there if the text has a word often."""
    openers = _openers()
    found: dict[int, tuple[int, str]] = {}
    asked: list[Asked] = []
    for index, (start, end, kind) in enumerate(spans):
        if kind != SENTENCE or end - start < SHORTEST_HEADED or not text.endswith(STOPPED, start, end):
            continue
        for match in _candidates(text, start, min(end, start + LONGEST + LONGEST_SEAM)):
            place = match.start(1)
            if place - start > LONGEST:
                break
            if not _stand_apart(text, place, start, end):
                continue
            if match.group(1) not in openers and not QUOTED.fullmatch(text, start, place):
                if (word := _telling_word(text, match, start)) is not None:
                    asked.append((index, place, *word))
            elif _opens_prose(text, match, start):
                found[index] = place, _kind_of(text[start:place].rstrip())
                break
    return found, asked


def _candidates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Capitals behind words that no stop ends, where the word or the one behind it may tell."""
    openers, telling = _openers(), _telling_words()
    for match in SEAM.finditer(text, start, end):
        first, _, small = match.groups()
        if first in openers or small in telling or text[match.start() - 1] in ENDS:
            yield match


def _link_seams(text: str, spans: Sequence[Span]) -> dict[int, tuple[int, str]]:
    """The same for links: "READ MORE: Who owns the pier He had left."."""
    found: dict[int, tuple[int, str]] = {}
    for index, (start, end, kind) in enumerate(spans):
        if text.startswith(LABELS, start) and (label := LINK.match(text, start, end)):
            place = _link_ends(text, label.end(), end, certain=kind == BOILERPLATE)
            if place and kind in (SENTENCE, BOILERPLATE):
                found[index] = place, BOILERPLATE
    return found


def _stand_apart(text: str, place: int, start: int, end: int) -> bool:
    """Whether what stands before `place` can be a heading, and what follows a sentence."""
    head = text[start:place].rstrip()
    words = head.replace("-", " ").split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or end - place < SHORTEST_REST:
        return False
    return _is_whole(head, words)


def _opens_prose(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a word that begins sentences does so here, and is no part of a name."""
    first, name, small = match.group(1), match.group(2), (match.group(3) or "").strip()
    words = text[start : match.start(1)].split()
    if words[-1].istitle() and (first in PEOPLE or first in AFTER_NAMES) and not _holds_verb([small]):
        return False
    if name and words[-1][0].isupper():
        return False
    if name and (first in NAMING or first in PEOPLE):
        return not _holds_verb(words) and not _holds_verb([small])
    return first not in ("A", "An") or small not in _function_words()


def _telling_word(text: str, match: re.Match[str], start: int) -> tuple[str, int] | None:
    """The word that tells that a sentence begins if it stands so often in the text; None where none can.

    It is whom the text often names, before "said", or a word that is small elsewhere: "Talks to no avail
    Control of Halden was". Behind a dash no word is needed.
    """
    first, small = match.group(1), (match.group(3) or "").strip()
    before = text[start : match.start(1)].split()
    if before[-1].endswith("-") and len(before) >= FEWEST_BEFORE_NAMES:
        return "", 0
    if match.group(2) or not _heads_without_article(before):
        return None
    if small in SPEECH_VERBS:
        return first, OFTEN
    lowered = first.lower()
    common = len(first) >= SHORTEST_COMMON and lowered not in _persons()
    return (lowered, 1) if common and (small == "of" or _holds_verb([small])) else None


def _is_whole(head: str, words: list[str]) -> bool:
    """Whether nothing is left open in the words: no quotation, no "The post", no "of" at their end."""
    if not (head[0].isupper() or head[0].isdigit() or head[0] in OPENING) or " – " in head or " — " in head:
        return False
    if head[-1] == "-" and not head[-2].isalnum():
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


def _heads_without_article(words: list[str]) -> bool:
    """Whether a name behind these words begins a sentence: no clause and no office leads to it.

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
        certain_word = match.group(1) in _openers() and not match.group(2) and text[match.start() - 1] != "-"
        if certain_word and end - match.start(1) >= SHORTEST_REST:
            return match.start(1)
    if certain:
        return 0
    for match in SUBJECT.finditer(text, start, limit):
        word = text[start : match.start()].split()[-1]
        told = match.group(1) is None or _holds_verb([match.group(1)])
        if told and _may_end_head(word) and word[0].islower() and end - match.start() >= SHORTEST_REST:
            return match.start()
    return 0


def _kind_of(head: str) -> str:
    return BOILERPLATE if is_boilerplate(head) else BYLINE if is_byline(head) else HEADING


@cache
def _telling_words() -> frozenset[str]:
    """What the small word behind a name may be: a verb, or "of"."""
    return frozenset(f" {word}" for word in (*finite_forms(), *pasts(), *SPEECH_VERBS, "of"))


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
