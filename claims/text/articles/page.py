"""A page as a row of lines with kinds, and the groups of headings between its stretches of prose."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property

from claims.text.articles.digests import titles_list
from claims.text.articles.people import given_names
from claims.text.articles.settling.bullets import EXCERPT
from claims.text.articles.settling.repetition import repeated_paragraphs
from claims.text.articles.typeset import TypesetLines
from claims.text.layout.bars import plain_label
from claims.text.layout.boilerplate import is_clip_length
from claims.text.layout.bylines import is_biography, is_credit, is_date_line
from claims.text.layout.headings import is_part_heading
from claims.text.layout.tweets import signs_tweet
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE
from claims.text.wordlists import entries

FULL_NAME = re.compile(r"\b([A-Z][a-zé]+)(?: [A-Z]\.)? ([A-Z][\w’'-]*[a-z])\b")
PROSE = frozenset({SENTENCE, LIST_ITEM, CAPTION})
FEWEST_HEADLINE_WORDS = 4
LINK_LIST = 4
FEWEST_SPACES, LONGEST_KICKER = 3, 30
OPENING_LINES, LONGEST_OPENING, MOST_DECKS = 8, 40, 1

FEWEST_ALONE, ALONE_SHARE = 3, 0.66
FEWEST_EXCERPTS = 2
DASHES, QUOTES = "-–—", "“\"‘'"


class Page(TypesetLines):
    """The lines of a text, what each is, and how many words of prose come before each."""

    def is_prose(self, index: int) -> bool:
        """Whether the line is part of a body: a paragraph, an item or a caption."""
        return self.kinds[index] in PROSE

    def is_closing(self, index: int) -> bool:
        """Whether the line is furniture such as stands below an article, and not amid one."""
        if self.kinds[index] != BOILERPLATE or is_clip_length(self.content(index)):
            return False
        return plain_label(self.content(index)) not in _inline_furniture()

    def has_body_above(self, line: int) -> bool:
        """Whether prose that isn't a caption stands above the line."""
        return line > self._first_body

    @cached_property
    def _first_body(self) -> int:
        body = (index for index in range(len(self.lines)) if self._is_body(index))
        return next(body, len(self.lines))

    def _is_body(self, index: int) -> bool:
        """Whether the line is an item or a sentence, and not a label in small letters."""
        line = self.lines[index]
        long = self.text.count(" ", line.start, line.end) >= FEWEST_SPACES
        return long and self.kinds[index] in (LIST_ITEM, SENTENCE)

    def is_signature(self, index: int) -> bool:
        """Whether the line names an author or a date, not who helped, who the author is or who is quoted."""
        content = self.content(index)
        if self.signs_tweet(index):
            return False
        if content[0] in DASHES and index and self.content(index - 1)[0] in QUOTES:
            return False
        return self.kinds[index] == BYLINE and not is_credit(content) and not is_biography(content)

    def signs_tweet(self, index: int) -> bool:
        """Whether the line signs a tweet that the article quotes."""
        return signs_tweet(self.text, self.lines[index])

    def first_line(self, line: int | None) -> int | None:
        """The first of the lines over which a headline is wrapped."""
        while line and self.continues_heading(line):
            line -= 1
        return line

    def continues_heading(self, index: int) -> bool:
        """Whether a heading goes on in the line at `index`, set close to it, in small letters."""
        close = self.kinds[index - 1] == HEADING and self.lines[index].ends_before == 1
        return close and self.content(index)[0].islower()

    def is_kicker(self, index: int) -> bool:
        """Whether the line is a short label in capitals directly above a heading in small letters."""
        if self.kinds[index : index + 2] != [HEADING, HEADING] or self.content(index + 1).isupper():
            return False
        content = self.content(index)
        return len(content) <= LONGEST_KICKER and content.isupper() and content.count(" ") < FEWEST_SPACES

    def has_label(self, start: int, headline: int) -> bool:
        """Whether a heading of few words, which names no part, stands above the headline in its group."""
        if self.content(headline).count(" ") < FEWEST_SPACES:
            return False
        above = (self.content(index) for index in range(start, headline) if self.kinds[index] == HEADING)
        return any(content.count(" ") < FEWEST_SPACES and not is_part_heading(content) for content in above)

    def is_date_above(self, index: int) -> bool:
        """Whether the line is a date and nothing else, and a heading follows."""
        below = self.kinds[index + 1 : index + 2]
        return self.kinds[index] == BYLINE and below == [HEADING] and is_date_line(self.content(index))

    @cached_property
    def dates_stand_above(self) -> bool:
        """Whether the page sets dates above headlines: a body, then a date, then a heading."""
        above = [index for index in range(len(self.lines)) if self.is_date_above(index)]
        if self.dates_end_posts:
            return False
        if any(index and self.kinds[index - 1] in (*PROSE, BOILERPLATE) for index in above):
            return True
        below = sum(
            self.kinds[index - 1] == HEADING and self.content(index - 1).count(" ") >= FEWEST_SPACES
            for index in above
            if index
        )
        return len(above) > below + 1

    @cached_property
    def lists_posts(self) -> bool:
        """Whether a line above the first text says which posts the page lists."""
        return any(
            titles_list(self.content(index)) for index in range(min(self._first_body, len(self.lines)))
        )

    @cached_property
    def lists_excerpts(self) -> bool:
        """Whether nearly all texts of the page are cut off, the last among them."""
        ends = [
            index
            for index in range(len(self.lines))
            if self.is_prose(index) and self.kinds[index + 1 : index + 2] in ([HEADING], [BOILERPLATE], [])
        ]
        cut = [self.content(index).endswith(EXCERPT) for index in ends]
        return len(cut) >= FEWEST_EXCERPTS and cut[-1] and sum(cut) * 3 >= len(cut) * 2

    @cached_property
    def captions_stand_above(self) -> bool:
        """Whether the words of a picture stand right above the first headline of some length."""
        for index in range(1, min(self._first_body, len(self.lines))):
            if self.kinds[index] == HEADING and self.kinds[index - 1] == CAPTION:
                return self.content(index).count(" ") >= FEWEST_SPACES
        return False

    @cached_property
    def dates_end_posts(self) -> bool:
        """Whether a date alone ends the page, below a text, and none stands above the first headline."""
        last = self._last_signature
        return last is not None and self.kinds[last - 1] in PROSE and is_date_line(self.content(last))

    @cached_property
    def signatures_end_posts(self) -> bool:
        """Whether writers sign below their texts: the last one does, and the first headline has no byline."""
        last = self._last_signature
        while last is not None and self.kinds[last] == BYLINE:
            last -= 1
        return last is not None and self.kinds[last] in PROSE

    @cached_property
    def _last_signature(self) -> int | None:
        """The byline at the end of the page, where none stands above the first text; None without one."""
        last = len(self.lines) - 1
        while last > 0 and self.kinds[last] == BOILERPLATE:
            last -= 1
        if last < 1 or self.kinds[last] != BYLINE or BYLINE in self.kinds[: self._first_body]:
            return None
        return last

    @cached_property
    def titles_stand_alone(self) -> bool:
        """Whether the page sets its headlines alone, each right above a byline or date."""
        groups = [self.kinds[start:end] for start, end in self.groups()][1:]
        alone = sum(kinds == [HEADING, BYLINE] for kinds in groups)
        return alone >= FEWEST_ALONE and alone >= ALONE_SHARE * len(groups)

    @cached_property
    def repeated_headings(self) -> frozenset[str]:
        """The longer headings that the page has twice or more, as where its title stands above its menu."""
        long = [self.content(index) for index, kind in enumerate(self.kinds) if kind == HEADING]
        counts = Counter(content for content in long if content.count(" ") >= FEWEST_SPACES)
        return frozenset(content for content, count in counts.items() if count > 1)

    def stands_below(self, index: int, end: int) -> bool:
        """Whether the heading at `index` stands again, as a heading, at line `end` or below."""
        last = self._last_headings.get(self.content(index), 0)
        return self.kinds[index] == HEADING and last >= end

    @cached_property
    def _last_headings(self) -> dict[str, int]:
        return {self.content(index): index for index, kind in enumerate(self.kinds) if kind == HEADING}

    def tells_again(self, start: int, end: int) -> bool:
        """Whether a paragraph of the lines stands further up already."""
        return not self._told_again.isdisjoint(range(start, end))

    @cached_property
    def _told_again(self) -> frozenset[int]:
        return repeated_paragraphs(self.text, self.lines, self.kinds)

    def is_long_credit(self, index: int) -> bool:
        """Whether the line says in words who contributed to the article above, or wrote it."""
        content = self.content(index)
        return self.kinds[index] == BYLINE and is_credit(content) and content.count(" ") >= FEWEST_SPACES

    def introduced(self, start: int, end: int) -> frozenset[str]:
        """The surnames that follow a given name between two offsets."""
        first, last = (bisect_left(self._full_names, (offset, "")) for offset in (start, end))
        return frozenset(surname for _, surname in self._full_names[first:last])

    @cached_property
    def _full_names(self) -> list[tuple[int, str]]:
        names = given_names()
        found = FULL_NAME.finditer(self.text)
        return [(match.start(), match.group(2)) for match in found if match.group(1).casefold() in names]

    @cached_property
    def _words_before(self) -> list[int]:
        total, totals = 0, [0]
        for index, line in enumerate(self.lines):
            if self.is_prose(index):
                total += self.text.count(" ", line.start, line.end) + 1
            totals.append(total)
        return totals

    def prose_words(self, start: int, end: int) -> int:
        """The words of prose in the lines from index `start` to before `end`."""
        return self._words_before[end] - self._words_before[start]

    def groups(self) -> Iterator[tuple[int, int]]:
        """The runs of lines without prose that hold a heading: the first index and the one past the last.

        The second of two titles that are set alike begins a run of its own: nothing stands below the first.
        """
        start, titled = None, False
        for index in range(len(self.lines) + 1):
            if index == len(self.lines) or self.is_prose(index):
                if start is not None and HEADING in self.kinds[start:index]:
                    yield start, index
                start, titled = None, False
                continue
            title = index in self.recurring
            if start is not None and title and titled:
                yield start, index
                start = index
            start, titled = index if start is None else start, titled or title

    def opening_bylines(self, headline: int, end: int) -> list[int]:
        """The bylines below the headline, before its first long paragraph and before line `end`."""
        found, decks = [], 0
        for index in range(headline + 1, min(headline + OPENING_LINES, end)):
            decks += self.is_prose(index)
            if decks > MOST_DECKS:
                break
            if self.kinds[index] == HEADING and self.prose_words(headline, index):
                break
            if self.kinds[index] == BYLINE:
                found.append(index)
            elif self.kinds[index] == LIST_ITEM or (
                self.is_prose(index) and self.prose_words(headline, index + 1) > LONGEST_OPENING
            ):
                break
        return found


@cache
def _inline_furniture() -> frozenset[str]:
    return frozenset(entries("inline_furniture"))
