"""Whether the first paragraph below a heading is the lead of a report under its headline."""

import re

from claims.text.articles.cohesion import REACH, content_words
from claims.text.articles.page import Page
from claims.text.layout.datelines import DATELINE, PLACE_BEFORE_COLON

LONGEST_LEAD = 400
FEWEST_TOLD = 2
STEM = 5
WEEKDAY_REACH = 250
AFTERMATH, LEAST_REPORT = 2, 80
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
# "Resigns" above "resigned", "closes" above "closed", without the ending that the two don't share.
PRESENT = re.compile(r"\b([A-Za-z]{3,14}?)e?s\b")
PAST = re.compile(r"\b([a-z]{3,14}?)e?d\b")
TOLD_IN_PAST = 1.0, "the first paragraph tells in the past what it says in the present"
FEWEST_REPEATED, FEWEST_SPACES = 3, 5
SENTENCE_END = re.compile(r"[a-z”\")][.?!]”? ")
REPEATED = 1.2, "the first sentence repeats its words"
RESTATED = 1.0, "the first paragraph tells what it says"
DATED = 0.8, "the first paragraph names the day, as a report does"


def signs_of_lead(page: Page, headline: int, body: int) -> list[tuple[float, str]]:
    """The weights and reasons that the paragraph at line `body` gives the heading.

    The lead of a report says again, in a sentence, what its headline says, and on which day it was.
    """
    signs = []
    if says_what_follows(page, headline, body):
        signs.append(RESTATED)
    elif _repeats(page, headline, body):
        signs.append(REPEATED)
    if _tells_in_past(page, headline, body):
        signs.append(TOLD_IN_PAST)
    start = page.lines[body].start
    if WEEKDAY.search(page.text, start, min(page.lines[body].end, start + WEEKDAY_REACH)):
        signs.append(DATED)
    return signs


def says_what_follows(page: Page, heading: int, body: int) -> bool:
    """Whether half of the heading's longer words, two at least, are in the paragraph at line `body`.

    Words that the text above uses, too, tell nothing: the parts of one article share its subject.
    """
    line, lead = page.lines[heading], page.lines[body]
    title = _stems(page, line.start, line.end)
    told = title & _stems(page, lead.start, min(lead.end, lead.start + LONGEST_LEAD))
    if len(told) < FEWEST_TOLD or len(told) * 2 < len(title):
        return False
    return len(told - _stems(page, max(0, line.start - REACH), line.start)) >= FEWEST_TOLD


def says_nothing_of_it(page: Page, heading: int, body: int) -> bool:
    """Whether none of the heading's longer words is in the paragraph below, as with a page's title."""
    line, lead = page.lines[heading], page.lines[body]
    title = _stems(page, line.start, line.end)
    return title.isdisjoint(_stems(page, lead.start, min(lead.end, lead.start + LONGEST_LEAD)))


def _repeats(page: Page, heading: int, body: int) -> bool:
    """Whether most of the heading's longer words, three at least, are in the first sentence below."""
    line, lead = page.lines[heading], page.lines[body]
    if page.text.count(" ", line.start, line.end) < FEWEST_SPACES:
        return False
    title = _stems(page, line.start, line.end)
    reach = min(lead.end, lead.start + LONGEST_LEAD)
    stop = SENTENCE_END.search(page.text, lead.start, reach)
    told = title & _stems(page, lead.start, stop.start() if stop else reach)
    return len(told) >= FEWEST_REPEATED and len(told) * 3 >= len(title) * 2


def _tells_in_past(page: Page, heading: int, body: int) -> bool:
    """Whether a verb is in the present in the heading, and in the past in the first sentence below."""
    line, lead = page.lines[heading], page.lines[body]
    past = set(PAST.findall(page.text[lead.start : min(lead.end, lead.start + LONGEST_LEAD)]))
    present = (match.group(1) for match in PRESENT.finditer(page.text, line.start, line.end))
    return any(stem.casefold() in past for stem in present)


def _stems(page: Page, start: int, end: int) -> set[str]:
    return {word[:STEM] for word in content_words(page.text, start, end)}


def begins_with_dateline(page: Page, body: int) -> bool:
    """Whether the line at `body` or the next one opens with a place or a source."""
    if _begins_with_place(page, body):
        return True
    return any(
        DATELINE.match(page.content(index)[:120])
        for index in range(body, min(body + AFTERMATH, len(page.lines)))
    )


def _begins_with_place(page: Page, body: int) -> bool:
    """Whether a long line opens with a word in capitals and a colon, which no speaker of the page does."""
    if body >= len(page.lines) or page.lines[body].end - page.lines[body].start < LEAST_REPORT:
        return False
    place = PLACE_BEFORE_COLON.match(page.content(body))
    return place is not None and page.text.count(place.group()) == 1
