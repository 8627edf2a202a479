"""Which lines belong to rows of links: to stories elsewhere, to films, or further down on the page."""

import re

from claims.text.layout.bars import is_rail_label
from claims.text.layout.dates import AGO
from claims.text.layout.headings import is_page_title
from claims.text.layout.lines import Line
from claims.text.layout.menus import is_entry
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE, places

FEWEST_AGES, MOST_TITLE_LINES, MOST_PATH_LINES = 3, 2, 3
LONGEST_TIME, LONGEST_AGE = 8, 40
SHORTEST_TEXT, LONGEST_MOTTO = 80, 70
AGE = re.compile(AGO)
TITLED = ([HEADING, SENTENCE], [HEADING, CAPTION])
CONTENT, TOLD = frozenset({SENTENCE, HEADING}), frozenset({SENTENCE, BYLINE})
# How a label begins that may as well be the title of a page.
OPENING_LABELS = frozenset({"latest", "top", "recent", "today's"})
# How long a film lasts: under a minute, or any time.
CLIP, TIME = re.compile(r"0?0:\d{2}"), re.compile(r"\d{1,2}:\d{2}")
SHOWN = re.compile(r"(?:Watch|Video|Listen|Film|Clip): ")
# What the page lists: "Category: Boats".
LISTED = re.compile(r"(?:Category|Tag|Topic|Section|Archives?): [^.!?]{2,60}")
HOME = re.compile(r"Home(?: [A-Z][\w&-]+){1,3}")


def settle_rails(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes for furniture what stands in rows of links, save the label that opens the page as its title."""
    for settle in (
        _settle_page_title,
        _settle_motto,
        _settle_section_labels,
        _settle_path,
        _settle_contents,
        _settle_linked_again,
        _settle_ages,
        _settle_films,
    ):
        settle(text, lines, kinds)


def _settle_page_title(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A label of links or a category that opens the page, right above a headline and text, is its title."""
    for index in range(min(MOST_TITLE_LINES, len(kinds) - 2)):
        if kinds[index] != BOILERPLATE or kinds[index + 1] != HEADING or kinds[index + 2] not in TOLD:
            continue
        content = lines[index].slice(text)
        words = content.casefold().split()
        if (words[0] in OPENING_LABELS and is_rail_label(words)) or (
            index == 0 and LISTED.fullmatch(content)
        ):
            kinds[index] = HEADING


def _settle_motto(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A short sentence beside the title of an archive, above the first headline, is the site's motto."""
    for index in range(1, min(MOST_PATH_LINES, len(kinds) - 1)):
        line = lines[index]
        if (
            kinds[index] not in CONTENT
            or kinds[index + 1] != HEADING
            or line.end - line.start > LONGEST_MOTTO
        ):
            continue
        beside = (lines[near].slice(text) for near in (index - 1, index + 1))
        if text[line.end - 1] in ".!" and any(is_page_title(content) for content in beside):
            kinds[index] = BOILERPLATE


def _settle_section_labels(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A label of links right above a headline, or its date, and its text heads a section of articles."""
    for index in (above + 1 for above in places(kinds[1:-2], BOILERPLATE)):
        label = lines[index]
        title = index + 1 + (kinds[index + 1] == BYLINE)
        if label.end - label.start > LONGEST_AGE or kinds[title : title + 2] not in TITLED:
            continue
        below = lines[title + 1]
        told = below.end - below.start >= SHORTEST_TEXT
        if told and is_rail_label(label.slice(text).casefold().split()):
            kinds[index] = HEADING


def _settle_path(text: str, lines: list[Line], kinds: list[str]) -> None:
    """What begins with "Home" and has names of sections, without signs between, above the first headline."""
    for index in range(min(MOST_PATH_LINES, len(kinds) - 1)):
        line, below = lines[index], lines[index + 1]
        longer = below.end - below.start > line.end - line.start
        if kinds[index] != HEADING or kinds[index + 1] not in (HEADING, BOILERPLATE, BYLINE) or not longer:
            continue
        if HOME.fullmatch(text, line.start, line.end):
            kinds[index] = BOILERPLATE


def _settle_contents(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Headlines right below a label with a colon or "below" that stand again further down are links."""
    labels = [index for index in places(kinds[:-1], BOILERPLATE) if _announces(text, lines[index])]
    if not labels:
        return
    asking = [index for index in places(kinds, SENTENCE) if text[lines[index].end - 1] == "?"]
    last = {lines[index].slice(text): index for index in sorted(places(kinds, HEADING) + asking)}
    for label in labels:
        for index in range(label + 1, len(kinds)):
            again = last.get(lines[index].slice(text), index) if kinds[index] in CONTENT else index
            if again <= index or lines[index].ends_before > 1:
                break
            kinds[index], kinds[again] = BOILERPLATE, HEADING


def _settle_linked_again(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A headline that stands again below its text, and has none below it the second time, links to it."""
    titles = places(kinds, HEADING)
    asked = [
        index
        for index in titles
        if index > 1
        and kinds[index - 1] == SENTENCE
        and kinds[index + 1 : index + 2] in ([BOILERPLATE], [HEADING], [])
        and lines[index].end - lines[index].start > LONGEST_AGE
    ]
    if not asked:
        return
    first: dict[str, int] = {}
    for index in titles:
        first.setdefault(lines[index].slice(text).partition(" | ")[0], index)
    for index in asked:
        if first[lines[index].slice(text).partition(" | ")[0]] + 1 < index:
            kinds[index] = BOILERPLATE


def _announces(text: str, line: Line) -> bool:
    """Whether the line ends as a label of contents does."""
    return text[line.end - 1] == ":" or text[line.end - 5 : line.end].casefold() == "below"


def _settle_ages(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Three ages alone on their lines are of linked stories; so is the section above or below each, and what
    stands between most of them and a headline with its summary is the text of a picture.
    """
    ages = [
        index
        for index, line in enumerate(lines)
        if line.end - line.start <= LONGEST_AGE and AGE.fullmatch(text, line.start, line.end)
    ]
    if len(ages) < FEWEST_AGES or SENTENCE not in kinds:
        return
    prose = kinds.index(SENTENCE)
    for index in ages:
        if index < prose:
            continue
        kinds[index] = BOILERPLATE
        if kinds[index - 1] == HEADING and is_entry(text, lines[index - 1], HEADING):
            kinds[index - 1] = BOILERPLATE
        if kinds[index + 1 : index + 3] in ([HEADING, HEADING], [HEADING, BOILERPLATE]):
            below = lines[index + 1]
            if below.ends_before == 1 and is_entry(text, below, HEADING):
                kinds[index + 1] = BOILERPLATE
    pictured = [index + 1 for index in ages if kinds[index + 2 : index + 4] == [HEADING, SENTENCE]]
    if len(pictured) * 2 > len(ages):
        for index in pictured:
            kinds[index] = CAPTION if kinds[index] in CONTENT else kinds[index]


def _settle_films(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Where films have lengths, other times alone are lengths, too, and "Watch: ..." is what one shows."""
    times = [
        index
        for index, line in enumerate(lines)
        if line.end - line.start <= LONGEST_TIME and TIME.fullmatch(text, line.start, line.end)
    ]
    if not any(CLIP.fullmatch(text, lines[index].start, lines[index].end) for index in times):
        return
    for index in times:
        kinds[index] = BOILERPLATE
        if kinds[index + 1 : index + 2] == [HEADING] and SHOWN.match(text, lines[index + 1].start):
            kinds[index + 1] = CAPTION
