"""Importing: what to import, and how far it has come."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.choices import ItemState
from claims.importing import controlling
from claims.importing.addresses import named_addresses
from claims.importing.columns import UNKNOWN
from claims.importing.encodings import ENCODINGS, with_encoding
from claims.importing.outcomes import outcome_of, shown_items
from claims.importing.progress import message_of, notice_of, progress_of, progresses_of
from claims.importing.readers import FORMATS
from claims.importing.reports import report_lines
from claims.importing.starting import Upload, pasted, start_import
from claims.importing.turns import workers_are_silent
from claims.models import ImportItem, ImportJob, Project
from claims.pages.door import open_project, page, person, seen, version_of
from claims.permissions import require
from claims.refusals import Conflict, Invalid, Stale
from claims.tasks import wake_importers

JOBS = 20
ROWS = 100
LIVE_ROWS = 60
ACTIONS = {
    "pause": controlling.pause_import,
    "resume": controlling.resume_import,
    "cancel": controlling.cancel_import,
    "retry": controlling.retry_failed,
}


@page
def import_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The form to import with, and the imports so far; a post starts one."""
    project = open_project(request, project_id, "article.import")
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            return redirect("import_detail", _started(request, project).pk)
        except Invalid as refusal:
            errors = refusal.errors
    jobs = ImportJob.objects.visible_to(person(request)).filter(project=project).select_related("created_by")
    shown = Paginator(jobs, JOBS).get_page(request.GET.get("page"))
    progresses = progresses_of(shown)
    return render(
        request,
        "claims/imports.html",
        {
            "project": project,
            "section": "import",
            "page": shown,
            "rows": [(job, progresses[job.pk]) for job in shown],
            "errors": errors,
            "entered": request.POST,
            "endings": ",".join(sorted(FORMATS)),
            "encodings": ENCODINGS.items(),
            "chosen_encoding": request.POST.get("encoding", ""),
            "workers_silent": workers_are_silent(),
        },
        status=400 if errors else 200,
    )


@page
def import_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One import: its progress and a row per document."""
    job = _job(request, pk)
    progress = progress_of(job)
    state = request.GET.get("state", "")
    items = ImportItem.objects.filter(job=job).order_by("ordinal")
    if state in ItemState.values:
        items = items.filter(state=state)
    shown = Paginator(shown_items(items), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "claims/import.html",
        {
            "project": job.project,
            "section": "import",
            "job": job,
            "progress": progress,
            "message": message_of(progress),
            "notice": notice_of(progress),
            "page": shown,
            "rows": [_row(item) for item in shown],
            "states": [
                (kind, ItemState(kind).label, progress.counts.get(kind, 0)) for kind in ItemState.values
            ],
            "state": state,
            "query": f"state={state}&" if state else "",
            "trail": [
                (_("Import"), reverse("import_list", args=[job.project_id])),
                (str(job), request.path),
            ],
        },
    )


@require_safe
@page
def import_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it has come by now, with the rows that changed since `since`; for the live page."""
    job = _job(request, pk)
    progress = progress_of(job)
    rows = shown_items(ImportItem.objects.filter(job=job, finished_at__isnull=False)).order_by("finished_at")
    if since := parse_datetime(request.GET.get("since", "")[:40]):
        rows = rows.filter(finished_at__gt=since)
    changed = list(rows[:LIVE_ROWS])
    counts: dict[str, str] = {kind: f"{progress.counts.get(kind, 0):,}" for kind in ItemState.values}
    return JsonResponse(
        {
            "finished": progress.is_finished,
            "done": progress.done,
            "total": progress.total,
            "message": message_of(progress),
            "notice": notice_of(progress),
            "counts": counts,
            "rows": [_row(item) for item in changed],
            "next": changed[-1].finished_at.isoformat() if changed and changed[-1].finished_at else None,
        }
    )


@require_POST
@page
def change_import(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Pause, resume, cancel, or retry what failed."""
    try:
        job = ACTIONS[action](person(request), pk=pk, version=version_of(request.POST))
    except (Stale, Conflict) as refusal:
        messages.error(request, refusal.detail)
    else:
        if action in {"resume", "retry"}:
            wake_importers()
        messages.success(request, _("The import is %(state)s.") % {"state": job.get_state_display().lower()})
    return redirect("import_detail", pk)


@require_safe
@page
def import_report(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The report, a row per document, as a file."""
    job = _job(request, pk)
    response = StreamingHttpResponse(report_lines(job), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{job.pk}.csv"'
    return response


def _job(request: HttpRequest, pk: UUID) -> ImportJob:
    job = seen(ImportJob.objects.select_related("project"), request, pk)
    require(person(request), "article.import", job.project)
    return job


def _started(request: HttpRequest, project: Project) -> ImportJob:
    names = ("title", "url", "publisher", "published")
    fields = {name: request.POST.get(name, "") for name in names}
    uploads = [Upload(file, file.name or "", {}) for file in request.FILES.getlist("files")]
    if text := request.POST.get("text", ""):
        if text.strip():
            uploads.append(pasted(text, fields))
        elif not uploads and not request.POST.get("addresses"):
            raise Invalid({"text": [_("Paste some text first.")]}, code="empty")
    options: dict[str, Any] = {} if request.POST.get("cut") else {"cut": False}
    job = start_import(
        person(request),
        project=project,
        uploads=uploads,
        addresses=named_addresses(request.POST.get("addresses", "")),
        label=request.POST.get("label", ""),
        options=with_encoding(options, request.POST.get("encoding", "")),
    )
    wake_importers()
    return job


def _row(item: ImportItem) -> dict[str, Any]:
    return {
        "id": str(item.pk),
        "state": item.state,
        "state_label": item.get_state_display(),
        "cells": {"name": item.name, "outcome": outcome_of(item)},
        "href": _address(item),
    }


def _address(item: ImportItem) -> str:
    """Where to go on with a document: its cuts, or its article."""
    if item.state == ItemState.AWAITING_CUTS:
        return reverse("import_cuts", args=[item.pk])
    if item.failure_code == UNKNOWN:
        return reverse("import_columns", args=[item.pk])
    if item.state == ItemState.MADE and item.duplicate_of_id is not None:
        return reverse("article_revisions", args=[item.duplicate_of_id])
    articles = [article.pk for article in item.articles.all()] or [item.duplicate_of_id]
    if len(articles) != 1 or articles[0] is None:
        return ""
    return reverse("workspace", args=articles)
