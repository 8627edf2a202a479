"""The ledger: every figure of the project, beside those that say the same and those that say otherwise."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.choices import Status
from claims.ledger.figures import MOST_IN_A_GROUP, fill, ledger_figures, subjects
from claims.ledger.filters import LedgerFilters
from claims.pages.door import open_project, page, person
from claims.refusals import Invalid

SUBJECTS_PAGE = 12
UNITS_OFFERED = 100


@require_safe
@page
def ledger(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The figures that the person sees, grouped by what they measure; the address holds the filters."""
    user, project = person(request), open_project(request, project_id)
    errors: list[str] = []
    try:
        filters = LedgerFilters.parse(request.GET)
    except Invalid as refusal:
        filters = LedgerFilters()
        errors = [message for messages in refusal.errors.values() for message in messages]
    figures = ledger_figures(user, project, filters)
    found = subjects(figures, filters.unit)
    shown = Paginator(found, SUBJECTS_PAGE).get_page(request.GET.get("page"))
    groups = list(shown)
    fill(groups, figures)
    context = {
        "project": project,
        "section": "ledger",
        "tab": "figures",
        "filters": filters,
        "entered": request.GET if errors else filters,
        "errors": errors,
        "statuses": Status.choices,
        "units": [one.counted or one.measure for one in found[:UNITS_OFFERED] if one.title],
        "count": sum(one.count for one in found),
        "page": shown,
        "groups": groups,
        "most": MOST_IN_A_GROUP,
        "query": f"{filters.query}&" if filters.query else "",
    }
    return render(request, "claims/ledger.html", context, status=400 if errors else 200)
