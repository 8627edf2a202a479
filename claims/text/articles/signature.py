"""Who wrote an article and when, from the lines around its headline and at its end."""

import re

from claims.text.articles.page import Page
from claims.text.articles.people import given_names
from claims.text.layout.bylines import (
    CLOCK,
    DATE,
    OFFICE,
    is_biography,
    may_name_writer_and_outlet,
    names_people,
    names_writer_and_paper,
)
from claims.text.layout.dates import published_date
from claims.text.layout.units import BYLINE, HEADING

PARTICLE = r"(?:(?:de|del|della|di|da|dos|van|von|der|den|ter|bin|ibn|al|el|la|le|du|af) )"
PERSON = rf"[A-ZÀ-Þ][\w.’'-]{{0,30}}(?: {PARTICLE}{{0,2}}[A-ZÀ-Þ][\w.’'-]{{0,30}}){{0,4}}"
PERSONS = re.compile(
    rf"{PERSON}(?: (?:desk|team|newsroom))?(?:(?: ?, | [Aa]nd | ?, and | & ){PERSON}){{0,4}}"
)
INTRODUCED = re.compile(
    r"(?:^|[|·•–—,-] ?|\d{4} )(?:[Bb]y|BY|[Aa]uthors?:?|[Ww]ritten by:?|[Rr]eported by:?)[: ]+(?=[A-ZÀ-Þ])"
    r"|(?<=[A-Z\d)\]])by (?=[A-ZÀ-Þ])|(?<=[a-z]{2})by (?=[A-ZÀ-Þ])"
    r"|\b(?:[Pp]osted|[Pp]ublished|[Ss]ubmitted)\b[^.]{0,60}? by:? (?=[A-ZÀ-Þ])"
    # "2015-06-03Author AnnCategories Ferries".
    r"|(?<=\dAuthor )(?=[A-ZÀ-Þ])"
)
NOT_A_PERSON = re.compile(
    r"(?:, | and | & )?\b(?:(?:Staff|Senior|Chief|Special|National|Political|Foreign|Correspondents?"
    r"|Reporters?|Editors?|Writers?|Contributors?|Columnists?|Associated Press|AP|AFP|Reuters|CNN|BBC|FNC|UPI"
    r"|The|For|On|In|At|IN|ON|AT|FOR|Updated|Published|Posted|Last)\b|(?:Mon|Tue|Wednes|Thu|Fri|Sat|Sun)[a-z]*day\b"
    r"|(?:January|February|March|April|May|June|July|August|Sept|October|November|December|Jan|Feb|Mar|Apr"
    r"|Aug|Sep|Oct|Nov|Dec)\b\.? \d).*$|(?<=[^\W_])(?:Categories|Tags)\b.*$"
)
PAPER = re.compile(
    r"^[A-Z]{2,}(?: [A-Z]{2,})*$|\b(?:Times|Post|Gazette|Herald|Journal|Tribune|Today|Press|News|Daily"
    r"|Star|Sun|Mail|Telegraph|Guardian|Independent|Observer|Chronicle|Examiner|Register|Review|Magazine|Courier"
    r"|Record|Reporter|Standard|Mirror|Globe|Dispatch|Inquirer|Sentinel|Bulletin|Agency|Network|Radio|Wire|Service|Express|World|Online)$"
)
STATION = re.compile(r"^[A-Z]{3,}\b|\b[A-Z]{2,}$")
NEARBY = 12
DATELINE_LINES, DATELINE_REACH = 2, 100
DATELINE = re.compile(
    rf"(?-i:[A-Z][A-Z.’/ -]{{2,40}}(?:, [A-Z][\w.]+)?),? \(?({DATE.pattern})\)?"
    r"(?: ?\([^()]{2,30}\))? ?[—–-]",
    re.IGNORECASE,
)
# "(The Coast Paper: Ann Lee)".
IN_BRACKETS = re.compile(rf"\([A-Z][^():\n]{{1,60}}: ({PERSONS.pattern})\)")
BIOGRAPHY_NAME = re.compile(rf"({PERSON}),? (?:is|was|has|writes|reports|covers|blogs|serves|works)\b")


