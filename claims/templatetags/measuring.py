"""How measured numbers are written."""

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from claims.measuring.tables import Table

register = template.Library()


@register.simple_tag
def measured(cell: Any) -> str:
    """A cell of a measured table; a dash where nothing can be said."""
    if cell is None:
        return "–"
    if isinstance(cell, date):
        return date_format(cell, "j M Y")
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
