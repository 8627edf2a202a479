"""How a page sets its headings: the gaps around them, their numbers, and which stand twice."""

import re
from collections import Counter
from functools import cached_property

from claims.text.articles.settling import SettledLines
from claims.text.layout.units import HEADING, SENTENCE

FEWEST_SPACES, WIDE_AMONG, FEWEST_TWICE = 3, 3, 2
# "Larsund: Captains elect a mayor".
THEME = re.compile(r"[A-Z][\w.’-]*(?:[ /][A-Z][\w.’-]*){0,3}: (?=\w+ \w)")


class TypesetLines(SettledLines):
    """The settled lines of a text, and what is the custom of the page in setting its headings."""

    @cached_property
    def titles_stand_twice(self) -> bool:
        """Whether headings stand twice in a row below wide gaps, two or more, the lower one not set close."""
        below = [
            self.lines[index + 1].ends_before - self.lines[index].ends_before
            for index in range(1, len(self.lines) - 1)
            if self.kinds[index - 1 : index + 1] == [HEADING, HEADING]
            and (index == 1 or self.lines[index - 1].ends_before > self.lines[index].ends_before)
            and self.content(index) == self.content(index - 1)
        ]
        return len(below) >= FEWEST_TWICE and min(below) >= 0

    def names_theme_above(self, index: int) -> bool:
        """Whether the line above begins with a place or theme and a colon, and this one doesn't."""
        return bool(THEME.match(self.content(index - 1))) and not THEME.match(self.content(index))

    @cached_property
    def numbers_all_alike(self) -> bool:
        """Whether each heading with a number has "1.", as where each begins a list of its own."""
        numbers = [self.content(index)[:3] for index, kind in enumerate(self.kinds) if kind == HEADING]
        numbered = [number for number in numbers if number[:1].isdigit() and number[1:2] == "."]
        return len(numbered) >= FEWEST_TWICE and set(numbered) == {"1. "}

    @cached_property
    def first_is_set_apart(self) -> bool:
        """Whether a gap wider than usual stands below the first heading of four words or more."""
        long = (
            index
            for index, kind in enumerate(self.kinds[:-1])
            if kind == HEADING and self.content(index).count(" ") >= FEWEST_SPACES
        )
        return self.is_set_apart(next(long, -1))

    def is_set_apart(self, index: int) -> bool:
        """Whether a gap wider than usual, or of two blank lines amid narrower ones, stands below the line."""
        if not 0 <= index < len(self.lines) - 1:
            return False
        return self.lines[index + 1].ends_before > min(self.usual_gap, max(2, self.paragraph_gap))

    @cached_property
    def close_headings(self) -> frozenset[int]:
        """The headings without a blank line above their text, where the first one is so, and nothing else."""
        close = [
            index
            for index in range(1, len(self.lines))
            if self.lines[index].ends_before == 1 and SENTENCE in self.kinds[index : index + 1]
        ]
        heading = all(self.kinds[index - 1] == HEADING for index in close)
        return frozenset(index - 1 for index in close) if heading and close[:1] == [1] else frozenset()

    @cached_property
    def paragraph_gap(self) -> int:
        """The most common number of line ends between two paragraphs of a body."""
        gaps = Counter(
            self.lines[index].ends_before
            for index in range(1, len(self.lines))
            if self.kinds[index] == self.kinds[index - 1] == SENTENCE
        )
        return gaps.most_common(1)[0][0] if gaps else self.usual_gap

    @cached_property
    def wide_gaps_are_rare(self) -> bool:
        """Whether gaps wider than usual are few, so that each one tells something."""
        wide = sum(line.ends_before > max(2, self.usual_gap) for line in self.lines[1:])
        return wide * WIDE_AMONG <= len(self.lines)
