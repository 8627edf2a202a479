"""Which short lines are headings, and which lines only look like one, by what stands around them."""

import re

from claims.text.layout.bylines import is_credit
from claims.text.layout.datelines import DATELINE
from claims.text.layout.headings import BRACKETED, INNER_STOP, is_page_title, is_part_heading, is_title_case
from claims.text.layout.lines import Line
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE, places
from claims.text.layout.writers import names_person

PART = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)] |\d{1,2}\.\d")
LONGEST_DECK, LONGEST_QUESTION, LONGEST_CROSSHEAD = 240, 160, 80
MOST_UNFINISHED_WORDS = 11
MOST_TRAILING_SPACES = 3
LONGEST_UNFINISHED = 400
WIDE_GAP = 3
FEWEST_HEADLINE_SPACES = 3
SHORTEST_PARAGRAPH = 60
SHORTEST_WRAPPED, FEWEST_WRAPPED, REACH = 40, 3, 20
# Where the words of a film stand in the text, each line with its time.
DIGITS = frozenset("0123456789")
TIMED = re.compile(r"\d{1,2}:\d{2}(?::\d{2})? +[A-Za-z]")
FEWEST_TIMED = 4
# Words with which no heading ends, and a name explained in brackets with which no paragraph begins.
OPEN_ENDS = frozenset({"of", "the", "and", "to", "for", "with", "a", "an", "from", "by", "or", "that"})
TORN_ENDS = OPEN_ENDS | {"in", "on", "at", "has"}
# Who asks in the middle of a text rather than over a part of it.
ARGUING = re.compile(
    r"(?:And|But|So|Or|Yet|Then|Well|Really|Right|Now|Huh|Oh|Yes|No)\b|.*\b(?:I|we|you|us|our|your|my|me)\b"
    r"|.*[“”\"]|.*[.:;!?] "
)
# The verb of a whole sentence, rather than of a headline.
FINITE = re.compile(r"\b(?:has|have|had|was|were|is|are|will|would)\b")
TITLE_WORDS = re.compile(r"(?!(?:By|Posted|Published|Updated)\b)[A-Z][\w’']+(?: [A-Z][\w’']+){1,4}")
# How the title of a post that gathers news ends.
DIGESTS = (
    *(" Notes", " Report", " Reports", " Brief", " Briefs", " Briefing", " Update", " Updates", " Digest"),
    *(" Roundup", " Review", " Links", " Headlines", " Diary", " Bulletin", " Summary"),
)
CLOSING_QUOTES = "”\"’'"
TRAILING = (". . .", "...", "…")


