"""The desk's view: how the work goes, as plots with their numbers beside them."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from claims.measuring.desk import MEASURES, desk_tables
from claims.measuring.period import Period
from claims.measuring.plots import THEMES, drawing
from claims.measuring.tables import Table
from claims.pages.door import open_project, page
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
        "period": period,
        "errors": [message for messages in errors.values() for message in messages],
        "tables": desk_tables(project, period),
    }
    return render(request, "claims/desk.html", context, status=400 if errors else 200)


@require_safe
@page
def desk_plot(request: HttpRequest, project_id: UUID, key: str, theme: str) -> HttpResponse:
    """One measure as SVG, for the page's image. It is asked for anew each time, and sent when it changed."""
    table = _measured(request, project_id, key)
    if theme not in THEMES:
        raise Http404
    tag = quote_etag(sha256(table.as_csv() + theme.encode()).hexdigest()[:32])
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(drawing(table, THEMES[theme]), content_type="image/svg+xml", headers=headers)


@require_safe
@page
def desk_csv(request: HttpRequest, project_id: UUID, key: str) -> HttpResponse:
    """One measure as CSV."""
    table = _measured(request, project_id, key)
    return HttpResponse(
        table.as_csv(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{key}.csv"'},
    )


def _measured(request: HttpRequest, project_id: UUID, key: str) -> Table:
    project = open_project(request, project_id, "measure.view")
    if key not in MEASURES:
        raise Http404
    return MEASURES[key](project, Period.parse(request.GET))
