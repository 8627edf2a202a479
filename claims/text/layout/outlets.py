"""Names of papers, agencies and broadcasters that stand alone on a line."""

import re
from functools import cache

from claims.text.wordlists import entries

LONGEST, LONGEST_ROW, MOST_WORDS = 40, 120, 5
NAME = re.compile(r"(?:The |the )?[A-Z][\w.’'&-]*(?: (?:of |and |& )?[A-Z][\w.’'&-]*){0,4}")


def names_outlet(content: str) -> bool:
    """Whether the line is a listed outlet, or a name that ends as those of papers do ("Halden Post")."""
    if len(content) > LONGEST or not NAME.fullmatch(content):
        return False
    words = content.removeprefix("The ").removeprefix("the ").split()
    name = " ".join(words)
    papers = content.startswith("The ") or 1 < len(words) <= MOST_WORDS
    return name.casefold() in _outlets() or (papers and words[-1].casefold() in _endings())


def names_outlets(content: str) -> bool:
    """Whether the line is a row of outlets, as behind a summary of what they wrote."""
    names = content.split(", ") if len(content) <= LONGEST_ROW and content[-1].isalpha() else []
    return len(names) > 1 and all(names_outlet(name) for name in names)


@cache
def _outlets() -> frozenset[str]:
    return frozenset(entry.casefold() for entry in entries("outlets"))


@cache
def _endings() -> frozenset[str]:
    return frozenset(entries("paper_endings"))
