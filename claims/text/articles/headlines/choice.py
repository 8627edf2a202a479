"""Which heading of a group is the headline, among labels, site names, decks and links."""

import re

from claims.text.articles.digests import announces_digest, names_page_part, titles_list
from claims.text.articles.headlines.lead import says_nothing_of_it, says_what_follows
from claims.text.articles.headlines.pictured import credits_picture, names_picture_year
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, LINK_LIST, Page
from claims.text.layout.datelines import DATELINE
from claims.text.layout.dates import DATE_TEXT
from claims.text.layout.headings import is_part_heading, is_title_case
from claims.text.layout.units import BOILERPLATE, BYLINE, HEADING

BRIEFS = re.compile(r"(?:[A-Z][a-z]+ )?[Bb]riefs?: ")
INFO_LINES = 3  # the date, the section, and the title again
DATED_LINKS, FEWEST_LISTED, DATELINE_REACH = 3, 2, 120
MOST_HEADLINE_WORDS, DECK_SHARE = 16, 1.25
AUTHOR = re.compile(r"\b(?:[Bb]y|BY):? \w")
DATE_IN_TITLE = re.compile(rf"\W{{0,3}}{DATE_TEXT}\W*$", re.IGNORECASE)
LABEL = re.compile(
    r"[-–—*# ]*\[[^\]]{2,30}\] |[A-Z]{4,12}(?: [A-Z]{2,12})?: (?=\w+ \w+ \w)"
    r"|(?:EXCLUSIVE|BREAKING|UPDATED?|OPINION|ANALYSIS|VIDEO|WATCH|REPORT)\b:? |(?:Exclusive|Breaking)\b:? "
)


def headline_line(page: Page, start: int, end: int) -> int | None:
    """The line of the group that reads as the headline.

    A heading in another block is taken where it alone says what the first paragraph says again.
    """
    posted = next((index for index in range(start, end) if page.titles_post(index)), None)
    if posted is not None:
        return posted
    start = _below_gap(page, start, end)
    start = _below_title(page, _below_contents(page, _below_dated_links(page, start, end), end), end)
    repeated = _last_repetition(page, start, end)
    return _best_line(page, start, end) if repeated is None else repeated


def _best_line(page: Page, start: int, end: int) -> int | None:
    chosen = _likely_line(page, start, end)
    if chosen is None or end >= len(page.lines) or says_what_follows(page, chosen, end):
        return chosen
    others = [
        index
        for index in range(start, end)
        if word_count(page, index) >= FEWEST_HEADLINE_WORDS and _in_other_block(page, index, chosen)
    ]
    return next((index for index in others if says_what_follows(page, index, end)), chosen)


def _last_repetition(page: Page, start: int, end: int) -> int | None:
    """The line nearest to the text of a longer heading that the group has twice, with others between."""
    first: dict[str, int] = {}
    found = None
    for index in range(start, end):
        long = word_count(page, index) >= FEWEST_HEADLINE_WORDS - 2 * (start == 0)
        if page.kinds[index] == HEADING and long and not _is_page_title(page, index):
            above = first.setdefault(page.content(index), index)
            signed = page.kinds[above + 1] == BYLINE and (
                page.has_body_above(above) or index - above <= INFO_LINES
            )
            found = index if index > above + 1 and not signed else found
    return found


def _below_dated_links(page: Page, start: int, end: int) -> int:
    """The line below three links or more, each a title with its date; `start` where there are none."""
    dated = [
        index
        for index in range(start, end - 1)
        if page.kinds[index] == HEADING and page.kinds[index + 1] == BYLINE
    ]
    linked = BOILERPLATE in page.kinds[start : dated[0]] if dated else False
    return dated[-1] + 2 if linked and len(dated) >= DATED_LINKS else start


def _below_contents(page: Page, start: int, end: int) -> int:
    """The line below two headlines or more that stand again further down the page; else `start`."""
    listed = [index for index in range(start, end) if page.stands_below(index, end)]
    if len(listed) < FEWEST_LISTED or HEADING not in page.kinds[listed[-1] + 1 : end]:
        return start
    return listed[-1] + 1


def _below_title(page: Page, start: int, end: int) -> int:
    """The line below the title of a list ("Tag: ferries") where another heading follows; else `start`."""
    titles = [index for index in range(start, end) if titles_list(page.content(index))]
    return titles[-1] + 1 if titles and HEADING in page.kinds[titles[-1] + 1 : end] else start