def signature(page: Page, headline: int, body: int, end: int) -> tuple[str | None, str | None]:
    """The byline and the date of the article between the lines `headline` and `end`.

    The lines between headline and body come first, then a date just above the headline, then the
    lines that close the article.
    """
    while page.dates_stand_above and end - 1 > body and page.is_date_above(end - 1):
        end -= 1
    near = [index for index in page.opening_bylines(headline, end) if not page.signs_tweet(index)]
    signed_below = page.footers_end_posts or page.signatures_end_posts
    above = [
        index
        for index in range(max(0, headline - 2), headline)
        if page.kinds[index] == BYLINE and not (signed_below or page.prose_words(index, headline))
    ]
    # A date right below a heading inside the body is that of a link.
    closing = [
        index
        for index in range(max(body, end - NEARBY), end)
        if page.kinds[index] == BYLINE and page.kinds[index - 1] != HEADING and not page.signs_tweet(index)
    ]
    byline = next((name for index in near + above if (name := _author(page.content(index)))), None)
    published = next((date for index in near if (date := published_date(page.content(index)))), None)
    if published is None and above:
        published = published_date(page.content(above[-1]))
    published = published or _closing_date(page.content(headline))
    for index in closing:
        content = page.content(index)
        author = _author(content)
        byline = byline or author or _subject(content)
        # A bare date above the next headline is that article's.
        if author or end == len(page.lines) or page.dates_end_posts or page.footers_end_posts:
            published = published or published_date(content)
    return byline, published or _dateline_date(page, body)


def _dateline_date(page: Page, body: int) -> str | None:
    """The date, with its year, between the place and the dash that open a report."""
    for index in range(body, min(body + DATELINE_LINES, len(page.lines))):
        if match := DATELINE.match(page.content(index)[:DATELINE_REACH]):
            return published_date(match.group(1))
    return None


def _closing_date(headline: str) -> str | None:
    """The date at the end of a headline, as index pages print it."""
    dates = list(DATE.finditer(headline))
    return published_date(dates[-1].group()) if dates and dates[-1].end() == len(headline) else None


def _author(content: str) -> str | None:
    """The name or office that "By" introduces in the line."""
    if OFFICE.fullmatch(content):
        return content[len("By ") :] if content.casefold().startswith("by ") else None
    if bracketed := IN_BRACKETS.fullmatch(content):
        return bracketed.group(1)
    date = DATE.search(content)
    introduced = INTRODUCED.search(content)
    if introduced is None and names_writer_and_paper(content) and " / " in content:
        return content.rpartition(" / ")[2]
    if introduced is None and "|" in content:
        return _between_bars(content)
    if introduced is None:
        named = content.removeprefix("from ")
        return _before_outlet(named) or _bare_names(named, date)
    if date and date.start() > introduced.end():
        content = content[: date.start()]
    persons = PERSONS.match(content, introduced.end())
    if persons is None:
        return None
    name = NOT_A_PERSON.sub("", _without_paper(persons.group())).strip(" ,.-–—|")
    return name or None


def _between_bars(content: str) -> str | None:
    """The person among what bars set apart: "Reuters | Ann Lee | Posted 11.14.2015 | World"."""
    parts = (part.strip() for part in content.split("|"))
    return next((part for part in parts if names_people(part) and not PAPER.search(part)), None)


def _before_outlet(content: str) -> str | None:
    """The writer in "Ann Lee, Coast Paper", where what follows the comma doesn't begin as a person does."""
    if not may_name_writer_and_outlet(content):
        return None
    writer, _, outlet = content.partition(", ")
    names_somebody = " " in outlet and outlet.partition(" ")[0].casefold() in given_names()
    return None if names_somebody else writer


def _bare_names(content: str, date: re.Match[str] | None) -> str | None:
    """The names alone in the line; before a date, only where they are two or begin with a given name."""
    names = CLOCK.sub("", content[: date.start()]).strip(" ,.-–—|·•") if date else content
    people = _without_paper(names)
    told = date is None or " and " in names or names.partition(" ")[0].casefold() in given_names()
    if not names_people(names) or not (told or people != names) or _is_outlet(people):
        return None
    return NOT_A_PERSON.sub("", people).strip(" ,.-–—|") or None


def _is_outlet(name: str) -> bool:
    """Whether a name alone is that of a paper or station: "Coast TV", "Island Express"."""
    return not name.isupper() and (PAPER.search(name) is not None or STATION.search(name) is not None)


def _without_paper(names: str) -> str:
    """The names without the paper that follows them in "Ann Lee, Coast Gazette"."""
    first, *others = names.split(", ")
    return ", ".join([first, *(name for name in others if not PAPER.search(name))])


def _subject(content: str) -> str | None:
    """The person whom a biographical line is about."""
    match = BIOGRAPHY_NAME.match(content) if is_biography(content) else None
    return match.group(1) if match else None