def settle_questions(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A question or a shout that opens the page, or stands below a wide gap, is a heading.

    Labels of three words and page furniture may stand above what opens the page. So is a question in
    a list of links, and a short one between two paragraphs that argues with nobody.
    """
    _settle_announcement(text, lines, kinds)
    _settle_stopped(text, lines, kinds)
    _settle_two_sentences(text, lines, kinds)
    _settle_dated_titles(text, lines, kinds)
    opening = next(
        (index for index, kind in enumerate(kinds) if not _precedes_headline(text, lines[index], kind)),
        len(kinds),
    )
    for index in places(kinds[:-1], SENTENCE):
        line = lines[index]
        if text[line.end - 1] not in "?!" or line.length > LONGEST_QUESTION:
            continue
        opens = index <= opening
        if DATELINE.match(text, line.start, line.end) or INNER_STOP.search(text, line.start, line.end):
            continue
        below_heading = index > 0 and line.ends_before == 1 and kinds[index - 1] == HEADING
        linked = below_heading and kinds[index + 1] != SENTENCE
        if opens or linked or line.ends_before >= WIDE_GAP or _is_crosshead(text, lines, kinds, index):
            kinds[index] = HEADING


def _settle_announcement(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A line with a colon at its end that opens the page, or stands above a caption or byline, is a heading;
    an ellipsis amid prose is prose.
    """
    opens = kinds[:1] == [SENTENCE] and text[lines[0].end - 1] == ":" and len(kinds) > 1
    if opens and lines[0].length <= LONGEST_CROSSHEAD and not INNER_STOP.search(text, 0, lines[0].end):
        kinds[0] = HEADING
    for index in (near - 1 for near in places(kinds, CAPTION, BYLINE) if near):
        line = lines[index]
        if kinds[index] == SENTENCE and text[line.end - 1] == ":" and line.length <= LONGEST_CROSSHEAD:
            kinds[index] = HEADING
    for index in places(kinds[:-1], BOILERPLATE):
        between = index > 0 and kinds[index - 1] == kinds[index + 1] == SENTENCE
        if between and lines[index].slice(text).strip("[]() ") in TRAILING:
            kinds[index] = SENTENCE


def _settle_stopped(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Up to four words with a full stop, between a date and a paragraph, are a blogger's headline."""
    for index in (above + 1 for above in places(kinds[:-2], BYLINE)):
        line = lines[index]
        if kinds[index] != SENTENCE or kinds[index + 1] != SENTENCE or line.ends_before < 2:
            continue
        few = text.count(" ", line.start, line.end) <= MOST_TRAILING_SPACES
        if few and text[line.end - 1] == "." and lines[index + 1].length >= SHORTEST_PARAGRAPH:
            kinds[index] = HEADING


def _settle_two_sentences(text: str, lines: list[Line], kinds: list[str]) -> None:
    """Two short sentences of which the second has no stop, with no prose above, are a headline."""
    for index in [0, *(above + 1 for above in places(kinds[:-2], BOILERPLATE, BYLINE))]:
        if kinds[index] != SENTENCE or index + 1 == len(kinds):
            continue
        line, below = lines[index], lines[index + 1]
        apart = index == 0 or line.ends_before > 1
        if not apart or line.length > LONGEST_QUESTION or not text[line.end - 1].isalnum():
            continue
        told = kinds[index + 1] == BYLINE or (
            kinds[index + 1] == SENTENCE and below.length >= SHORTEST_PARAGRAPH
        )
        stops = INNER_STOP.findall(text, line.start, line.end)
        if told and len(stops) == 1 and text[line.start].isupper() and below.ends_before > 1:
            kinds[index] = HEADING


def _settle_dated_titles(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A title and its day behind a dash, with a text below and no headline above: "Notes - 3 May 2011"."""
    for index in places(kinds[:-1], BYLINE):
        line = lines[index]
        if kinds[index + 1] not in (SENTENCE, HEADING)[: 2 - (index > 0)] or (
            index and kinds[index - 1] in (HEADING, BYLINE)
        ):
            continue
        title, dash, _ = line.slice(text).replace("–", "-").partition(" - ")
        if dash and TITLE_WORDS.fullmatch(title) and (not names_person(title) or title.endswith(DIGESTS)):
            kinds[index] = HEADING


def _is_crosshead(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether a question stands alone between two paragraphs, as the heading of the one below."""
    line, below = lines[index : index + 2]
    if (
        line.length > LONGEST_CROSSHEAD
        or index == 0
        or kinds[index - 1] not in (SENTENCE, BOILERPLATE, CAPTION)
    ):
        return False
    if kinds[index + 1] != SENTENCE or below.length < SHORTEST_PARAGRAPH or text[line.end - 1] != "?":
        return False
    content = line.slice(text)
    return (
        content.count(" ") > (kinds[index - 1] != BOILERPLATE)
        and content[0].isupper()
        and not ARGUING.match(content)
    )


def settle_unfinished(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A few words that trail off above a paragraph in small letters are a heading that runs on into it.

    So are two lines of which the one trails off and the other takes it up further down.
    """
    for index in places(kinds[:-1], SENTENCE):
        line, below = lines[index], lines[index + 1]
        if kinds[index + 1] != SENTENCE or line.length > LONGEST_UNFINISHED:
            continue
        content = line.slice(text)
        spaces = content.count(" ")
        quoted = content.rstrip(CLOSING_QUOTES) if spaces <= MOST_TRAILING_SPACES else content
        trails, takes_up = quoted.endswith(TRAILING), content.startswith(TRAILING)
        if content in TRAILING:
            continue
        runs_on = trails and spaces < MOST_UNFINISHED_WORDS and text[below.start].islower()
        short = index > 0 and spaces <= MOST_TRAILING_SPACES and below.length >= SHORTEST_PARAGRAPH
        if runs_on or (short and (takes_up or trails) and content.count(".") <= len(TRAILING[0])):
            kinds[index] = HEADING


def settle_signed(text: str, lines: list[Line], kinds: list[str]) -> None:
    """The first line of a block, with "By" and a name on its next line, is a headline, whatever its stops."""
    for index in (byline - 1 for byline in places(kinds, BYLINE) if byline):
        line, below = lines[index], lines[index + 1]
        if kinds[index] != SENTENCE or below.ends_before > 1:
            continue
        apart = index == 0 or line.ends_before > 1 or kinds[index - 1] in (BOILERPLATE, CAPTION)
        if apart and line.length <= LONGEST_QUESTION and text.startswith(("By ", "by ", "BY "), below.start):
            kinds[index] = HEADING


def settle_decks(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A short line above a byline is a heading if it is a question, or the deck below a headline.

    Where a heading follows the byline, that is the date of the next article and this a short body.
    """
    for index in places(kinds[:-1], BYLINE):
        if index == 0 or kinds[index - 1] != SENTENCE:
            continue
        below = kinds[index + 1 : index + 3]
        dates_next = below[0] == HEADING and not _opens_part(text, lines[index + 1])
        foot = below == [BYLINE, HEADING] and text.startswith("Posted by", lines[index].start)
        if dates_next or foot:
            continue
        line = lines[index - 1]
        below_heading = index > 1 and kinds[index - 2] == HEADING
        single = not INNER_STOP.search(text, line.start, line.end)
        asks = text[line.end - 1] in "?!" and line.length <= LONGEST_QUESTION
        if text[line.end - 1] == "." and not _heads_text(kinds, index):
            continue
        if is_credit(text[lines[index].start : lines[index].end]):
            continue
        titled = single and line.length <= LONGEST_QUESTION and is_title_case(line.slice(text))
        if titled or (single and (asks or (below_heading and line.length <= LONGEST_DECK))):
            kinds[index - 1] = HEADING


def _heads_text(kinds: list[str], byline: int) -> bool:
    """Whether prose or a picture stands below the lines of a byline, rather than the next teaser."""
    below = next((kind for kind in kinds[byline + 1 : byline + 4] if kind != BYLINE), None)
    return below in (SENTENCE, CAPTION, HEADING)


def settle_wrapped(text: str, lines: list[Line], kinds: list[str]) -> None:
    """A line that the next one goes on from in small letters is prose, as is a transcript's with its time."""
    timed = [
        index
        for index, line in enumerate(lines)
        if text[line.start] in DIGITS and TIMED.match(text, line.start, line.end)
    ]
    if len(timed) >= FEWEST_TIMED:
        for index in timed:
            kinds[index] = SENTENCE if kinds[index] in (HEADING, CAPTION) else kinds[index]
    titles = places(kinds[:-1], HEADING)
    wrapped = [index for index in titles if _runs_on(text, lines, kinds, index)]
    for index in wrapped:
        kinds[index] = SENTENCE
    if len(wrapped) >= FEWEST_WRAPPED:
        _settle_wrapped_names(text, lines, kinds, wrapped)


def _runs_on(text: str, lines: list[Line], kinds: list[str], index: int) -> bool:
    """Whether the next line goes on with the sentence of this one, which looks like a heading."""
    line, below = lines[index], lines[index + 1]
    told, tight = kinds[index + 1] == SENTENCE, below.ends_before == 1
    if not told and not tight and text[line.end - 1] not in "—–":
        return False
    content = line.slice(text)
    last = content.rsplit(" ", 1)[-1]
    if index and tight and (last in OPEN_ENDS or BRACKETED.match(text, below.start)):
        return True
    if index and told and last in TORN_ENDS and FINITE.search(content):
        return True
    if text[line.end - 1] in "—–" and DATELINE.match(content + " A"):
        return True
    tight = tight and told and line.length >= SHORTEST_WRAPPED
    goes_on = text[below.end - 1] in '.,;:?!”"' or below.length >= SHORTEST_WRAPPED
    unstopped = text[line.end - 1].isalnum() or text[line.end - 1] == "-"
    return tight and goes_on and text[below.start].islower() and unstopped


def _settle_wrapped_names(text: str, lines: list[Line], kinds: list[str], wrapped: list[int]) -> None:
    """Among wrapped lines, one that ends before a name is wrapped, too, if it is as long as they are."""
    shortest = min(lines[index].length for index in wrapped)
    last = min(wrapped[-1] + REACH, len(kinds) - 1)
    for index in places(kinds[:last], HEADING):
        tight = lines[index + 1].ends_before == 1 and kinds[index + 1] == SENTENCE
        if index > wrapped[0] and tight and lines[index].length >= shortest:
            kinds[index] = SENTENCE


def _precedes_headline(text: str, line: Line, kind: str) -> bool:
    if kind == HEADING:
        few = text.count(" ", line.start, line.end) < FEWEST_HEADLINE_SPACES
        return few or is_page_title(line.slice(text))
    return kind in (BOILERPLATE, BYLINE)


def _opens_part(text: str, line: Line) -> bool:
    """Whether a heading is that of an article's first part: numbered, or "Introduction"."""
    content = text[line.start : line.end]
    return PART.match(content) is not None or is_part_heading(content)