def _below_gap(page: Page, start: int, end: int) -> int:
    """The heading of some length below the group's one wide gap, where a text ends above it; else `start`."""
    if not page.has_body_above(start):
        return start
    apart = [index for index in range(start + 1, end) if _is_below_gap(page, index)]
    if (
        len(apart) != 1
        or page.kinds[apart[0]] != HEADING
        or word_count(page, apart[0]) < FEWEST_HEADLINE_WORDS
    ):
        return start
    return apart[0]


def _in_other_block(page: Page, index: int, chosen: int) -> bool:
    """Whether the line is a heading, and something that is none stands between it and the chosen one."""
    between = page.kinds[min(index, chosen) : max(index, chosen)]
    return page.kinds[index] == HEADING and any(kind != HEADING for kind in between)


def _likely_line(page: Page, start: int, end: int) -> int | None:
    """The line above the byline, else in the last block of headings.

    A site's name and motto stand above it, a deck below; only the headline tends to be in title case.
    """
    if page.dates_stand_above:
        start = _below_date(page, start, end)
    above, block = _blocks(page, start, end)
    long = _long_headings(page, block)
    if not long and above and block[-1] != end - 1 and not AUTHOR.search(page.content(block[-1] + 1)):
        long = [index for index in above if word_count(page, index) >= FEWEST_HEADLINE_WORDS]
        block = above
    short = [index for index in block if index not in long]
    if short and all(_is_page_title(page, index) for index in long):
        block, long = short, []
    if not long:
        return _short_line(page, block, end) if block else None
    if len(block) > LINK_LIST:
        small = [index for index in long if not page.content(index).isupper()]
        return next((index for index in small[-1:] if says_what_follows(page, index, end)), long[-1])
    if not page.has_body_above(block[0]) and block[-1] == end - 2 and page.titles_stand_alone:
        return block[-1]
    return _within_block(page, long, end)


def _long_headings(page: Page, block: list[int]) -> list[int]:
    """The headings of some length that name no part of an article, nor read as the words of a picture."""
    long = [
        index
        for index in block
        if word_count(page, index) >= FEWEST_HEADLINE_WORDS and not is_part_heading(page.content(index))
    ]
    return [index for index in long if not _is_pictured(page, index)] or (long if len(block) == 1 else [])


def _is_pictured(page: Page, index: int) -> bool:
    content = page.content(index)
    return names_picture_year(content) or credits_picture(content)


def _short_line(page: Page, block: list[int], end: int) -> int:
    """Of headings of few words, the last above a report with a dateline, else the first that is no label."""
    reported = end < len(page.lines) and DATELINE.match(page.content(end)[:DATELINE_REACH])
    if reported and block[-1] == end - 1:
        return block[-1]
    named = [index for index in block if not page.is_kicker(index)]
    return next((index for index in named if not names_page_part(page.content(index))), block[0])


def _blocks(page: Page, start: int, end: int) -> tuple[list[int], list[int]]:
    """The headings right above the first byline of a headline, or the last ones, and a long block above them.

    A date alone below a block is not its byline where a heading further down has a writer's.
    """
    block: list[int] = []
    above: list[int] = []
    authored = _last_authored(page, start, end)
    for index in range(start, end):
        if page.kinds[index] == HEADING:
            if block and block[-1] != index - 1:
                above, block = (block if _is_long(page, block) else above), []
            block.append(index)
        elif page.kinds[index] == BYLINE and block[-1:] == [index - 1] and _is_signed(page, block):
            if index < authored and not AUTHOR.search(page.content(index)):
                continue
            if not _is_page_title(page, block[-1]) or HEADING not in page.kinds[index:end]:
                break
        elif page.is_signature(index) and _only_buttons(page, above or block, index):
            block = above or block
            break
    return above, block


def _last_authored(page: Page, start: int, end: int) -> int:
    """The last heading of the group right above a line that says who wrote it; 0 where there is none."""
    found = (
        index
        for index in range(end - 2, start - 1, -1)
        if page.kinds[index : index + 2] == [HEADING, BYLINE] and AUTHOR.search(page.content(index + 1))
    )
    return next(found, 0)


def _is_long(page: Page, block: list[int]) -> bool:
    return any(word_count(page, index) >= FEWEST_HEADLINE_WORDS for index in block)


