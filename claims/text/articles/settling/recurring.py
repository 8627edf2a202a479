"""Titles that a page sets alike: each behind a number with a sign, a link or the mark of Markdown."""

import re
from collections import defaultdict

from claims.text.articles.cohesion import content_words
from claims.text.layout.lines import Line
from claims.text.layout.links import titles_behind_links
from claims.text.layout.units import BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE

FEWEST, SIGNATURE_REACH = 3, 4
LONGEST_SUMMARY, FEWEST_SPACES, STEM = 200, 3, 5
# "(Coast Paper: Ann Lee)", "from Coast Paper".
SOURCE = re.compile(r"\([A-Z][^()\n]{2,80}\)|from (?:the )?[A-Z][\w’'.| ]{2,60}")
# "Coast Paper – Ferry sold after storm", "Ferry sold after storm | Coast Paper".
NAMED = r"[A-Z][\w.’'&-]{0,20}(?: (?:of |the )?[A-Z][\w.’'&-]{0,20}){0,3}"
NAMED_FIRST = re.compile(rf"{NAMED} [–—|] (?=\w+ \w+ \w)")
NAMED_LAST = re.compile(rf"\w \w+ [–—|-] {NAMED}$")
PARTED, LONGEST_NAMED = re.compile(r" [–—|-] "), 140
FORMULA = re.compile(r"[A-Z][a-z]+ [a-z]+ (?=[\w“])")
FEWEST_SOURCES, LONGEST_SOURCE, BELOW_SOURCES = 2, 90, (SENTENCE, LIST_ITEM, CAPTION, HEADING)
# "↓↓33Ferry sold after storm": the arrows of links, a number that stands twice, as text and as picture.
COUNTED = re.compile(
    r"[\u2190-\u21ff\u25a0-\u25ff\u2b00-\u2bff]{1,4} ?(?:(\d{1,2})\1|\d{1,2})(?:[.:)] ?)?(?=[^\W\d_])"
)
FIRST_SIGN = "\u2190"
# "## Ferry sold after storm", as pages saved in Markdown set titles.
MARKED = re.compile(r"(#{2,4}) (?=\S)")


def settle_recurring(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Takes the titles that stand again and again in one setting for headlines, and answers with them."""
    counted = [
        index
        for index, line in enumerate(lines)
        if text[line.start] >= FIRST_SIGN and COUNTED.match(text, line.start, line.end)
    ]
    found = set(counted if len(counted) >= FEWEST else ())
    found.update(titles_behind_links(text, lines, kinds))
    found.update(_marked_titles(text, lines, kinds))
    found.update(_summarised_titles(text, lines, kinds))
    for index in found:
        kinds[index] = HEADING
    _settle_sources(text, lines, kinds)
    _settle_outlets(text, lines, kinds)
    return frozenset(found)


def _marked_titles(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The titles that Markdown marks on the level where most have a date or writer right below them."""
    levels: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if text[line.start] == "#" and (mark := MARKED.match(text, line.start, line.end)):
            levels[mark.group(1)].append(index)
    for titles in levels.values():
        signed = sum(BYLINE in kinds[index + 1 : index + 1 + SIGNATURE_REACH] for index in titles)
        if len(titles) >= FEWEST and signed * 3 >= len(titles) * 2:
            return titles
    return []


def _summarised_titles(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The titles of a list in which each has a longer line below it that tells it again, without a stop."""
    found: list[int] = []
    for first in (0, 1):
        run: list[int] = []
        for index in range(first, len(lines) + 1, 2):
            if index + 1 < len(lines) and _may_have_summary(text, lines, kinds, index):
                run.append(index)
                continue
            if len(run) >= FEWEST and any(kinds[title + 1] == HEADING for title in run):
                found += run if _tell_again(text, lines, run) else ()
            run = []
    for title in found:
        kinds[title + 1] = SENTENCE
    return found


def _may_have_summary(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line below a heading of some words is longer, though no paragraph."""
    if kinds[index] != HEADING or kinds[index + 1] not in (HEADING, SENTENCE):
        return False
    title, below = lines[index], lines[index + 1]
    if not title.end - title.start < below.end - below.start <= LONGEST_SUMMARY:
        return False
    return text.count(" ", title.start, title.end) >= FEWEST_SPACES


def _tell_again(text: str, lines: list[Line], titles: list[int]) -> bool:
    """Whether the lines below the titles take up a word of them, for two of three."""
    told = sum(not _stems(text, lines[title]).isdisjoint(_stems(text, lines[title + 1])) for title in titles)
    return told * 3 >= len(titles) * 2


def _stems(text: str, line: Line) -> set[str]:
    return {word[:STEM] for word in content_words(text, line.start, line.end)}


def _settle_sources(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes the sources that stand below headings, in brackets or behind "from", for bylines."""
    found = [
        index
        for index in range(1, len(lines) - 1)
        if kinds[index - 1] == HEADING
        and lines[index].end - lines[index].start <= LONGEST_SOURCE
        and SOURCE.fullmatch(text, lines[index].start, lines[index].end)
        and kinds[index + 1] in BELOW_SOURCES
    ]
    for index in found if len(found) >= FEWEST_SOURCES else ():
        kinds[index] = BYLINE
    for places in _formulas(text, lines, kinds):
        for index in places if len(places) >= FEWEST else ():
            kinds[index] = BYLINE


def _formulas(text: str, lines: list[Line], kinds: list[str]) -> list[list[int]]:
    """The lines between headings and texts, by their first two words: "Based on a press release"."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(1, len(lines) - 1):
        line = lines[index]
        if kinds[index - 1 : index + 2] != [HEADING, HEADING, SENTENCE]:
            continue
        if line.end - line.start <= LONGEST_SOURCE and (words := FORMULA.match(text, line.start, line.end)):
            places[words.group()].append(index)
    return list(places.values())


def _settle_outlets(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes sentences that begin or end with an outlet or place, as several headings do, for headings."""
    parted = [
        index
        for index, line in enumerate(lines)
        if kinds[index : index + 2] in ([HEADING, SENTENCE], [SENTENCE, SENTENCE])
        and line.end - line.start <= LONGEST_NAMED
        and PARTED.search(text, line.start, line.end)
    ]
    for find in (NAMED_FIRST.match, NAMED_LAST.search) if len(parted) >= FEWEST else ():
        named = [index for index in parted if find(text, lines[index].start, lines[index].end)]
        if sum(kinds[index] == HEADING for index in named) >= FEWEST:
            for index in named:
                kinds[index] = HEADING
