"""What stands around the one text of a page that was saved whole: rails of links and readers' comments."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from claims.text.layout.bars import heads_links
from claims.text.layout.bylines import names_people
from claims.text.layout.commenters import announces_comments, is_brief, marks_comment, settle_comments
from claims.text.layout.lines import Line, holds_any
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE, places

FEWEST_FURNITURE, LEAST_FURNITURE = 10, 0.1
LEAST_WORDS, LEAST_SHARE = 150, 0.5
SHORT_PARAGRAPH, LONG_PARAGRAPH, FURNITURE_COSTS = 8, 20, 10
ENDED = re.compile(r"[.!?:][\"'”’)\]*]*$")
TOLD = frozenset({SENTENCE, LIST_ITEM, CAPTION})
LOOSE = frozenset({HEADING, SENTENCE, CAPTION})
LONGEST_LINK, LONGEST_LABEL, MOST_LABEL_SPACES = 120, 30, 3
MOST_BETWEEN, FEWEST_PAIRS = 3, 2
# Behind the text of a teaser: "... said on Monday. more »", "... behind the old lighthouse More".
LINK_BEHIND = re.compile(
    r"(?:[.!?…”\"] ?(?:more|read more|see more|continue reading|keep reading|full story)"
    r"|\w (?:More|Read [Mm]ore|Continue [Rr]eading|Full [Ss]tory)|\bmore (?=[»›>]))[\W_]*$"
)
LINK_REACH = 30
CUT_OFF = ("...", "…")
# One of these is in whatever LINK_BEHIND finds.
LINK_TRACES = ("ore", "eading", "tory")
CLOSING_COSTS = 150
# "Ann Lee/Coast Photos", "/ Coast News" below the text of a picture.
NAME, OWNER = r"[A-Z][\w.’'-]{1,30}", r"[A-Z][^/.!?]{1,60}"
CREDIT = re.compile(
    rf"(?:[^;/]{{2,60}}; )?{NAME}(?: {NAME}){{1,2}}/{OWNER}(?:/{OWNER})?|/ {{1,3}}[A-Z][\w.’' ]{{2,30}}"
)
LONGEST_CAPTION = 300
ALONE = ("By", "by", "BY")
TIME, YEAR = re.compile(r"[\d:/ .-]{1,20}"), re.compile(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d")
SHOWN = re.compile(r"(?:Video|Photos|Pictures|Gallery|Slideshow|Audio|Listen|Interactive): ", re.IGNORECASE)


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
    _settle_teased(text, lines, kinds)
    _settle_credits(text, lines, kinds)
    worths = [_worth(text, line, kind) for line, kind in zip(lines, kinds, strict=True)]
    body = densest(worths)
    if body.words < LEAST_WORDS or body.words < LEAST_SHARE * sum(worth for worth in worths if worth > 0):
        return
    settle_comments(text, lines, kinds, body.last + 1)
    _settle_below(text, lines, kinds, body)
    _settle_doubled(text, lines, kinds)
    _settle_labelled(text, lines, kinds, body)
    _settle_shown(text, lines, kinds, body.last)
    _settle_again(text, lines, kinds, body)
    _settle_above(text, lines, kinds, body)
    _settle_opening_rails(lines, kinds, body)


def _worth(text: str, line: Line, kind: str) -> int:
    """What a line adds to the text of the page: its words if it is a paragraph, else less than nothing."""
    if kind not in (SENTENCE, LIST_ITEM):
        return -CLOSING_COSTS if is_brief(line) and _closes(line.slice(text)) else -FURNITURE_COSTS
    if ends_in_link(text[max(line.start, line.end - LINK_REACH) : line.end]):
        return -FURNITURE_COSTS
    words = text.count(" ", line.start, line.end) + 1
    if words >= LONG_PARAGRAPH:
        return words
    if words >= SHORT_PARAGRAPH:
        return words if ENDED.search(text, max(line.start, line.end - 8), line.end) else 0
    return -FURNITURE_COSTS // 2


@lru_cache(maxsize=4096)
def _closes(content: str) -> bool:
    """Whether links or readers' comments begin with the line."""
    return heads_links(content) or marks_comment(content) or announces_comments(content)


