"""What can be said of a heading, as numbers, for or against an article that begins with it.

Features tell how lines are set, of what kind they and their neighbours are, and whether words come again;
what a line says counts only where it is a date, a time or "by". Nearly all are shares or bounded, so that a
long page and a short one look alike.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from claims.text.articles.cohesion import COMMON, STEM
from claims.text.articles.page import Page
from claims.text.layout.bylines import DATE
from claims.text.layout.dates import may_hold_date
from claims.text.layout.units import BOILERPLATE, HEADING

Features = dict[str, float]
CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)
BY = re.compile(r"(?:by|from|posted by|written by|author)\b", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.")
WORD = re.compile(r"[^\W\d_]{3,}")
CUT_OFF = ("...", "…", "]")
MARKS = tuple("-–—*•#>|+·<[")
NEAR, REACH, LONGEST_TOLD, REPEATED_WITHIN = 4, 500, 300, 40
MOST_WORDS, MOST_GAP, MOST_SCORE = 60, 5, 8.0


class HeadingFeatures:
    """The features of the headings of a page: `scores` are those of the rules for the lines that they judged,
    above 0 where they pass, and `proposed` the lines at which they begin articles, in order."""

    def __init__(self, page: Page, scores: Mapping[int, float], proposed: list[int]) -> None:
        self.page = page
        self.scores = scores
        self.proposed = proposed
        kinds = page.kinds
        self.headings = [index for index, kind in enumerate(kinds) if kind == HEADING]
        self.groups = list(self._groups())
        self._looks = Counter(look for index in self.headings for look in [self.look(index)])
        words = page.prose_words(0, len(kinds))
        self._whole_page = {
            "furniture": kinds.count(BOILERPLATE) / len(kinds),
            "headings": len(self.headings) / len(kinds),
            "words_per_heading": math.log((words + 1) / (len(self.groups) or 1)),
            "share_proposed": len(proposed) / (len(scores) or 1),
        }

    def _groups(self) -> Iterator[list[int]]:
        """The headings without prose between them, group by group."""
        group: list[int] = []
        for index in self.headings:
            if group and self.page.prose_words(group[-1], index):
                yield group
                group = []
            group.append(index)
        if group:
            yield group

    def kind(self, index: int) -> str:
        """The kind of the line; "nothing" outside the page."""
        return self.page.kinds[index] if 0 <= index < len(self.page.kinds) else "nothing"

    def gap(self, index: int) -> int:
        """The line ends above the line, few at most; none outside the page."""
        lines = self.page.lines
        return min(MOST_GAP, lines[index].ends_before) if 0 <= index < len(lines) else 0

    def look(self, index: int) -> tuple[bool, str, str, int]:
        """How the line is set: in capitals, between lines of which kinds, nearer to which of them."""
        above, below = self.gap(index), self.gap(index + 1)
        capitals = self.page.content(index).isupper()
        return capitals, self.kind(index - 1), self.kind(index + 1), (above > below) - (above < below)

    def of_group(self, group: list[int]) -> Iterator[Features]:
        """The features of each heading of a group."""
        longest = max(len(self.page.content(index)) for index in group)
        for index in group:
            content = self.page.content(index)
            yield {
                **self._whole_page,
                **_of_form(content),
                **self._of_rules(index),
                **self._of_neighbours(index),
                **self._of_text(index, group[-1] + 1),
                "longest": len(content) == longest,
                "first": index == group[0],
                "last": index == group[-1],
                "set_alike": min(12, self._looks[self.look(index)]) / len(self.groups),
                "stands_again": 0 < self._next_alike.get(index, 0) - index < REPEATED_WITHIN,
            }

    def _of_rules(self, index: int) -> Features:
        score = self.scores.get(index)
        place = bisect_left(self.proposed, index)
        is_proposed = self.proposed[place : place + 1] == [index]
        above = self.proposed[place - 1] if place else -NEAR - 1
        below = self.proposed[place + is_proposed] if place + is_proposed < len(self.proposed) else math.inf
        return {
            "proposed": is_proposed,
            "judged": score is not None,
            "signs_for": max(0, min(MOST_SCORE, score or 0)),
            "signs_against": max(0, min(MOST_SCORE, -(score or 0))),
            "proposed_above": index - above <= NEAR,
            "proposed_below": below - index <= NEAR,
        }

    def _of_neighbours(self, index: int) -> Features:
        page = self.page
        above = page.content(index - 1) if index else ""
        below = page.content(index + 1) if index + 1 < len(page.lines) else ""
        gap, next_gap = self.gap(index), self.gap(index + 1)
        return {
            f"above_{self.kind(index - 1)}": 1,
            f"below_{self.kind(index + 1)}": 1,
            "words_above": min(MOST_WORDS, above.count(" ")),
            "words_below": min(MOST_WORDS, below.count(" ")),
            "colon_above": above.endswith(":"),
            "by_below": BY.match(below) is not None,
            "cut_off_below": below.endswith(CUT_OFF),
            "mark_below": below.startswith(MARKS),
            "time_below": CLOCK.search(below[:MOST_WORDS]) is not None,
            "gap_above": gap - min(MOST_GAP, page.usual_gap),
            "nearer_below": (gap > next_gap) - (gap < next_gap),
        }

    def _of_text(self, index: int, body: int) -> Features:
        """What the text below the group takes up of the words of the heading, and whether it is cut off."""
        page, line = self.page, self.page.lines[index]
        while body < len(page.lines) and not page.is_prose(body):
            body += 1
        if body == len(page.lines):
            return {}
        start, paragraph = page.lines[body].start, page.lines[body].end
        title = self._words(line.start, min(line.end, line.start + LONGEST_TOLD))
        at_once = self._words(start, min(paragraph, start + REACH))
        told = at_once | self._words(paragraph, max(paragraph, self._prose_end(body, start + REACH)))
        return {
            "taken_up": len(title & told) / (len(title) or 1),
            "taken_up_at_once": len(title & at_once) / (len(title) or 1),
            "cut_off_text": page.content(body).endswith(CUT_OFF),
        }

    def _words(self, start: int, end: int) -> set[str]:
        words = (word.casefold() for word in WORD.findall(self.page.text, start, end))
        return {word[:STEM] for word in words if word not in COMMON}

    def _prose_end(self, index: int, reach: int) -> int:
        """Where the prose ends that the line at `index` begins, not far beyond `reach`."""
        lines = self.page.lines
        while index + 1 < len(lines) and self.page.is_prose(index + 1) and lines[index].end < reach:
            index += 1
        return min(lines[index].end, reach)

    @cached_property
    def _next_alike(self) -> dict[int, int]:
        """For each heading the next line with the same words."""
        after: dict[str, int] = {}
        found = {}
        for index in range(len(self.page.lines) - 1, -1, -1):
            if self.kind(index) in (HEADING, BOILERPLATE):
                content = self.page.content(index)
                found[index] = after.get(content, 0)
                after[content] = index
        return found


def _of_form(content: str) -> Features:
    return {
        "length": math.log(len(content) + 1),
        "words": min(MOST_WORDS, content.count(" ") + 1),
        "by": BY.match(content) is not None,
        "address": ADDRESS.search(content) is not None,
        "date": may_hold_date(content) and DATE.search(content) is not None,
        "time": CLOCK.search(content) is not None,
        "comma": ", " in content,
        "capitals": content.isupper(),
    }
