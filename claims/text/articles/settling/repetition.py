"""What a page sets twice: rails of links that stand again between paragraphs, paragraphs told again."""

from collections import Counter, defaultdict

from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING, SENTENCE

RAIL_LINES, FEWEST_HEADINGS = 3, 2
FEWEST_SPACES = 3
LEAST_PARAGRAPH, LONGEST_TITLE = 100, 160


def repeated_rails(text: str, lines: list[Line], kinds: list[str]) -> set[int]:
    """The indices of the headings and links that stand in the same order, three or more, in several places.

    A rail of recommended stories is set again further down; headlines aren't, even where a list of contents
    names them first. One heading three times in a row stands under as many pictures. What stands above the
    first paragraph may be the headline itself and is left.
    """
    first = _first_text(text, lines, kinds)
    seen: dict[tuple[str, ...], int] = {}
    found: set[int] = set()
    for index in range(first, len(lines) - RAIL_LINES + 1):
        if any(kind not in (HEADING, BYLINE, BOILERPLATE) for kind in kinds[index : index + RAIL_LINES]):
            continue
        if kinds[index : index + RAIL_LINES].count(HEADING) < FEWEST_HEADINGS:
            continue
        rail = tuple(text[line.start : line.end] for line in lines[index : index + RAIL_LINES])
        if max(content.count(" ") for content in rail) < FEWEST_SPACES:
            continue
        before = seen.setdefault(rail, index)
        if before < index or len(set(rail)) == 1:
            found.update(range(before, before + RAIL_LINES), range(index, index + RAIL_LINES))
    return found


def _first_text(text: str, lines: list[Line], kinds: list[str]) -> int:
    """The first paragraph that stands once: a notice of the site's may stand above each copy of its title."""
    prose = [index for index, kind in enumerate(kinds) if kind == SENTENCE]
    times = Counter(text[lines[index].start : lines[index].end] for index in prose)
    once = (index for index in prose if times[text[lines[index].start : lines[index].end]] == 1)
    return next(once, prose[0] if prose else len(kinds))


def repeated_paragraphs(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """The indices of the longer paragraphs that stand, word for word, further up already."""
    seen: set[str] = set()
    found = set()
    for index, line in enumerate(lines):
        if kinds[index] != SENTENCE or line.end - line.start < LEAST_PARAGRAPH:
            continue
        content = text[line.start : line.end]
        if content in seen:
            found.add(index)
        seen.add(content)
    return frozenset(found)


def settle_contents(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Takes three lines in a row or more that each stand once more, above a text, for a list of contents."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.end - line.start <= LONGEST_TITLE:
            places[text[line.start : line.end]].append(index)
    below = {twice[0]: twice[1] for twice in places.values() if len(twice) == 2}
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index in below and below[index] - index >= RAIL_LINES:
            run.append(index)
            continue
        texts = all(SENTENCE in kinds[below[title] + 1 : below[title] + 2] for title in run)
        if len(run) >= RAIL_LINES and texts:
            for title in run:
                kinds[title], kinds[below[title]] = BOILERPLATE, HEADING
        run = []
