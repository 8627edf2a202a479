"""Which figures of the ledger are shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.choices import Status
from claims.refusals import Invalid

# What the database can compare; beyond this no figure lies.
MOST_DIGITS = 30
SEARCHED = (
    "quote",
    "counted",
    "qualifier",
    "base",
    "scope_place",
    "scope_group",
    "stated_by",
    "reported_by",
    "revision__article__title",
)


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """As they were written; empty ones filter nothing. `low` and `high` bound a figure's value.

    `unit` is a measure or a thing counted, and narrows the subjects rather than the figures.
    """

    unit: str = ""
    low: str = ""
    high: str = ""
    status: str = ""
    text: str = ""

    @classmethod
    def parse(cls, given: Mapping[str, Any]) -> Self:
        """The filters of a query; raises Invalid for a bound that is no number or an unknown status."""
        written = {name: str(given.get(name, "")).strip()[:300] for name in FIELDS}
        for name in ("low", "high"):
            _number(name, written[name])
        if written["status"] and written["status"] not in Status.values:
            raise Invalid({"status": [_("Choose a status of the list.")]})
        return cls(**written)

    @property
    def query(self) -> str:
        """They as the query of an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def of(self, figures: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the figures that they let through, units apart; drafts only where asked for."""
        figures = figures.filter(status=self.status) if self.status else figures.exclude(status=Status.DRAFT)
        for word in self.text.split():
            parts = [Q(**{f"{field}__icontains": word}) for field in SEARCHED]
            figures = figures.filter(Q(*parts, _connector=Q.OR))
        low, high = _number("low", self.low), _number("high", self.high)
        if low is not None:
            figures = figures.filter(Q(value_high__gte=low) | Q(value_high__isnull=True))
        if high is not None:
            figures = figures.filter(Q(value_low__lte=high) | Q(value_low__isnull=True))
        return figures


FIELDS = tuple(LedgerFilters.__dataclass_fields__)


def _number(name: str, written: str) -> Decimal | None:
    """The number, None where nothing was written; digits may be set off by commas."""
    if not written:
        return None
    try:
        number = Decimal(written.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise Invalid({name: [_("Give a number, such as 50,000 or 12.5.")]})
    return number
