"""The title of a page above its first article, which has next to no text of its own."""

import re
from itertools import pairwise

from claims.text.articles.digests import announces_digest
from claims.text.articles.headlines import Headline
from claims.text.articles.headlines.lead import says_what_follows
from claims.text.articles.page import Page
from claims.text.layout.units import CAPTION

FEWEST, MOST_WORDS, MOST_FOREWORDS, LEAST_ITEM = 3, 12, 100, 20
# "Here are some of the latest developments in medical news:".
FOREWORD = re.compile(
    r"^(?:Here (?:is|are)|Here[’']s|(?:The )?[Ff]ollowing (?:is|are)|Below (?:is|are)|These are)\b.{0,90}"
    r"\b(?:news|stories|headlines|developments|reports|briefs)\b"
)


def without_title(page: Page, found: list[Headline]) -> list[Headline]:
    """The headlines without the title of the page, below which stand a few words or the words of pictures.

    A headline whose picture and deck stand between it and its text has its words told again in that text;
    only the title of a digest names the items below, too.
    """
    if len(found) < FEWEST or page.titles_post(found[0].line) or not _is_title(page, *found[:2]):
        return found
    items = [page.prose_words(item.body, below.line) for item, below in pairwise(found[1:])]
    return found[1:] if min(items) >= LEAST_ITEM else found


def _is_title(page: Page, first: Headline, second: Headline) -> bool:
    lines = range(first.body, second.line)
    digest = announces_digest(page.content(first.line))
    if digest and any(FOREWORD.search(page.content(index)) for index in lines):
        return page.prose_words(first.body, second.line) <= MOST_FOREWORDS
    words = sum(page.prose_words(index, index + 1) for index in lines)
    captions = sum(page.prose_words(index, index + 1) for index in lines if page.kinds[index] == CAPTION)
    if (words if first.introduced else words - captions) > MOST_WORDS:
        return False
    return digest or not says_what_follows(page, first.line, second.body)
