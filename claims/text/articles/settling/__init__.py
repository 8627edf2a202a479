"""What the lines of a page are, in view of what stands around them on a page with several articles."""

import re
from collections import Counter
from functools import cache, cached_property

from claims.text.articles.digests import titles_list
from claims.text.articles.settling.bullets import may_be_item, settle_bullets
from claims.text.articles.settling.continued import settle_broken_furniture, settle_keywords
from claims.text.articles.settling.enders import LONGEST_TITLE, settle_apart
from claims.text.articles.settling.entries import settle_entries
from claims.text.articles.settling.footers import dated_footers, settle_footers
from claims.text.articles.settling.galleries import settle_galleries
from claims.text.articles.settling.recurring import settle_recurring
from claims.text.articles.settling.repetition import repeated_rails, settle_contents
from claims.text.articles.settling.sourced import settle_sourced
from claims.text.articles.settling.stamps import settle_stamps
from claims.text.articles.settling.wrapped import settle_wrapped_headlines
from claims.text.layout.bars import EDGES
from claims.text.layout.bylines import is_date_line
from claims.text.layout.commenters import LONGEST_COMMENTER, names_commenter
from claims.text.layout.datelines import DATELINE
from claims.text.layout.feeds import feed_entries
from claims.text.layout.headings import INNER_STOP, is_title_case, looks_like_heading
from claims.text.layout.kinds import is_speech, line_kinds
from claims.text.layout.lines import Line, text_lines
from claims.text.layout.posts import dated_posts
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE
from claims.text.wordlists import entries

QUESTIONS_AMONG, FEWEST_QUESTION_WORDS, LONGEST_QUESTION = 3, 4, 100
MOST_DECK_SPACES = 10
FEWEST_SPACES = 3
FEWEST_REPORT_SPACES, FEWEST_BLURB_SPACES, DATELINE_REACH = 11, 17, 120
# Signs such as a camera or an arrow, which sites set beside what may be pressed.
PICTOGRAPH = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]")
# "Read it at The Beacon", "You've read 3 of 5 free stories", "11:40 pm and is filed under".
SOURCE_LINK = re.compile(
    r"(?:Read|See|Watch|Hear) (?:it|this|more|the (?:full|whole) \w+)? ?(?:at|on|in) [A-Z]"
)
# "Read MoreFerry sold after storm".
GLUED_LINK = re.compile(r"(?:Read [Mm]ore|Continue [Rr]eading)[“‘\"A-Z]")
METER = re.compile(
    r"(?:You(?:[’']ve| have) (?:read|used|viewed) )?\d+ (?:of|out of) \d+ (?:free )?(?:stories|articles)"
)
CLOCK = re.compile(r"\d{1,2}[:.]\d\d ?[ap]\.?m\b", re.IGNORECASE)
LABEL_REACH = 3
ABOVE_TITLES = (SENTENCE, BOILERPLATE, BYLINE, LIST_ITEM)
TERMS = re.compile(r"[\w’'-]+(?: [\w’'-]+)?(?:, [\w’'-]+(?: [\w’'-]+)?){4,}")
CUT_OFF = ("...", "…")
# The date that an index sets before the first words of a page.
DATED = re.compile(r"(?:date )?(\d{4}-\d\d-\d\d) (?=\S)")
FEWEST_ITEMS = 4


