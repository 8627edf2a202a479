"""What stands around the one text of a page that was saved whole: rails of links and readers' comments."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from claims.text.layout.bars import EDGES
from claims.text.layout.commenters import LONGEST_COMMENTER, names_commenter
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, CAPTION, HEADING, LIST_ITEM, SENTENCE, places
from claims.text.wordlists import entries

FEWEST_FURNITURE, LEAST_FURNITURE = 10, 0.1
LEAST_WORDS, LEAST_SHARE = 150, 0.5
SHORT_PARAGRAPH, LONG_PARAGRAPH, FURNITURE_COSTS = 8, 20, 10
ENDED = re.compile(r"[.!?:][\"'”’)\]*]*$")
TOLD = frozenset({SENTENCE, LIST_ITEM, CAPTION})
LOOSE = frozenset({HEADING, SENTENCE, CAPTION})
LONGEST_LINK, LONGEST_LABEL = 120, 30
MOST_BETWEEN, FEWEST_PAIRS, FEWEST_MARKS, MOST_LINES_BETWEEN = 3, 2, 2, 30
SHOWN = re.compile(r"(?:Video|Photos|Pictures|Gallery|Slideshow|Audio|Listen|Interactive): ", re.IGNORECASE)
# "by harbourfan July 3, 2012 3:21 AM EDT", "Reply to this comment", "Report abuse".
COMMENT_MARK = re.compile(
    r"by .{2,40} \w{3,9} \d{1,2},? \d{4},? (?:at )?\d{1,2}:\d{2}.{0,12}"
    r"|(?:reply|respond|answer)(?: to this(?: comment| post)?)?|report (?:abuse|comment|this comment|spam)"
    r"|flag(?: comment| as inappropriate| as offensive)?|(?:\w+ ){0,2}(?:recommend|like|reply)",
    re.IGNORECASE,
)


class Stretch(NamedTuple):
    """A run of lines: the index of the first, of the last, and what its words come to."""

    first: int
    last: int
    words: int


def densest(worths: Sequence[int]) -> Stretch:
    """The stretch of greatest sum (Pasternack and Roth 2009, "Extracting article text from the web")."""
    best = Stretch(0, 0, 0)
    first, total = 0, 0
    for index, worth in enumerate(worths):
        if total <= 0:
            first, total = index, 0
        total += worth
        if total > best.words:
            best = Stretch(first, index, total)
    return best


def settle_asides(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes headings that head nothing for links, above and below the text of a page with its menus."""
    furniture = kinds.count(BOILERPLATE)
    if furniture < FEWEST_FURNITURE or furniture < LEAST_FURNITURE * len(lines):
        return
    worths = [_worth(text, line, kind) for line, kind in zip(lines, kinds, strict=True)]
    body = densest(worths)
    if body.words < LEAST_WORDS or body.words < LEAST_SHARE * sum(worth for worth in worths if worth > 0):
        return
    _settle_readers(text, lines, kinds, body)
    _settle_below(text, lines, kinds, body)
    _settle_doubled(text, lines, kinds)
    _settle_labelled(text, lines, kinds, body.last)
    _settle_shown(text, lines, kinds, body.last)
    _settle_again(text, lines, kinds, body)
    _settle_above(text, lines, kinds, body)


def _worth(text: str, line: Line, kind: str) -> int:
    """What a line adds to the text of the page: its words if it is a paragraph, else less than nothing."""
    if kind not in (SENTENCE, LIST_ITEM):
        return -FURNITURE_COSTS
    words = text.count(" ", line.start, line.end) + 1
    if words >= LONG_PARAGRAPH:
        return words
    if words >= SHORT_PARAGRAPH:
        return words if ENDED.search(text, max(line.start, line.end - 8), line.end) else 0
    return -FURNITURE_COSTS // 2


