"""Entries that a page sets in one form: lines that stand in the same place of each are the same thing."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from claims.text.articles.settling.enders import CUT_OFF, CUT_REACH, DIGITS, LONGEST_ENDER, LONGEST_TITLE
from claims.text.layout.bylines import is_date_line
from claims.text.layout.dates import published_date
from claims.text.layout.kinds import is_speech
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE

FEWEST, FEWEST_ENTRIES, SHORTEST_ENTRY, LONGEST_ENTRY = 3, 4, 3, 8
FEWEST_BLURB_SPACES = 8
NO_PROSE = (BOILERPLATE, BYLINE, HEADING)
# "- Coast Paper - NO", as digests set the source below each text.
SOURCE_BELOW = re.compile(r"[-–—] ?[A-Z]\w*(?: [A-Z\d]\w*){0,3}(?: [-–—] [A-Z]{2,3})?")
LONGEST_SOURCE, ENTRY_WITH_SOURCE = 50, 3


def settle_entries(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Settles what stands in the same place of entries that are set alike, and answers with their titles."""
    _settle_counters(text, lines, kinds)
    _settle_blurbs(text, lines, kinds)
    return frozenset([*_dated_titles(text, lines, kinds), *_sourced_titles(text, lines, kinds)])


def _settle_counters(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes "Shared 13" for furniture where lines with other numbers read as other things."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        short = line.end - line.start <= LONGEST_ENDER
        if short and kinds[index] in NO_PROSE and DIGITS.search(text, line.start, line.end):
            places[DIGITS.sub("0", text[line.start : line.end])].append(index)
    for alike in places.values():
        read = {kinds[index] for index in alike}
        contents = [text[lines[index].start : lines[index].end] for index in alike]
        dated = any(is_date_line(content) or published_date(content) for content in contents)
        if len(alike) >= FEWEST and len(read) > 1 and not dated:
            for index in alike:
                kinds[index] = BOILERPLATE


def _settle_blurbs(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes texts that are cut off and begin with their writer for prose: "By Ann Lee | The ferry that…"."""
    found = [
        index
        for index, (above, line) in enumerate(pairwise(lines), 1)
        if kinds[index - 1 : index + 1] == [HEADING, BYLINE]
        and text.count(" ", line.start, line.end) >= FEWEST_BLURB_SPACES
        and CUT_OFF.search(text, max(line.start, line.end - CUT_REACH), line.end)
    ]
    for index in found if len(found) >= FEWEST else ():
        kinds[index] = SENTENCE


def _dated_titles(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The titles of equally long entries with the date between title and text, each line what most are."""
    found: list[int] = []
    for dates in _even_runs(text, lines, kinds):
        length = dates[1] - dates[0]
        usual = [
            _usual_kind([kinds[date + place] for date in dates if date + place < len(kinds)])
            for place in range(length)
        ]
        if usual.count(HEADING) != 1 or SENTENCE not in usual[: usual.index(HEADING)]:
            continue
        titles = [date + usual.index(HEADING) - length for date in dates]
        if titles[0] < 0 or SENTENCE in usual[usual.index(HEADING) :] or not _differ(text, lines, titles):
            continue
        for date in dates:
            for place in range(min(usual.index(HEADING), len(kinds) - date)):
                kinds[date + place] = usual[place] or kinds[date + place]
        found += titles
    for title in found:
        kinds[title] = HEADING
    return found


def _differ(text: str, lines: list[Line], titles: list[int]) -> bool:
    """Whether no two of the titles are the same."""
    return len({text[lines[title].start : lines[title].end] for title in titles}) == len(titles)


def _even_runs(text: str, lines: list[Line], kinds: list[str]) -> list[list[int]]:
    """The rows of four dates or more that stand equally far apart, a few lines from each other."""
    dated = [
        index
        for index, line in enumerate(lines)
        if kinds[index] == BYLINE and is_date_line(text[line.start : line.end])
    ]
    dates = [index for above, index in pairwise([-2, *dated]) if index != above + 1]
    runs: list[list[int]] = [dates[:1]]
    for above, below in pairwise(dates):
        run = runs[-1]
        even = len(run) < 2 or below - above == run[1] - run[0]
        if even and SHORTEST_ENTRY <= below - above <= LONGEST_ENTRY:
            run.append(below)
        else:
            runs.append([below])
    return [run for run in runs if len(run) >= FEWEST_ENTRIES]


def _usual_kind(kinds: list[str]) -> str:
    """What two thirds of the lines are; nothing where there are not so many of one kind."""
    kind, count = Counter(kinds).most_common(1)[0]
    return kind if count * 3 >= len(kinds) * 2 else ""


def _sourced_titles(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The titles of three texts or more in a row, each one line with a title above and its source below."""
    sources = [index for index in range(2, len(lines)) if _is_source_below(text, lines, kinds, index)]
    found: list[int] = []
    run: list[int] = []
    for index in [*sources, -1]:
        if run and index != run[-1] + ENTRY_WITH_SOURCE:
            found += run if len(run) >= FEWEST else ()
            run = []
        run.append(index)
    for index in found:
        kinds[index], kinds[index - 2] = BOILERPLATE, HEADING
    return [index - 2 for index in found]


def _is_source_below(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line names a source behind a dash, below a text with a shorter line above it."""
    title, told, source = lines[index - 2 : index + 1]
    if source.end - source.start > LONGEST_SOURCE or kinds[index - 1] != SENTENCE:
        return False
    if kinds[index - 2] not in (HEADING, SENTENCE) or text[title.end - 1] == ":":
        return False
    if not title.end - title.start <= min(LONGEST_TITLE, told.end - told.start):
        return False
    quoted = is_speech(text[told.start : told.end])
    return not quoted and SOURCE_BELOW.fullmatch(text, source.start, source.end) is not None
