"""What the words of a heading and the way it is set say about whether it is a headline."""

import re

from claims.text.articles.headlines.choice import LABEL, word_count
from claims.text.articles.headlines.pictured import DATED, credits_picture, names_picture_year
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, Page
from claims.text.articles.people import given_names
from claims.text.layout.bylines import names_people
from claims.text.layout.headings import is_part_heading, is_title_case, looks_like_title
from claims.text.layout.units import HEADING

Sign = tuple[float, str]
NUMBERED = re.compile(
    r"(?:\d{1,3}|[IVX]{1,5}|[A-Za-z])[.)]\s(?<!\b[NSEWU]\.\s)|#\d"
    r"|(?:part|chapter|step|section|question|claim|myth|lesson|reason) \w{1,5}\b"
    r"|(?:day|week|tip|figure|episode) \d{1,3}\b",
    re.IGNORECASE,
)
SITE = re.compile(r".{12,} (?://|\||::) ")
CROSSHEAD = re.compile(r"[-–—=*]{1,3} .+ [-–—=*]{1,3}")
LONG_TITLE = 9
HEADLINE_DATED = "a date ends it, as in a list of articles"
PART = -4.0, "it names a part of an article"
IS_NUMBERED = -3.0, "it is numbered"
CROSSES = -3.0, "dashes on both sides make it a cross-heading"
YEARED = -3.0, "it names a year, as the words below a picture do"
CREDITS = -3.0, "it credits a picture"
NAMES = -3.0, "it is nothing but names"
COLON = -2.0, "it ends with a colon"
# What has one of these heads a part of an article or stands below a picture, however the page is set.
UNFIT = frozenset(reason for _, reason in (PART, IS_NUMBERED, CROSSES, YEARED, CREDITS, NAMES, COLON))


def signs_of_form(page: Page, line: int) -> list[Sign]:
    """The weights and reasons that the heading at `line` has in itself."""
    content, words = page.content(line), _words_of_headline(page, line)
    if is_part_heading(content):
        return [PART]
    if NUMBERED.match(content) and not page.numbers_all_alike:
        return [IS_NUMBERED]
    signs = []
    if DATED.search(content):
        signs.append((2.5, HEADLINE_DATED))
    if CROSSHEAD.fullmatch(content):
        return [CROSSES]
    signs += _signs_of_caption(content)
    if content.endswith(":"):
        signs.append(COLON)
    if words <= FEWEST_HEADLINE_WORDS - 1:
        signs.append((-2.0 if words == 1 or page.has_body_above(line) else -0.5, "it is very short"))
    elif words > FEWEST_HEADLINE_WORDS:
        signs.append((min(1.5, 0.3 * (words - FEWEST_HEADLINE_WORDS) + 0.3), "it is as long as a headline"))
    if words >= LONG_TITLE and is_title_case(content):
        signs.append((0.8, "it is long for the heading of a part in title case"))
    if looks_like_title(content) and not content.islower():
        signs.append((0.4, "it is set like a title"))
    if LABEL.match(content) or SITE.match(content):
        signs.append((1.5, "it carries a label or the name of a site"))
    return signs


def _words_of_headline(page: Page, line: int) -> int:
    """The words of the heading, with those of the lines right below on which it goes on in small letters."""
    words, below = word_count(page, line), line + 1
    while page.kinds[below : below + 1] == [HEADING] and page.continues_heading(below):
        words, below = words + word_count(page, below), below + 1
    return words


def _signs_of_caption(content: str) -> list[Sign]:
    if names_picture_year(content):
        return [YEARED]
    if credits_picture(content):
        return [CREDITS]
    if ", " in content and names_people(content) and _has_given_name(content):
        return [NAMES]
    return []


def _has_given_name(content: str) -> bool:
    """Whether one of the names between the commas begins with a known given name."""
    return any(part.partition(" ")[0].casefold() in given_names() for part in content.split(", "))
