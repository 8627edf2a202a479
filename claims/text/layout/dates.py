"""Dates and ages, as pages print them."""

import re
from calendar import monthrange

from claims.text.layout.lines import holds_any

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
DATE_TEXT = (
    rf"(?:{WEEKDAY}{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}})|\d{{4}} {MONTH} \d{{1,2}}\b"
    rf"|{WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{MONTH},?[ -]\d{{4}}"
    rf"|{MONTH},? \d{{4}}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})"
)
# How long ago it was: "2 hours ago", "an hour ago", "5m ago", "1 year, 2 months ago".
AGO = (
    r"(?i:(?:(?:\d{1,2}|an?|one) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?"
    r"|mos?|months?|y|yrs?|years?)\.?,? ){1,2}ago)"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FOUND = re.compile(rf"\b{DATE_TEXT}", re.IGNORECASE)
THREE_NUMBERS = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")
NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})")
YEAR = re.compile(r"\b(\d{4})\b")
DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
MONTH_NAME = re.compile(rf"\b({'|'.join(MONTHS)})", re.IGNORECASE)
UPDATED = re.compile(r"(?:updated|modified|revised)[^\d]{0,20}$", re.IGNORECASE)
LAST_MONTH, LAST_DAY = 12, 31
EARLIEST_YEAR, LATEST_YEAR = 1600, 2199
CENTURY = 2000


def may_hold_date(content: str) -> bool:
    """Whether a month or three numbers stand in the line; to look for these takes a tenth of the time."""
    return holds_any(content.casefold(), MONTHS) or THREE_NUMBERS.search(content) is not None


def published_date(content: str) -> str | None:
    """The first date in `content` as ISO 8601, to the day, the month or the year; None without one.

    A date that is said to be that of an update counts only where there is no other. "10/03/2016",
    which may be October or March, gives the year alone.
    """
    dates = [
        (bool(UPDATED.search(content[: match.start()])), match.group()) for match in FOUND.finditer(content)
    ]
    for _, found in sorted(dates, key=lambda entry: entry[0]):
        if parsed := _iso_date(found):
            return parsed
    return None


def _iso_date(found: str) -> str | None:
    if numeric := NUMERIC.search(found):
        return _numeric_date(*(int(part) for part in numeric.groups()))
    year, month = YEAR.search(found), MONTH_NAME.search(found)
    if year is None or month is None:
        return None
    day = DAY.search(found)
    return _checked(
        int(year.group()), MONTHS.index(month.group(1).lower()) + 1, int(day.group(1)) if day else None
    )


def _numeric_date(first: int, second: int, third: int) -> str | None:
    if first > LAST_DAY:
        return _checked(first, second, third)
    year = third if third > 99 else third + CENTURY
    if first > LAST_MONTH:
        return _checked(year, second, first)
    if second > LAST_MONTH or first == second:
        return _checked(year, first, second)
    return _checked(year, None, None)


def _checked(year: int, month: int | None, day: int | None) -> str | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= LAST_MONTH:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}"