def _only_buttons(page: Page, block: list[int], signature: int) -> bool:
    """Whether links, share bars and labels alone stand between a block with a longer heading and a byline."""
    if not block or not _is_long(page, block):
        return False
    between = range(block[-1] + 1, signature)
    return AUTHOR.search(page.content(signature)) is not None and all(
        page.kinds[index] == BOILERPLATE
        or (page.kinds[index] == HEADING and word_count(page, index) < FEWEST_HEADLINE_WORDS - 1)
        for index in between
    )


def _is_below_gap(page: Page, index: int) -> bool:
    return page.lines[index].ends_before > max(2, page.usual_gap)


def _is_page_title(page: Page, index: int) -> bool:
    """Whether a heading names a part of the page, or only says that short items follow."""
    return names_page_part(page.content(index)) or _is_digest_title(page, index)


def _is_digest_title(page: Page, index: int) -> bool:
    """Whether a heading of few words only says that short items follow: "World news in brief"."""
    content = page.content(index)
    if not announces_digest(content, "foreword_words"):
        return False
    title = DATE_IN_TITLE.sub("", content)
    return title.count(" ") < FEWEST_HEADLINE_WORDS and announces_digest(title, "foreword_words")


def titles_briefs(page: Page, first: int) -> bool:
    """Whether the first headline begins with "Briefs:", or a short heading above it says what follows."""
    if BRIEFS.match(page.content(first)):
        return True
    return any(page.kinds[index] == HEADING and _is_digest_title(page, index) for index in range(first))


def _below_date(page: Page, start: int, end: int) -> int:
    """The line below the group's first date that a heading follows; `start` where there is none."""
    below = (index + 1 for index in range(start, end - 1) if page.is_date_above(index))
    return next(below, start)


def _within_block(page: Page, long: list[int], end: int) -> int:
    """The headline among the longer headings of one block."""
    repeated = [index for index in long if page.content(index) in page.repeated_headings]
    if long[-1] in repeated and (page.captions_stand_above or page.titles_stand_twice):
        return long[-1]
    if long[-1] in repeated:
        return next(index for index in repeated if page.content(index) == page.content(long[-1]))
    long = _without_titles(page, [index for index in long if index not in repeated] or long)
    labelled = [index for index in long if LABEL.match(page.content(index))]
    titles = [index for index in long if is_title_case(page.content(index))]
    chosen = next(iter(labelled[-1:] or titles[-1:]), long[0])
    if not labelled and _is_deck(page, chosen, end) and chosen - 1 in titles:
        chosen -= 1
    is_label = word_count(page, chosen) <= FEWEST_HEADLINE_WORDS and not says_what_follows(page, chosen, end)
    is_label = is_label or (not page.has_body_above(chosen) and says_nothing_of_it(page, chosen, end))
    is_label = is_label or word_count(page, chosen) >= MOST_HEADLINE_WORDS
    told = [
        index
        for index in long
        if index > chosen and (says_what_follows(page, index, end) or _is_below_gap(page, index))
    ]
    return told[-1] if is_label and told else chosen


def _without_titles(page: Page, long: list[int]) -> list[int]:
    """The headings that neither announce a digest nor say the end of the line above again, or else all."""
    long = [index for index in long if not _is_page_title(page, index)] or long
    long = [
        index
        for index in long
        if index == long[-1] or not announces_digest(page.content(index), "foreword_words")
    ]
    return [index for index in long if not _ends_line_above(page, index)] or long


def _ends_line_above(page: Page, index: int) -> bool:
    """Whether the heading only says again the last words of the line above it."""
    return index > 0 and page.content(index - 1).endswith(" " + page.content(index))


def _is_deck(page: Page, index: int, end: int) -> bool:
    """Whether the line is longer than the heading of some length above it, which is not the page's title."""
    if index == 0 or word_count(page, index - 1) <= FEWEST_HEADLINE_WORDS:
        return False
    longer = len(page.content(index)) > len(page.content(index - 1)) * DECK_SHARE
    return longer and (page.has_body_above(index) or says_what_follows(page, index - 1, end))


def _is_signed(page: Page, block: list[int]) -> bool:
    """Whether the byline below a block is that of its headline: a long one, or a short one by somebody."""
    if AUTHOR.search(page.content(block[-1] + 1)):
        return True
    return any(word_count(page, index) >= FEWEST_HEADLINE_WORDS for index in block)


def word_count(page: Page, index: int) -> int:
    """How many words the line at `index` has."""
    return page.content(index).count(" ") + 1