def _settle_teased(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes a line of some length below a title, with a link at its end, for what is told of a story."""
    for index in range(1, len(kinds)):
        if kinds[index] != HEADING or kinds[index - 1] != HEADING:
            continue
        line = lines[index]
        if text.count(" ", line.start, line.end) >= SHORT_PARAGRAPH and ends_in_link(line.slice(text)):
            kinds[index] = SENTENCE


def _settle_credits(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes whose a picture is for its credit, and "By" above a name for a byline."""
    for index in places(kinds[:-1], HEADING):
        content = lines[index].slice(text)[: LONGEST_LINK + 1]
        if CREDIT.fullmatch(content):
            kinds[index] = CAPTION
            pictured = content[0] == "/" and index > 0 and lines[index - 1].length <= LONGEST_CAPTION
            if pictured and kinds[index - 1] in (SENTENCE, HEADING):
                kinds[index - 1] = CAPTION
        elif content in ALONE and names_people(lines[index + 1].slice(text)):
            kinds[index : index + 2] = [BYLINE, BYLINE]


def _settle_below(text: str, lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """Below the text a heading that heads nothing is a link, and so is a short line amid links."""
    for index in _listed_headings(text, lines, kinds, body.last + 1):
        kinds[index] = BOILERPLATE
    for index in range(body.last + 1, len(kinds)):
        if kinds[index] == BYLINE and _is_clock(lines[index].slice(text)):
            kinds[index] = BOILERPLATE
    first = body.last + 1
    for index in range(first, len(kinds) + 1):
        if index < len(kinds) and kinds[index] != BOILERPLATE:
            continue
        row, first = range(first, index), index + 1
        amid = kinds[row.start - 1] == BOILERPLATE and len(row) <= MOST_BETWEEN
        amid = amid or (len(row) > MOST_BETWEEN and all(lines[near].length <= LONGEST_LABEL for near in row))
        if amid and all(_may_be_title(text, lines[near], kinds[near]) for near in row):
            kinds[row.start : row.stop] = [BOILERPLATE] * len(row)


def _is_clock(content: str) -> bool:
    """Whether the line is a time or a number and no date."""
    return TIME.fullmatch(content) is not None and not YEAR.search(content)


def _may_be_title(text: str, line: Line, kind: str) -> bool:
    """Whether a short line that isn't taken for a heading may be a title all the same."""
    return kind in TOLD and _is_short(line) and text[line.end - 1] not in '.”")'


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
        above = kinds[row.start - 1]
        label = len(row) == 1 and text.count(" ", *lines[row[0]][:2]) < MOST_LABEL_SPACES
        if (above == BOILERPLATE and (len(row) > 1 or label)) or (
            above == SENTENCE and len(row) > MOST_BETWEEN
        ):
            listed += row if not _heads_text(text, lines, kinds, index - 1) else row[:-1]
    return listed


def _settle_labelled(text: str, lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """Titles right below "Related stories" are links: two and more, or one above the text or a paragraph."""
    end = body.last
    for label in range(end):
        if kinds[label] not in (BOILERPLATE, HEADING) or not heads_links(lines[label].slice(text)):
            continue
        kinds[label] = BOILERPLATE
        last = label
        while last + 1 < end and _may_be_link(text, lines[last + 1], kinds[last + 1]):
            last += 1
        below = kinds[last + 1 : last + 2]
        if last - label > 1 or below == [SENTENCE] or (last < body.first and below == [BOILERPLATE]):
            kinds[label + 1 : last + 1] = [BOILERPLATE] * (last - label)


def _may_be_link(text: str, line: Line, kind: str) -> bool:
    """Whether the line may be the title of another article."""
    return kind == HEADING or (kind in LOOSE and _is_short(line) and text[line.end - 1] not in '.”")')


def _settle_shown(text: str, lines: list[Line], kinds: list[str], end: int) -> None:
    """Titles of films ("Video: ...") amid the text are links, and so are the headings beside them."""
    shown = [
        index
        for index in range(end)
        if kinds[index] in LOOSE
        and lines[index].length <= LONGEST_LINK
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
        if lines[index].length <= LONGEST_LINK + LONGEST_LABEL
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


def ends_in_link(content: str) -> bool:
    """Whether the text is cut off, with a link to the rest of it behind."""
    last = content[-LINK_REACH:]
    return last.endswith(CUT_OFF) or (holds_any(last, LINK_TRACES) and LINK_BEHIND.search(last) is not None)


def _settle_opening_rails(lines: list[Line], kinds: list[str], body: Stretch) -> None:
    """Headings below furniture between a signed headline and its text are links, where there are several."""
    signed = (index for index in places(kinds[1 : body.first], BYLINE) if kinds[index] == HEADING)
    first = next(signed, body.first)
    below = [
        index
        for index in range(first + 1, body.first)
        if kinds[index] == HEADING and kinds[index - 1] == BOILERPLATE and kinds[index + 1] != BYLINE
    ]
    if len(below) >= FEWEST_PAIRS:
        for index in below:
            kinds[index] = BOILERPLATE


def _is_short(line: Line) -> bool:
    return line.end - line.start <= LONGEST_LINK
