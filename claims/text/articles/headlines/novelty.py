"""Whether the text below a heading brings names that the page hasn't used before, as each new report does."""

import re

from claims.text.articles.page import Page

# Within a sentence: a capital behind a small letter, a figure, a comma or an opening quotation mark.
NAME = re.compile(r"(?<=[a-z0-9,;’'\"“)] )[A-Z][\w-]{2,40}")
REACH = 1_200
FEWEST_WORDS, FEWEST_NAMES, PER_NAME = 60, 3, 0.3
FEW_NEW_NAMES = "the text below names next to nobody and no place for the first time"


class Names:
    """Where each name of a page stands first."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._first: dict[str, int] = {}
        for match in NAME.finditer(page.text):
            self._first.setdefault(match.group(), match.start())

    def signs_of_novelty(self, heading: int, body: int, end: int) -> list[tuple[float, str]]:
        """The weight and reason that few new names in the first lines below give the heading at a line."""
        if self._page.prose_words(body, end) < FEWEST_WORDS:
            return []
        top, start = (self._page.lines[index].start for index in (heading, body))
        stop = min(start + REACH, self._page.lines[end - 1].end)
        named = set(NAME.findall(self._page.text, start, stop))
        new = sum(self._first.get(name, start) >= top for name in named)
        missing = FEWEST_NAMES - new
        return [(round(-PER_NAME * missing, 1), FEW_NEW_NAMES)] if missing > 0 else []
