"""Lines that are only a link, and headings as programs write them."""

import re

from claims.text.layout.lines import Line, holds_any
from claims.text.layout.units import BOILERPLATE, HEADING, SENTENCE, places

ADDRESS = r"(?:https?://|www\.)[^\s()\[\]<>]{1,400}"
# An address alone, in the brackets of a markup language, or as the words of a link to itself.
LINK = re.compile(rf"(?:[-*•] )?(?:\[{ADDRESS}\]\(<?{ADDRESS}>?\)|\[{ADDRESS}\]|<{ADDRESS}>|{ADDRESS})[.,;]?")
# "See the chart [https://example.org/chart]", "Read it here   https://example.org".
LED = re.compile(rf"[^\s.!?]+(?: +[^\s.!?]+){{0,6}} +(?:\[{ADDRESS}\]|{ADDRESS})")
MARKED = re.compile(r"#{1,6} [^\s#]")
FEED_HEAD = re.compile(r"\bURL: ?https?://")
LONGEST_HEADING = 250
LINK_SIGNS = ("://", "www.")
# "Read More »Ferry sold after storm": the link that ends one text, and the title of the next.
BEHIND_LINK = re.compile(
    r"(?:(?:Read|See|View) [Mm]ore|Continue [Rr]eading|Read (?:on|the rest)) ?[»›→]{1,2} ?(?=[\w“\"‘'])"
)
FEWEST_BEHIND, LONGEST_BEHIND = 2, 200


def is_link(content: str) -> bool:
    """Whether the line is nothing but a link, or a few words that lead to an address."""
    if not holds_any(content, LINK_SIGNS):
        return False
    return LINK.fullmatch(content) is not None or LED.fullmatch(content) is not None


def is_marked_heading(content: str) -> bool:
    """Whether the line has the mark of a heading of Markdown."""
    return content[0] == "#" and len(content) <= LONGEST_HEADING and MARKED.match(content) is not None


def heads_feed(content: str) -> bool:
    """Whether a marked heading tells where the page was fetched."""
    return "://" in content and FEED_HEAD.search(content) is not None


def titles_behind_links(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The lines with a link to the rest of the text above and the title of the one below, two or more."""
    found = [
        index
        for index in places(kinds[:-1], BOILERPLATE, HEADING)
        if kinds[index + 1] == SENTENCE
        and lines[index].end - lines[index].start <= LONGEST_BEHIND
        and BEHIND_LINK.match(text, lines[index].start, lines[index].end)
    ]
    return found if len(found) >= FEWEST_BEHIND else []


def settle_behind_links(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes lines of a link and a title for headings: the two are parted where sentences are."""
    for index in titles_behind_links(text, lines, kinds):
        kinds[index] = HEADING
