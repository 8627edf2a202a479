"""How far people agree and how far their confidence can be trusted, each number with the items behind it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.measuring.agreement import (
    LABELS,
    QUESTIONS,
    agreement,
    agreement_by_pair,
    agreement_table,
    behind,
    differ,
)
from claims.measuring.aligning import MOST_ARTICLES, aligned_texts
from claims.measuring.behind import Shown, shown_answers, shown_groups
from claims.measuring.calibration import calibration_bins, calibration_table, reviewed_items
from claims.measuring.selection import Selection, annotators, offered_articles
from claims.measuring.tables import Table
from claims.models import Project, User
from claims.pages.door import open_project, page
from claims.pages.measured import csv_answer, plot_answer
from claims.refusals import Invalid
from claims.text.agreement import LEAST_ITEMS
from claims.text.agreement.calibration import EDGES

PAGE = 40
TABLES: dict[str, Callable[[Selection], Table]] = {
    "agreement": lambda selection: agreement_table(agreement(aligned_texts(selection))),
    "calibration": lambda selection: calibration_table(calibration_bins(selection)),
}


@require_safe
@page
def agreement_page(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Agreement and calibration of the people, article and period that the address names."""
    project = open_project(request, project_id, "measure.view")
    selection, errors = _selection(project, request)
    texts = aligned_texts(selection)
    found, bins = agreement(texts), calibration_bins(selection)
    pairs = agreement_by_pair(texts)
    people = User.objects.in_bulk({pk for pair in pairs for pk in (pair.one, pair.other)})
    context = {
        "project": project,
        "section": "desk",
        "tab": "agreement",
        "selection": selection,
        "query": selection.query,
        "errors": errors,
        "texts": len(texts),
        "most": MOST_ARTICLES,
        "least": LEAST_ITEMS,
        "measures": found,
        "agreement": agreement_table(found),
        "bins": bins,
        "calibration": calibration_table(bins),
        "pairs": [(people[pair.one], people[pair.other], pair) for pair in pairs],
        "labels": LABELS,
        "annotators": annotators(project),
        "articles": offered_articles(project),
    }
    return render(request, "claims/agreement.html", context, status=400 if errors else 200)


@require_safe
@page
def agreement_items(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The items behind one number, where people differ first."""
    project = open_project(request, project_id, "measure.view")
    selection = Selection.parse(project, request.GET)
    about = request.GET.get("about", "")
    title, rows, show = _behind(selection, about)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "section": "desk",
        "title": title,
        "page": shown,
        "rows": show(list(shown)),
        "query": f"{selection.query}&about={about}&",
        "trail": [
            (_("Agreement"), f"{reverse('agreement', args=[project.pk])}?{selection.query}"),
            (title, request.get_full_path()),
        ],
    }
    return render(request, "claims/agreement_items.html", context)


@require_safe
@page
def agreement_plot(request: HttpRequest, project_id: UUID, key: str, theme: str) -> HttpResponse:
    """Agreement or calibration as SVG."""
    return plot_answer(request, _table(request, project_id, key), theme)


@require_safe
@page
def agreement_csv(request: HttpRequest, project_id: UUID, key: str) -> HttpResponse:
    """Agreement or calibration as CSV."""
    return csv_answer(_table(request, project_id, key))


def _selection(project: Project, request: HttpRequest) -> tuple[Selection, list[str]]:
    """What the address names; everything, and what was wrong, where it names nothing of the project."""
    try:
        return Selection.parse(project, request.GET), []
    except Invalid as refusal:
        return Selection(project), [message for messages in refusal.errors.values() for message in messages]


def _table(request: HttpRequest, project_id: UUID, key: str) -> Table:
    project = open_project(request, project_id, "measure.view")
    if key not in TABLES:
        raise Http404
    return TABLES[key](Selection.parse(project, request.GET))


def _behind(selection: Selection, about: str) -> tuple[str, Any, Callable[[Any], list[Shown]]]:
    """What a number is about in words, the rows behind it, and how a page of them is shown."""
    if about in QUESTIONS:
        question = QUESTIONS[about]
        groups = behind(aligned_texts(selection), question)
        groups.sort(key=lambda pair: not differ(pair[1], question))
        return str(question.words), groups, lambda rows: shown_groups(selection.project, rows, question)
    lowest = about.removeprefix("calibration-")
    if lowest not in {str(edge) for edge in EDGES[:-1]}:
        raise Http404
    place = EDGES.index(int(lowest))
    highest = EDGES[place + 1] - (place + 2 != len(EDGES))
    title = _("Confidence %(lowest)s to %(highest)s %%") % {"lowest": lowest, "highest": highest}
    return title, reviewed_items(selection, int(lowest), highest), shown_answers
