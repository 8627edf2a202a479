"""Dates that may be vague, as a first and a last day."""

import calendar
import re
from datetime import date
from email.utils import parsedate_to_datetime

ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")


def date_range(written: str) -> tuple[date | None, date | None]:
    """The first and the last day of an ISO date that may lack day or month, or of an e-mail's date.

    ("2015-09" is 1 to 30 September.) Both are None where it isn't understood.
    """
    match = ISO.match(written.strip())
    try:
        if match is None:
            day = parsedate_to_datetime(written).date()
            return day, day
        year, month, day_number = (int(part) if part else None for part in match.groups())
        assert year is not None
        first = date(year, month or 1, day_number or 1)
        last_month = month or 12
        last_day = day_number or calendar.monthrange(year, last_month)[1]
        return first, date(year, last_month, last_day)
    except (ValueError, TypeError, IndexError):
        return None, None
