"""How measured numbers are written."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from claims.measuring.agreement import Measured
from claims.measuring.tables import Table
from claims.text.agreement import Agreement

register = template.Library()


@register.simple_tag
def measured(cell: Any) -> str:
    """A cell of a measured table; a dash where nothing can be said."""
    if cell is None:
        return "–"
    if isinstance(cell, date):
        return date_format(cell, "j M Y").replace(" ", "\u00a0")
    if isinstance(cell, float):
        return number_format(cell, 1, force_grouping=True)
    return number_format(cell, force_grouping=True) if isinstance(cell, int) else str(cell)


@register.simple_tag
def plot_words(table: Table) -> str:
    """What a plot shows, for who can't see it."""
    sums = ", ".join(
        f"{column.label}: {measured(max((value or 0 for value in values), default=0))}"
        for column, values in table.series
    )
    return _("%(title)s as a plot. Highest values – %(sums)s. All numbers are in the table beside.") % {
        "title": table.title,
        "sums": sums,
    }


@register.simple_tag
def coefficient(found: Agreement | None) -> str:
    """A measure of agreement with its interval; a dash where it isn't told."""
    if found is None or found.value is None:
        return "–"
    value = number_format(found.value, 2)
    if found.low is None or found.high is None:
        return value
    return f"{value} ({number_format(found.low, 2)} – {number_format(found.high, 2)})"


@register.simple_tag
def percent(share: float | None) -> str:
    """A share of 1 in percent; a dash where it isn't told."""
    return "–" if share is None else f"{number_format(100 * share, 0)} %"


@register.filter
def why(found: Measured) -> str:
    """Why a measure on this question isn't told, or has no interval; each reason once."""
    reasons = [one.explanation for one in (found.kappa, found.alpha) if one is not None and one.explanation]
    return " ".join(dict.fromkeys(reasons))