def _settle_below(text: str, lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """Below the text a heading that heads nothing is a link, and so is a short line amid links."""
    for index in _listed_headings(text, lines, kinds, body.last + 1):
        kinds[index] = BOILERPLATE
    first = body.last + 1
    for index in range(first, len(kinds) + 1):
        if index < len(kinds) and kinds[index] != BOILERPLATE:
            continue
        row, first = range(first, index), index + 1
        amid = kinds[row.start - 1] == BOILERPLATE and len(row) <= MOST_BETWEEN
        if amid and all(_may_be_title(text, lines[near], kinds[near]) for near in row):
            kinds[row.start : row.stop] = [BOILERPLATE] * len(row)


def _may_be_title(text: str, line: Line, kind: str) -> bool:
    """Whether a short line that isn't taken for a heading may be a title all the same."""
    return kind in TOLD and _is_short(line) and text[line.end - 1] not in '.”"'


def _heads_text(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether a paragraph stands below the heading, perhaps with a byline or a picture's text between."""
    for below in range(index + 1, min(index + 1 + MOST_BETWEEN, len(kinds))):
        if kinds[below] in TOLD and text.count(" ", *lines[below][:2]) >= SHORT_PARAGRAPH - 1:
            return True
        if kinds[below] in (HEADING, BOILERPLATE):
            return False
    return False


def _listed_headings(text: str, lines: list[Line], kinds: list[str], start: int) -> list[int]:
    """Headings that stand in rows of two and more below furniture and have no text of their own."""
    listed: list[int] = []
    first = start
    for index in range(start, len(kinds) + 1):
        if index < len(kinds) and kinds[index] == HEADING:
            continue
        row, first = range(first, index), index + 1
        if len(row) > 1 and kinds[row.start - 1] == BOILERPLATE:
            listed += row if not _heads_text(text, lines, kinds, index - 1) else row[:-1]
    return listed


def _settle_labelled(text: str, lines: list[Line], kinds: list[str], end: int) -> None:
    """Titles right below "Related stories" are links: two and more, or one above a paragraph."""
    for label in range(end):
        if kinds[label] not in (BOILERPLATE, HEADING) or not heads_links(lines[label].slice(text)):
            continue
        kinds[label] = BOILERPLATE
        last = label
        while last + 1 < end and _may_be_link(text, lines[last + 1], kinds[last + 1]):
            last += 1
        if last - label > 1 or kinds[last + 1 : last + 2] == [SENTENCE]:
            kinds[label + 1 : last + 1] = [BOILERPLATE] * (last - label)


def _may_be_link(text: str, line: Line, kind: str) -> bool:
    """Whether the line may be the title of another article."""
    return kind == HEADING or (kind in LOOSE and _is_short(line) and text[line.end - 1] not in '.”"')


def _settle_shown(text: str, lines: list[Line], kinds: list[str], end: int) -> None:
    """Titles of films ("Video: ...") amid the text are links, and so are the headings beside them."""
    shown = [
        index
        for index in range(end)
        if kinds[index] in LOOSE
        and _length(lines[index]) <= LONGEST_LINK
        and SHOWN.match(text, lines[index].start)
    ]
    for index in shown:
        kinds[index] = BOILERPLATE
        above = index - 1
        if above > 0 and kinds[above] == HEADING and kinds[above - 1] in (SENTENCE, BOILERPLATE):
            kinds[above] = BOILERPLATE


def _settle_again(text: str, lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """Headings that stand again among the links below are links: amid the text, or in a row above it."""
    titles = {
        lines[index].slice(text) for index in range(body.last + 1, len(kinds)) if kinds[index] == BOILERPLATE
    }
    again = [
        index for index in places(kinds, HEADING) if index < body.last and lines[index].slice(text) in titles
    ]
    row = set(again)
    for index in again:
        if index > body.first or index - 1 in row or index + 1 in row:
            kinds[index] = BOILERPLATE


def _settle_doubled(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A title with a word before it, cut off perhaps, above the title alone: links with their pictures."""
    pairs = [
        index
        for index in range(len(lines) - 1)
        if _length(lines[index]) <= LONGEST_LINK + LONGEST_LABEL
        and _doubles(lines[index].slice(text), lines[index + 1].slice(text))
    ]
    if len(pairs) >= FEWEST_PAIRS:
        for index in pairs:
            kinds[index] = kinds[index + 1] = BOILERPLATE


def _doubles(above: str, below: str) -> bool:
    title = above.partition(" ")[2]
    if above != title + "..." and title.endswith(("...", "…")):
        return below.startswith(title.rstrip(".… "))
    return len(title) > 8 and title == below


def _settle_above(text: str, lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """A heading of a few words amid furniture, or at the top, above a longer one is a label of the page."""
    headings = [index for index in places(kinds, HEADING) if index < body.first]
    long = next((index for index in headings if text.count(" ", *lines[index][:2]) >= 3), 0)
    for index in headings:
        if 0 < index < long and kinds[index - 1] == BOILERPLATE:
            kinds[index] = BOILERPLATE


def _settle_readers(text: str, lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """What readers wrote below the text, between the lines that name them and buttons to answer them."""
    marks = [
        index
        for index in range(body.last + 1, len(lines))
        if _length(lines[index]) <= LONGEST_COMMENTER and _marks_comment(lines[index].slice(text))
    ]
    if sum(COMMENT_MARK.fullmatch(lines[index].slice(text)) is not None for index in marks) < FEWEST_MARKS:
        return
    for above, below in pairwise([*marks, min(marks[-1] + 2, len(lines))]):
        if below - above > MOST_LINES_BETWEEN:
            continue
        for index in range(above, below):
            kinds[index] = BOILERPLATE


def _marks_comment(content: str) -> bool:
    return names_commenter(content) or COMMENT_MARK.fullmatch(content) is not None


def heads_links(content: str) -> bool:
    """Whether the line is a label such as "Related stories", below which links stand."""
    return content.casefold().replace("’", "'").strip(EDGES) in _link_sections()


def _length(line: Line) -> int:
    return line.end - line.start


def _is_short(line: Line) -> bool:
    return line.end - line.start <= LONGEST_LINK


@cache
def _link_sections() -> frozenset[str]:
    return frozenset(entries("link_sections"))
