"""The days that are measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from claims.refusals import Invalid

USUAL_DAYS = 28
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included, in UTC."""

    since: date
    until: date

    @classmethod
    def usual(cls) -> "Period":
        """The last four weeks, today included."""
        today = timezone.now().date()
        return cls(today - timedelta(days=USUAL_DAYS - 1), today)

    @classmethod
    def parse(cls, given: Mapping[str, Any]) -> "Period":
        """The period that `since` and `until` of a query name; what isn't given is as usual.

        Raises Invalid for what is no day, for a first day after the last, and for more than a year.
        """
        usual = cls.usual()
        until = _day(given, "until") or usual.until
        since = _day(given, "since") or _earlier(until, USUAL_DAYS - 1)
        if since > until:
            raise Invalid({"since": [_("The first day is after the last. Swap them.")]})
        if (until - since).days >= MOST_DAYS:
            raise Invalid({"since": [_("Choose %(days)s days at most.") % {"days": MOST_DAYS}]})
        return cls(since, until)

    @property
    def days(self) -> list[date]:
        """Each day of it, the first one first."""
        return [self.since + timedelta(days=number) for number in range((self.until - self.since).days + 1)]

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Its first moment, and its last."""
        return datetime.combine(self.since, time.min, UTC), datetime.combine(self.until, time.max, UTC)

    @property
    def query(self) -> str:
        """It as the query of an address."""
        return f"since={self.since.isoformat()}&until={self.until.isoformat()}"


def _day(given: Mapping[str, Any], name: str) -> date | None:
    written = str(given.get(name) or "").strip()
    if not written:
        return None
    try:
        day = parse_date(written)
    except ValueError:
        day = None
    if day is None:
        raise Invalid({name: [_("Give a day, such as 2026-03-31.")]})
    return day


def _earlier(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min
