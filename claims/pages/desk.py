"""The desk's view: how the work goes, as plots with their numbers beside them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.measuring.desk import MEASURES, desk_tables
from claims.measuring.period import Period
from claims.measuring.tables import Table
from claims.pages.door import open_project, page
from claims.pages.measured import csv_answer, plot_answer
from claims.refusals import Invalid


@require_safe
@page
def desk(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Every measure of the period that the address names."""
    project = open_project(request, project_id, "measure.view")
    errors: dict[str, Any] = {}
    try:
        period = Period.parse(request.GET)
    except Invalid as refusal:
        period, errors = Period.usual(), refusal.errors
    context = {
        "project": project,
        "section": "desk",
        "tab": "desk",
        "period": period,
        "errors": [message for messages in errors.values() for message in messages],
        "query": period.query,
        "tables": desk_tables(project, period),
    }
    return render(request, "claims/desk.html", context, status=400 if errors else 200)


@require_safe
@page
def desk_plot(request: HttpRequest, project_id: UUID, key: str, theme: str) -> HttpResponse:
    """One measure as SVG."""
    return plot_answer(request, _measured(request, project_id, key), theme)


@require_safe
@page
def desk_csv(request: HttpRequest, project_id: UUID, key: str) -> HttpResponse:
    """One measure as CSV."""
    return csv_answer(_measured(request, project_id, key))


def _measured(request: HttpRequest, project_id: UUID, key: str) -> Table:
    project = open_project(request, project_id, "measure.view")
    if key not in MEASURES:
        raise Http404
    return MEASURES[key](project, Period.parse(request.GET))
