"""A round-up on a web page: its headline names the reports below, and each of these has a headline, too."""

import re
from itertools import pairwise

from claims.text.articles.cohesion import content_words
from claims.text.articles.digests import announces_digest
from claims.text.articles.headlines.choice import word_count
from claims.text.articles.page import FEWEST_HEADLINE_WORDS, Page
from claims.text.layout.units import HEADING

# "World news in brief: Ferry lost off Oster, council votes on bridge".
TITLE = re.compile(r"[^:]{4,60}: (?=\S)")
NAMES_ITEM = "the headline of the page announces a round-up, and names what this is about"
LEAST_TEXT = 30


def named_items(page: Page, headline: int, last: int) -> list[int]:
    """The headings below the headline of a round-up, down to line `last`, that it names itself.

    It is one where it takes up a longer word of the headline, and stands right above a text
    of some length; one of a few words heads a part.
    """
    line = page.lines[headline]
    title = TITLE.match(page.text, line.start, line.end)
    if title is None or not _announces(title.group()):
        return []
    named = content_words(page.text, title.end(), line.end)
    found = [
        index
        for index in range(headline + 1, last)
        if page.kinds[index] == HEADING
        and page.is_prose(index + 1)
        and word_count(page, index) > FEWEST_HEADLINE_WORDS
        and not named.isdisjoint(content_words(page.text, page.lines[index].start, page.lines[index].end))
    ]
    texts = [page.prose_words(above, below) for above, below in pairwise([headline, *found, last + 1])]
    return found if min(texts) >= LEAST_TEXT else []


def _announces(title: str) -> bool:
    return announces_digest(title) or announces_digest(title, "foreword_words")
