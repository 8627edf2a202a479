"""Posts of a weblog, each ended by a line that says who posted it when, or under what, with its comments."""

import re
from itertools import pairwise

from claims.text.articles.digests import titles_list
from claims.text.layout.dates import DATE_TEXT
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, LIST_ITEM, SENTENCE

FEWEST, LONGEST, LONGEST_HEADLINE, FEWEST_SPACES = 2, 240, 200, 4
FOOTER = re.compile(
    r"(?:posted|filed|published) (?:by|at|on|in|under)\b.{0,80}?\b\d{1,2}[:.]\d\d ?[ap]\.?m\b.{0,60}"
    r"|posted (?:at|on)\b[^|]{0,40}?\b\d{1,2}[:.]\d\d ?[ap]\.?m\b in [^|]{1,160}\|[^|]{1,40}(?:\|[^|]{1,40})?"
    r"|(?:posted|filed) (?:in|under)\b[^|]{1,200}\|[^|]{0,40}\b(?:comments?|repl(?:y|ies)|responses?)\b"
    r"[^|]{0,30}"
    r"|(?:[-–—] ?)?posted by [^|.]{2,60}?\b(?:\d+ |no )?comments?(?: off)?",
    re.IGNORECASE,
)
# "Posted March 30, 2003 | Comments (0)", which may stand below the title as well as below the text.
DATED_FOOTER = re.compile(rf"posted (?:on |at )?{DATE_TEXT}.{{0,300}}", re.IGNORECASE)
LONGEST_DATED = 340
# "Harbour Report - 17 March 2018".
DATED_TITLE = re.compile(r"[A-Z]\w+(?: \w+){1,8} [-–—] \d{1,2} [A-Z][a-z]{2,8} \d{4}")
READ_ON = re.compile(
    r"(?:cont\.|continued?|more|read (?:on|more))(?: reading)?(?::| ?»| ?>>|\.\.\.)", re.IGNORECASE
)
BODY = (SENTENCE, LIST_ITEM, CAPTION)


def settle_footers(text: str, lines: list[Line], kinds: list[str]) -> frozenset[int]:
    """Takes the line below the footer of a post for the headline of the next, and answers with these lines.

    So it is where two footers or more stand on a page, the first of them below a text: where they stand above
    the texts, or most below headings, they are bylines. One heading right above a footer is the end of a post
    or its link.
    """
    footers = [index for index, line in enumerate(lines) if _is_footer(text, line)]
    if not footers:
        footers = dated_footers(text, lines, kinds)
    if len(footers) < FEWEST or not any(kind in (SENTENCE, LIST_ITEM) for kind in kinds[: footers[0]]):
        return frozenset()
    if sum(kinds[index - 1] == HEADING for index in footers) * 2 > len(footers):
        return frozenset()
    headlines = set()
    for above, footer in pairwise([-1, *footers, len(lines)]):
        first = above + 1
        while first < footer and not _begins_post(text, lines, kinds, first):
            first += 1
        if first + 1 < footer and _may_be_headline(lines, kinds, first):
            kinds[first] = HEADING
            if above >= 0:
                headlines.add(first)
        if footer < len(lines):
            kinds[footer] = BYLINE
            _settle_above(text, lines, kinds, range(first + 1, footer))
    return frozenset(headlines)


def _begins_post(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is neither tags, a date nor the title of the page."""
    line = lines[index]
    if kinds[index] == BOILERPLATE:
        long = (
            text.count(" ", line.start, line.end) >= FEWEST_SPACES
            and text.find(":", line.start, line.end) < 0
        )
        return long and kinds[index + 1 : index + 2] == [SENTENCE]
    if kinds[index : index + 2] == [BYLINE, SENTENCE] and DATED_TITLE.fullmatch(text, line.start, line.end):
        return True
    return kinds[index] != BYLINE and not titles_list(text[line.start : line.end])


def _is_footer(text: str, line: Line) -> bool:
    return line.end - line.start <= LONGEST and FOOTER.fullmatch(text, line.start, line.end) is not None


def dated_footers(text: str, lines: list[Line], kinds: list[str]) -> list[int]:
    """The lines of "posted" and a date, where all stand between texts and titles or furniture."""
    found = [
        index
        for index, line in enumerate(lines)
        if text[line.start] in "pP"
        and line.end - line.start <= LONGEST_DATED
        and DATED_FOOTER.fullmatch(text, line.start, line.end)
    ]
    below_texts = all(kinds[index - 1] in (*BODY, BOILERPLATE) for index in found) and 0 not in found
    above_titles = all(kinds[index + 1 : index + 2] in ([HEADING], [BOILERPLATE], []) for index in found)
    return found if below_texts and above_titles else []


def _settle_above(text: str, lines: list[Line], kinds: list[str], post: range) -> None:
    """Takes the headings at the end of a post, right above its footer, for links to its rest, or for text."""
    for index in reversed(post):
        if kinds[index] != HEADING:
            break
        link = READ_ON.match(text, lines[index].start, lines[index].end)
        kinds[index] = BOILERPLATE if link else SENTENCE


def _may_be_headline(lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the line is a heading, or a short paragraph above another one."""
    if kinds[index] in (HEADING, BOILERPLATE, BYLINE):
        return True
    short = lines[index].end - lines[index].start <= LONGEST_HEADLINE
    return short and kinds[index] in BODY and kinds[index + 1] in BODY
