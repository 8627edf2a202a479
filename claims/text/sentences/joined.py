"""Lines in which a scraper ran several things together: a list of links, a date and a writer."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from claims.text.layout.bars import is_glued_bar
from claims.text.layout.boilerplate import is_boilerplate
from claims.text.layout.bylines import names_people
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE
from claims.text.sentences.glue import DATELINE
from claims.text.sentences.vocabulary import STARTERS

FEWEST_SEAMS, LONGEST_ROW, LONGEST_ITEM = 2, 1200, 80
LONGEST_BYLINE, LONGEST_SIGNATURE = 160, 60
INNER_STOP = re.compile(r"[.!?](?: |$)")
# "8:33 pm ESTBy Ann Lee0 Comments", "Read More »Harbour".
PARTS = re.compile(
    r"(?<=[a-z\d])(?=By [A-Z])|(?<=[A-Z]{2})(?=By [A-Z])"
    r"|(?<=[^\W\d_])(?=\d{1,4} [Cc]omments?$)"
)
READ_MORE = re.compile(r"(?:Read|See|View) [Mm]ore ?[»›](?=\w)")
# How a report begins behind its writers: with its place, or a word that begins sentences.
PLACED = re.compile(DATELINE)
NAME = re.compile(r"[A-Z][\w.’'-]{1,30},?$")
BARRED = re.compile(
    r"By [A-Z][\w.’'-]{1,30}(?: [A-Z][\w.’'-]{1,30}){1,3} ?\|(?: ?\(?[^|()]{2,40}\) ?\|)?[ –—-]*(?=[A-Z“\"])"
)
BETWEEN_NAMES = frozenset({"and", "&", "|", "for", "of", "de", "van", "von", "al", "bin"})
MOST_BYLINE_WORDS, FEWEST_NAMES, SHORTEST_REPORT, SHORTEST_TEASER = 12, 2, 60, 30
STOPS = '.!?”"'
# Who at the desk wrote it, from what agencies sent: "al/bd (AFP, dpa)".
DESK = re.compile(
    r"[ .”\"](?P<desk>[a-z]{1,4}(?:/[a-z]{1,5}){1,2}[ -]{0,2}\((?:AFP|AP|dpa|Reuters|epd|KNA|EPA|SID|DPA)"
    r"(?:, ?[A-Za-z]{2,8}){0,4}\)(?: ?-)?)$"
)
# Where a link or a signature may end or begin: looked for once in a text, where it holds what is in each.
PLACES = tuple(
    (re.compile(pattern), held)
    for pattern, held in (
        (r"»(?=\w)", "»"),
        (r"›(?=\w)", "›"),
        (r"—(?<=[.!?”\"]—) ", "— "),
        (r"By (?<=[^\W_]By )", "By "),
        (r"By (?=[A-Z])(?<=[\n\r]By )", "By "),
        (r"omment(?<=\d [Cc]omment)", "omment"),
        (r"\)(?<=FP\)|AP\)|pa\)|rs\))(?: ?-)?[ \t]*(?:[\r\n]|\Z)", ")"),
    )
)
DIVIDED = frozenset({SENTENCE, HEADING, CAPTION})

Part = tuple[Line, str]


def divided_lines(text: str, lines: list[Line], kinds: list[str], loose: list[int]) -> Iterable[Part]:
    """The lines and their kinds, with each that holds several things in its parts.

    `loose` are the places where a capital stands right behind another word, in order.
    """
    pairs = zip(lines, kinds, strict=True)
    divided = {
        index: parts
        for index in _candidates(text, lines, kinds, loose)
        if (parts := _parts(text, lines[index], kinds[index], loose))
    }
    if not divided:
        return pairs
    return chain.from_iterable(divided.get(index) or (pair,) for index, pair in enumerate(pairs))


def is_doubled(content: str) -> bool:
    """Whether a title stands twice with nothing between, behind arrows or not: "→PicturesPictures"."""
    plain = content.lstrip("↓→↑•*> ")
    half = len(plain) // 2
    return half * 2 == len(plain) and plain[:half] == plain[half:]


def _candidates(text: str, lines: list[Line], kinds: list[str], loose: list[int]) -> set[int]:
    """The indices of lines with a place at which they may be divided."""
    signs = [match.start() for pattern, held in PLACES if held in text for match in pattern.finditer(text)]
    if not signs and not loose:
        return set()
    starts = [line.start for line in lines]
    crowded = Counter(bisect_right(starts, place) - 1 for place in loose)
    return {
        index for index, seams in crowded.items() if seams >= FEWEST_SEAMS or kinds[index] == BOILERPLATE
    } | {bisect_right(starts, place) - 1 for place in signs}


def _parts(text: str, line: Line, kind: str, loose: list[int]) -> list[Part]:
    """The parts of a line and their kinds; none where it holds but one thing."""
    short = line.end - line.start <= LONGEST_BYLINE
    if short and READ_MORE.match(text, line.start, line.end):
        return _links(text, line, loose, kind)
    written = kind in (BYLINE, SENTENCE) and text.startswith("By ", line.start)
    if written and (parts := _behind_writers(text, line) or _behind_bars(text, line)):
        return parts
    if kind == BYLINE:
        return _glued(text, line, kind) if short else []
    if kind == BOILERPLATE and short:
        return _behind_link(text, line, loose)
    if kind not in DIVIDED:
        return []
    return _items(text, line, loose) or (_before_signature(text, line) if kind == SENTENCE else [])


def _links(text: str, line: Line, loose: list[int], kind: str) -> list[Part]:
    """A link to the rest of an article and its sections ("Read More »HarbourFerries"), or the next title."""
    link = line.start + min(place for sign in "»›" if (place := line.slice(text).find(sign) + 1) > 0)
    if kind == HEADING:
        return list(zip(_cut(line, [link]), (BOILERPLATE, HEADING), strict=True))
    inner = loose[bisect_left(loose, link + 1) : bisect_left(loose, line.end)]
    return [(part, BOILERPLATE) for part in _cut(line, [link, *inner])]


def _behind_link(text: str, line: Line, loose: list[int]) -> list[Part]:
    """A link of some words, and what was run together with it: "Read on the webHalden, Norway"."""
    inner = loose[bisect_left(loose, line.start + 1) : bisect_left(loose, line.end)]
    parts = _cut(line, [place for place in inner if _joins(text, place)])
    content = line.slice(text)
    if len(parts) != FEWEST_SEAMS or is_glued_bar(content):
        return []
    link = parts[0].slice(text)
    # Half a name has a capital: "Powered by BellBoat".
    told = (
        " " not in link
        or not link.rsplit(" ", 1)[1].islower()
        or not is_boilerplate(link)
        or content[-1] in STOPS
    )
    return [] if told else [(part, BOILERPLATE) for part in parts]


def _glued(text: str, line: Line, kind: str) -> list[Part]:
    """Date, writer and number of comments."""
    places = [match.start() for match in PARTS.finditer(text, line.start, line.end)]
    return [(part, BOILERPLATE if is_boilerplate(part.slice(text)) else kind) for part in _cut(line, places)]


def _items(text: str, line: Line, loose: list[int]) -> list[Part]:
    """The titles of a list, each run together with the next: "Ferry sinksHarbour to closeFish return"."""
    first, last = bisect_left(loose, line.start + 1), bisect_left(loose, line.end)
    if last - first < FEWEST_SEAMS or line.end - line.start > LONGEST_ROW:
        return []
    content = line.slice(text)
    if INNER_STOP.search(content):
        return []
    parts = _cut(line, [place for place in loose[first:last] if _joins(text, place)])
    titles = all(part.end - part.start <= LONGEST_ITEM and " " in part.slice(text).strip() for part in parts)
    fits = titles and len(parts) > FEWEST_SEAMS and not is_boilerplate(content)
    return [(part, BOILERPLATE) for part in parts] if fits else []


def _joins(text: str, place: int) -> bool:
    """Whether words stand on both sides, which are no name such as "McLean"."""
    before = text[place - 1]
    word = before == "’" or (before.islower() and not text.endswith(("Mc", "Mac"), 0, place))
    return word and text[place - 2].islower()


def _before_signature(text: str, line: Line) -> list[Part]:
    """A paragraph, and its writer behind a dash that follows on its last stop: "... again.— Ann Lee"."""
    if desk := DESK.search(text, max(line.start + 1, line.end - LONGEST_SIGNATURE), line.end):
        place = desk.start("desk")
        before = Line(line.start, line.start + len(text[line.start : place].rstrip()), line.ends_before)
        return [(before, SENTENCE), (Line(place, line.end, 0), BYLINE)]
    dash = text.rfind("— ", max(line.start + 1, line.end - LONGEST_SIGNATURE), line.end)
    if dash < 0 or text[dash - 1] not in STOPS or not names_people(text[dash + 2 : line.end]):
        return []
    return [(part, kind) for part, kind in zip(_cut(line, [dash]), (SENTENCE, BYLINE), strict=True)]


def _behind_writers(text: str, line: Line) -> list[Part]:
    """Who wrote the report that goes on in the same line: "By Ann Lee HALDEN — The ferry sank"."""
    place, names = line.start + len("By "), 0
    for word in text[place : min(line.end, place + LONGEST_BYLINE)].split(" ")[:MOST_BYLINE_WORDS]:
        if names >= FEWEST_NAMES and _opens_report(text, place, word):
            if line.end - place < SHORTEST_REPORT:
                return []
            return _parted(text, line, place)
        if not NAME.match(word) and word not in BETWEEN_NAMES:
            return []
        names += word not in BETWEEN_NAMES
        place += len(word) + 1
    return []


def _behind_bars(text: str, line: Line) -> list[Part]:
    """Who wrote a report, between bars, and its words: "By Ann Lee | (Coast Paper) | - - The ferry sank"."""
    barred = BARRED.match(text, line.start, line.end)
    if barred is None or line.end - barred.end() < SHORTEST_TEASER:
        return []
    return _parted(text, line, barred.end())


def _parted(text: str, line: Line, place: int) -> list[Part]:
    """The writers before `place` and the report from there on."""
    end = line.start + len(text[line.start : place].rstrip())
    return [(Line(line.start, end, line.ends_before), BYLINE), (Line(place, line.end, 0), SENTENCE)]


def _opens_report(text: str, place: int, word: str) -> bool:
    after = text[place + len(word) + 1 : place + len(word) + 2]
    return (word in STARTERS and after.islower()) or PLACED.match(text, place) is not None


def _cut(line: Line, places: list[int]) -> list[Line]:
    """The line in parts that begin at `places`; none where there are no places."""
    if not places:
        return []
    ends = [*places, line.end]
    return [
        Line(start, end, line.ends_before) for start, end in zip([line.start, *places], ends, strict=True)
    ]