class SettledLines:
    """The lines of a text with their kinds: those of the lines alone, corrected by the page.

    `rails` has the indices of lines that are set again further down, as links to other articles are;
    `below_footers` those of the headlines below the footers of a weblog's posts or other stamps, `bulleted`
    those of the headlines that are items of a list.
    `footers_end_posts` says whether footers hold the post's date and writer.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = text_lines(text)
        self.kinds: list[str] = line_kinds(text, self.lines)
        posts = dict(dated_posts(text, self.lines, self.kinds))
        self.rails = repeated_rails(text, self.lines, self.kinds)
        for index in self.rails:
            self.kinds[index] = BOILERPLATE
        self._settle_opening()
        self._settle_headings()
        settle_broken_furniture(text, self.lines, self.kinds)
        settle_keywords(text, self.lines, self.kinds)
        self._settle_items()
        self._settle_dates()
        self.bulleted = settle_bullets(text, self.lines, self.kinds)
        self._settle_decks()
        settle_wrapped_headlines(text, self.lines, self.kinds)
        settle_galleries(text, self.lines, self.kinds)
        self._settle_highlights()
        self._settle_commenters(frozenset(posts.values()))
        self._settle_questions()
        settle_apart(text, self.lines, self.kinds, self.usual_gap)
        settled = text, self.lines, self.kinds
        settle_contents(*settled)
        self.fed = frozenset(title for title, _ in feed_entries(*settled))
        alike = settle_entries(*settled) | settle_recurring(*settled) | settle_sourced(*settled)
        self.posts = frozenset(posts)
        self.recurring = self.fed or (alike | self.posts)
        self.footers_end_posts = len(dated_footers(*settled)) > 1
        stamps = settle_stamps(*settled)
        self.stamps, self.above_stamps = stamps.lines | frozenset(posts.values()), stamps.above
        first = min(stamps.below, default=0)
        signed = not stamps.above and self.kinds[first - 1 : first] == [BYLINE]
        self.footers_end_posts |= signed and SENTENCE in self.kinds[:first]
        self.below_footers = settle_footers(*settled) | stamps.below

    def content(self, index: int) -> str:
        """The characters of the line at `index`."""
        line = self.lines[index]
        return self.text[line.start : line.end].replace("\xa0", " ")

    def names_commenter(self, index: int) -> bool:
        """Whether the line names the writer of a reader's comment, and not that of a post."""
        return index not in self.stamps and names_commenter(self.content(index))

    def titles_post(self, index: int) -> bool:
        """Whether the line is a title by its place: below what ends a post, or set as others are."""
        return index in self.below_footers or index in self.above_stamps or index in self.recurring

    @cached_property
    def usual_gap(self) -> int:
        """The most common number of line ends between two paragraphs."""
        gaps = Counter(line.ends_before for line in self.lines[1:])
        return gaps.most_common(1)[0][0] if gaps else 1

    def _settle_opening(self) -> None:
        """Takes the first line for a headline where one follows the date that an index sets before it."""
        dated = DATED.match(self.content(0)) if self.lines else None
        if dated and looks_like_heading(self.content(0)[dated.end() :]):
            self.kinds[0] = HEADING

    def _settle_headings(self) -> None:
        """Takes a paragraph that was cut off for prose if a dateline opens it, and signs for furniture."""
        for index, kind in enumerate(self.kinds):
            if kind != HEADING:
                continue
            line = self.lines[index]
            spaces = self.text.count(" ", line.start, line.end)
            report = DATELINE.match(self.content(index)[:DATELINE_REACH]) or self._lacks_stop(index)
            if spaces >= FEWEST_REPORT_SPACES and report:
                self.kinds[index] = SENTENCE
            elif (
                self._is_sign(index)
                or TERMS.fullmatch(self.content(index))
                or (spaces < FEWEST_SPACES - 1 and self.content(index).islower())
            ):
                self.kinds[index] = BOILERPLATE

    def _is_sign(self, index: int) -> bool:
        """Whether a pictograph, a time or a number of stories read begins the line, or where to read one."""
        line = self.lines[index]
        signs = (PICTOGRAPH, CLOCK, SOURCE_LINK, METER, GLUED_LINK)
        return any(sign.match(self.text, line.start, line.end) for sign in signs)

    def _settle_items(self) -> None:
        """Takes short lines without stops, set closer than paragraphs below one, for the items of a list."""
        above = self.kinds.index(SENTENCE) if SENTENCE in self.kinds else 0
        if self.lines[above : above + 1] == [] or self.lines[above].ends_before < 2:
            return
        run: list[int] = []
        for index in range(above + 1, len(self.lines)):
            if run and (self.lines[index].ends_before > 1 or not self._is_item(index)):
                self._take_items(run)
                run = []
            if self._is_item(index):
                run.append(index)
        self._take_items(run)

    def _is_item(self, index: int) -> bool:
        listed = self.kinds[index] in (HEADING, SENTENCE, LIST_ITEM)
        return listed and may_be_item(self.text, self.lines[index])

    def _take_items(self, run: list[int]) -> None:
        for index in run if len(run) >= FEWEST_ITEMS else ():
            self.kinds[index] = LIST_ITEM

    def _lacks_stop(self, index: int) -> bool:
        """Whether the line is a paragraph without its stop: long, between two headings or at the end."""
        if index == 0 or self.kinds[index - 1] != HEADING:
            return False
        if index == len(self.lines) - 1:
            return True
        line = self.lines[index]
        long = self.text.count(" ", line.start, line.end) >= FEWEST_BLURB_SPACES
        return long and self.kinds[index + 1] == HEADING and not is_title_case(self.content(index))

    def _settle_dates(self) -> None:
        """Takes items that are a date and nothing else for the date of what stands above them."""
        for index, kind in enumerate(self.kinds):
            if kind == LIST_ITEM and is_date_line(self.content(index).lstrip("•*·-–— ")):
                self.kinds[index] = BYLINE

    def _settle_decks(self) -> None:
        """Takes a few words in small letters, without a stop, amid headings for one of them.

        So it does with a line that is cut off right above a byline or date.
        """
        for index in range(1, len(self.lines) - 1):
            around = (self.kinds[index - 1], self.kinds[index + 1])
            if self.kinds[index] == SENTENCE and around[1] == BYLINE and self._is_cut_title(index):
                self.kinds[index] = HEADING
            amid = around[0] == HEADING and around[1] in (HEADING, BYLINE)
            if self.kinds[index] not in (SENTENCE, CAPTION) or not amid:
                continue
            line = self.lines[index]
            few = self.text.count(" ", line.start, line.end) < MOST_DECK_SPACES
            if few and self.text[line.start].islower() and self.text[line.end - 1].isalnum():
                self.kinds[index] = HEADING

    def _is_cut_title(self, index: int) -> bool:
        """Whether the line is one short sentence that is cut off, in a paragraph of its own."""
        line = self.lines[index]
        if line.end - line.start > LONGEST_TITLE or line.ends_before < min(2, self.usual_gap):
            return False
        single = not INNER_STOP.search(self.text, line.start, line.end)
        return single and self.text[line.start].isupper() and self.content(index).endswith(CUT_OFF)

    def _settle_highlights(self) -> None:
        """Takes the headings right below "Story highlights" for the items of a list."""
        below = False
        for index, kind in enumerate(self.kinds):
            if below and kind == HEADING:
                self.kinds[index] = LIST_ITEM
            below = (below and kind == HEADING) or (
                kind in (HEADING, BOILERPLATE)
                and self.content(index).casefold().strip(EDGES) in _highlights()
            )

    def _settle_commenters(self, stamps: frozenset[int]) -> None:
        """Takes the lines that name the writers of readers' comments for furniture, not those of posts."""
        for index, line in enumerate(self.lines):
            if index in stamps:
                continue
            if line.end - line.start <= LONGEST_COMMENTER and names_commenter(self.content(index)):
                self.kinds[index] = BOILERPLATE

    def _settle_questions(self) -> None:
        """Takes a question between two paragraphs for a headline on a page with more headings than that.

        Where questions are many, somebody is being interviewed; a shout is no question.
        """
        usual, headings = self.usual_gap, self.kinds.count(HEADING)
        found = [index for index in range(1, len(self.lines) - 1) if self._may_ask(index, usual)]
        for mark, among in (("?", QUESTIONS_AMONG), ("!", 1)):
            asking = [index for index in found if mark in self.content(index)[-2:]]
            if len(asking) * among <= headings:
                for index in asking:
                    self.kinds[index] = HEADING

    def _is_label(self, index: int) -> bool:
        """Whether the line titles a list of posts, or is a heading of few words below a text."""
        content = self.content(index)
        if titles_list(content):
            return True
        return (
            content.count(" ") <= FEWEST_SPACES
            and SENTENCE in self.kinds[max(0, index - LABEL_REACH) : index]
        )

    def _may_ask(self, index: int, usual_gap: int) -> bool:
        """Whether the line is one short question in a paragraph of its own, amid prose."""
        if (
            self.kinds[index] != SENTENCE
            or not (self.kinds[index - 1] in ABOVE_TITLES or self._is_label(index - 1))
            or self.lines[index].ends_before < min(2, usual_gap)
        ):
            return False
        line = self.lines[index]
        asks = self.text[line.end - 1] in "?!" or self.content(index).endswith(("?’", "!’"))
        asks = asks and not is_speech(self.content(index))
        asks = asks and not DATELINE.match(self.content(index))
        if not asks or line.end - line.start > LONGEST_QUESTION:
            return False
        words = self.text.count(" ", line.start, line.end) + 1
        single = not INNER_STOP.search(self.text, line.start, line.end)
        return single and words >= FEWEST_QUESTION_WORDS and self.kinds[index + 1] == SENTENCE


@cache
def _highlights() -> frozenset[str]:
    return frozenset(entries("highlight_labels"))
