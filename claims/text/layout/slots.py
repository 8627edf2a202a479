"""Lines that stand where others of their page do, between the same kinds, and are what those are."""

import re
from collections import Counter

from claims.text.layout.headings import INNER_STOP
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE, places

FEWEST, FEWEST_RECORDS = 3, 4
LONGEST_LABEL, LONGEST_TITLE = 40, 120
LONGEST_CAPTION = 400
# The source of a paragraph, and those that caption pictures.
SOURCED = re.compile(r"[.”\"] {0,2}\([A-Z][\w.&’' -]{1,40}\)$")
BRACKETED_AGENCIES = (
    "(AP)",
    "(AFP)",
    "(EPA)",
    "(Reuters)",
    "(Associated Press)",
    "(Getty)",
    "(Getty Images)",
)
MARKERS = frozenset({BYLINE, BOILERPLATE})


def settle_slots(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Settles labels above headlines, and headlines that end with a stop, by the others of their page."""
    below = _below_markers(kinds)
    if len(below) > FEWEST:
        _settle_asking(text, lines, kinds, below)
        _settle_labels(lines, kinds)
        _settle_records(text, lines, kinds, below)
    _settle_agency_ended(text, lines, kinds)


def _settle_labels(lines: list[Line], kinds: list[str]) -> None:
    """A label between a text and the next headline is furniture where three such labels are."""
    slots = [
        title - 1
        for title in places(kinds, HEADING)
        if title > 1 and kinds[title - 2] == SENTENCE and lines[title - 1].length <= LONGEST_LABEL
    ]
    known = sum(kinds[index] == BOILERPLATE for index in slots)
    unknown = [index for index in slots if kinds[index] == HEADING]
    if known >= FEWEST and known >= FEWEST * len(unknown):
        for index in unknown:
            kinds[index] = BOILERPLATE


def _settle_asking(text: str, lines: list[Line], kinds: list[str], below: list[int]) -> None:
    """One sentence above a longer paragraph, below furniture or a date, is a headline where three are."""
    titled: Counter[tuple[str, bool, bool]] = Counter()
    asking = []
    for index in below:
        slot = (kinds[index - 1], lines[index].ends_before > 1, lines[index + 1].ends_before > 1)
        if kinds[index] == HEADING:
            titled[slot] += 1
        elif _may_title(text, lines, index):
            asking.append((index, slot))
    others = Counter(slot for _, slot in asking)
    for index, slot in asking:
        if titled[slot] >= FEWEST * others[slot]:
            kinds[index] = HEADING


def _settle_records(text: str, lines: list[Line], kinds: list[str], below: list[int]) -> None:
    """What is short, and longer text below it, right below each of four dates or labels, is a title."""
    below = [index for index in below if lines[index].ends_before > 1]
    titles = [index for index in below if kinds[index] == HEADING or _may_title(text, lines, index)]
    if len(titles) >= FEWEST_RECORDS and len(titles) == len(below):
        opening = int(kinds[0] == HEADING)
        titles += [opening] if kinds[opening + 1] == SENTENCE and _may_title(text, lines, opening) else []
        for index in titles:
            kinds[index] = HEADING


def _settle_agency_ended(text: str, lines: list[Line], kinds: list[str]) -> None:
    """One sentence with the agency in brackets behind its stop tells of a picture, where no other ends so."""
    sourced = [
        index
        for index in places(kinds, SENTENCE)
        if text[lines[index].end - 1] == ")" and SOURCED.search(text, lines[index].start, lines[index].end)
    ]
    if len(sourced) != 1 or lines[sourced[0]].length > LONGEST_CAPTION:
        return
    content = lines[sourced[0]].slice(text)
    if content.endswith(BRACKETED_AGENCIES) and not INNER_STOP.search(content, 0, content.rindex("(") - 1):
        kinds[sourced[0]] = CAPTION


def _below_markers(kinds: list[str]) -> list[int]:
    """The headings and sentences right below a byline or furniture and above a text."""
    return [
        index + 1
        for index in places(kinds[:-2], *MARKERS)
        if kinds[index + 2] == SENTENCE and kinds[index + 1] in (HEADING, SENTENCE)
    ]


def _may_title(text: str, lines: list[Line], index: int) -> bool:
    """Whether the line is one sentence, shorter than the paragraph below it."""
    line, below = lines[index], lines[index + 1]
    short = line.length <= LONGEST_TITLE and line.length * 4 < below.length * 3
    return short and not INNER_STOP.search(text, line.start, line.end)
