"""Rows of buttons and of links, and the labels above them."""

import re
from functools import cache

from claims.text.layout.lines import holds_any
from claims.text.wordlists import entries

EDGES = " \t\xa0.:;,!?…|·•›»«→←<>-–—()[]*_/\\#+"
MOST_BAR_WORDS, MOST_LABEL_WORDS = 14, 5
SHORTEST_BUTTON = 2
FEWEST_KNOWN = 3
FEWEST_STEPS, LONGEST_STEP = 3, 3
WEAK = "*"
CONNECTING = frozenset({"and", "us", "our", "your", "the", "with", "for", "of"})
TRAIL = re.compile(r" ?[|>»›] ?| [·•/] ")
STEP = re.compile(r" [>»›] .* [>»›] ")
GLUED, GLUED_SEAM = re.compile(r"[A-Z](?<=[a-z+!].)"), re.compile(r"(?<=[a-z+!])(?=[A-Z])")
SIGNS = ("|", ">", "»", "›", "·", "•", "/")
ARTICLE = re.compile(r"\b(?:the|our|this|an?) ")
DIGIT = re.compile(r"\d")


def plain_label(content: str) -> str:
    """The words of a label in small letters, without the signs at its ends, as they stand in the lists."""
    return content.casefold().replace("’", "'").strip(EDGES)


def heads_links(content: str) -> bool:
    """Whether the line is a label such as "Related stories", below which links stand."""
    return plain_label(content) in link_sections()


def is_bar(words: list[str]) -> bool:
    """Whether the words are a row of buttons ("Share Tweet Email", "Home | About | Contact")."""
    if not 1 <= len(words) <= MOST_BAR_WORDS:
        return False
    first = words[0].strip(EDGES)
    if (first not in _bar_words() and not first.isdigit()) or words[-1] in CONNECTING:
        return False
    bare_words = (word.strip(EDGES) for word in words)
    names = [bare for bare in bare_words if bare and bare not in CONNECTING and not bare.isdigit()]
    unknown = sum(name not in _bar_words() for name in names)
    if not names or unknown > (len(names) > FEWEST_KNOWN and first.isdigit()):
        return False
    if names[0] not in whole_lines() and all(len(name) <= SHORTEST_BUTTON for name in names):
        return False
    return len(names) > 1 or len(words) > 1 or names[0] in whole_lines() or len(names[0]) > SHORTEST_BUTTON


def is_glued_bar(content: str) -> bool:
    """Whether the line is a row of buttons whose words a scraper ran together ("FacebookEmailTwitter")."""
    if not GLUED.search(content):
        return False
    return is_bar(GLUED_SEAM.sub(" ", content).casefold().split(maxsplit=MOST_BAR_WORDS))


def is_trail(plain: str, fewest: int = FEWEST_STEPS) -> bool:
    """Whether the line is a row of links set apart by signs ("World > Europe > Spain")."""
    if not holds_any(plain, SIGNS) or plain.startswith("by "):
        return False
    if DIGIT.search(plain) and not STEP.search(plain):
        return False
    steps = TRAIL.split(plain)
    short = all(len(step.split()) <= LONGEST_STEP for step in steps)
    return len(steps) >= fewest - ("»" in plain or "›" in plain) and short


def is_rail_label(words: list[str]) -> bool:
    """Whether the words only say that links follow: "Other stories below", "Latest from our site"."""
    if not 2 <= len(words) <= MOST_LABEL_WORDS:
        return False
    bare = [word.strip(EDGES) for word in words]
    known = _label_words()
    return (
        any(word in _label_nouns() for word in bare)
        and all(word in known or word in _label_nouns() for word in bare)
        and any(known.get(word) for word in bare)
    )


def is_whole_line(bare: str) -> bool:
    """Whether this, in small letters and without signs at its ends, is a listed line of furniture.

    "The" and its like don't count in lines of three words or more: "back to the top".
    """
    if bare in whole_lines():
        return True
    return (
        bare.count(" ") > 1 and ARTICLE.search(bare) is not None and ARTICLE.sub("", bare) in _plain_lines()
    )


@cache
def whole_lines() -> frozenset[str]:
    """The listed lines of furniture."""
    return frozenset(entries("furniture_lines"))


@cache
def link_sections() -> frozenset[str]:
    """The labels of links to other articles, as `plain_label` gives them."""
    return frozenset(entries("link_sections"))


@cache
def _plain_lines() -> frozenset[str]:
    return frozenset(plain for line in whole_lines() if " " in (plain := ARTICLE.sub("", line)))


@cache
def _bar_words() -> frozenset[str]:
    return frozenset(entries("furniture_words"))


@cache
def _label_nouns() -> frozenset[str]:
    return frozenset(entries("label_nouns"))


@cache
def _label_words() -> dict[str, bool]:
    """The words of labels, and whether they make one beside a noun."""
    return {entry.removesuffix(WEAK): not entry.endswith(WEAK) for entry in entries("label_words")}
