"""The words by which a headline or a foreword says that short items are gathered below it."""

import re
from functools import cache

from claims.text.layout.bars import plain_label
from claims.text.layout.headings import is_page_title
from claims.text.wordlists import entries

INTRODUCED = re.compile(
    r"\b(?:this|today|tonight)(?:[’']s)?(?: (?:week|weekend|morning|afternoon|evening|month|day)(?:[’']s)?)?"
    r"(?: [\w’'-]{1,20}){0,4} (?:brief|briefing|newsletter|bulletin|digest|round-?up|recap)\b",
    re.IGNORECASE,
)

# "The 7 best comments on the storm": what follows are these, each perhaps with a heading.
COUNTED = re.compile(
    r"(?:(?:here are|the|top) )?(?:\d{1,2}|five|six|seven|eight|nine|ten|twelve) (?:[\w’'-]{1,20} ){0,3}"
    r"(?:comments|things|ways|reasons|facts|tips|lessons|takeaways|questions|myths|charts|quotes|books|photos"
    r"|signs|steps|stories|ideas|mistakes|rules|tricks|remarks|moments|answers|arguments)\b",
    re.IGNORECASE,
)


# "Tag: ferries", "Monthly Archives: March 2016", "Currently browsing category".
LISTING = re.compile(
    r"(?:(?:tag|category|topic|author|daily|monthly|yearly|blog)(?: archives?)?:|archives? for\b) ?\S"
    r"|(?:currently )?browsing (?:the )?(?:category|tag|archives?|posts)\b"
    r"|(?:showing |all )?(?:posts|entries|articles|stories) (?:from|tagged|labell?ed|filed|by|in|for|with)\b"
    r"|displaying items by tag\b|you are here:",
    re.IGNORECASE,
)


def titles_list(title: str) -> bool:
    """Whether the title of a page says which posts it lists."""
    return LISTING.match(title) is not None or is_page_title(title)


def names_page_part(title: str) -> bool:
    """Whether a heading names a part of a page, or what a page gathers: "Latest news", "Letters"."""
    return plain_label(title) in _page_labels()


def introduces_digest(opening: str) -> bool:
    """Whether the first words of a text call it the newsletter of the day: "This week's Harbour Brief"."""
    return INTRODUCED.search(opening) is not None


def announces_digest(told: str, words_of: str = "digest_words") -> bool:
    """Whether a headline or a foreword has a word for a collection of short items, from that word list."""
    plain = told.casefold().replace("’", "'")
    counted = words_of == "digest_words" and counts_items(told)
    return counted or _any_of(words_of).search(plain) is not None


def counts_items(title: str) -> bool:
    """Whether a title says how many remarks, things or tips follow, each perhaps with a heading."""
    return COUNTED.match(title) is not None


@cache
def _page_labels() -> frozenset[str]:
    return frozenset(entries("page_labels"))


@cache
def _any_of(words_of: str) -> re.Pattern[str]:
    """What finds a whole entry of the word list."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(entry) for entry in entries(words_of))})\b")
