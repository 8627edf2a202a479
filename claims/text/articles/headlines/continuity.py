"""Whether a text goes on from the one above it, by the way in which it names people."""

import re

from claims.text.articles.page import Page

LEAST_ABOVE, MOST_ABOVE, REACH_BELOW = 3_000, 8_000, 700
BARE_NAME = re.compile(
    r"(?:(?<![\w’'-]{2} )|(?<=[a-z,;:“\"] )|\b(?:Mr|Mrs|Ms)\. )"
    r"([A-Z][\w-]*[a-z])(?:[’']s)?\b(?! [A-Z])"
)
ANAPHORA = re.compile(
    r"[“\"‘']?(?:He|She|They|His|Her|Their|But|And|Nor|Yet|Also|However|Nevertheless|Still,|Then,|Thus,"
    r"|In addition|In fact|For example|For instance|That said|Another|Others|Both|These|Those|Such)\b"
)
REFERS_BACK = -0.6, "its first sentence refers to what stands above"
SURNAME_ALONE = -1.2, "it calls a person of the text above by the surname alone"
NAMED_ANEW = 0.4, "it gives the full name of a person of the text above again"


def signs_of_continuity(page: Page, headline: int, body: int, above: int) -> list[tuple[float, str]]:
    """The weights and reasons that the way the text below names people gives the heading at `headline`.

    News prose introduces a person by the full name in each article, and then uses the surname.
    `above` is the line at which the article above begins, as far as it is known.
    """
    signs = []
    start = page.lines[body].start
    if ANAPHORA.match(page.text, start):
        signs.append(REFERS_BACK)
    top = page.lines[headline].start
    reach = min(MOST_ABOVE, max(LEAST_ABOVE, top - page.lines[above].start))
    known = page.introduced(max(0, top - reach), top)
    if not known:
        return signs
    stop = min(len(page.text), start + REACH_BELOW)
    named = page.introduced(top, stop)
    if known & named:
        signs.append(NAMED_ANEW)
    elif any(match.group(1) in known for match in BARE_NAME.finditer(page.text, start, stop)):
        signs.append(SURNAME_ALONE)
    return signs
