"""Headings that read as the words below a picture."""

import re

from claims.text.layout.dates import DATE_TEXT
from claims.text.layout.headings import is_title_case

# A headline in a list of articles, with the date at its end.
DATED = re.compile(rf"\w.{{10,}} {DATE_TEXT}$", re.IGNORECASE)
PICTURE_YEAR = re.compile(
    r"(?:,|\b(?:in|of|circa|on)| \(|\bc\.) ?(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?)?"
    r"(?:1[5-9]|20)\d\d\b"
    r"|^(?:An?|The) .*\b1[5-9]\d\d\b"
)
CREDITED = re.compile(
    r"(?:\||[(/·]|\. ?) ?(?:photo|image|picture|graphic|illustration)s?(?: by|:| courtesy)\b", re.IGNORECASE
)


def names_picture_year(content: str) -> bool:
    """Whether a heading in small letters names a year: "Ferry at the quay, 1902"."""
    return (
        PICTURE_YEAR.search(content) is not None and not is_title_case(content) and not DATED.search(content)
    )


def credits_picture(content: str) -> bool:
    """Whether the heading says whose picture it is."""
    return CREDITED.search(content) is not None
