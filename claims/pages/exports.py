"""Exports: ask for files, watch them being built, download them; and where programs get the same."""

from itertools import chain
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from claims.choices import ClaimType, ExportFormat, ExportState
from claims.exporting.building import request_export
from claims.exporting.filters import Filters
from claims.models import Export, Project, User, Verdict
from claims.pages.door import open_project, page, person, seen
from claims.permissions import may, require
from claims.refusals import Invalid
from claims.tasks import wake_exporters

SHOWN = 50
OVER = {ExportState.FINISHED, ExportState.FAILED, ExportState.REMOVED}


class ExportForm(forms.Form):
    """What to export, and what it is narrowed to."""

    format = forms.ChoiceField(
        choices=ExportFormat.choices, initial=ExportFormat.JSON_LINES, label=gettext_lazy("Form")
    )
    verdict = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Verdict")
    )
    verified_from = forms.DateTimeField(
        required=False,
        label=gettext_lazy("Verified from"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("UTC"),
    )
    claim_type = forms.ChoiceField(
        required=False, choices=[("", "—"), *ClaimType.choices], label=gettext_lazy("Type of claim")
    )
    claimant = forms.CharField(required=False, max_length=300, label=gettext_lazy("Claimant"))
    publisher = forms.CharField(required=False, max_length=300, label=gettext_lazy("Publisher"))
    unit = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Unit of a figure"),
        help_text=gettext_lazy("USD, %, fighter"),
    )
    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Words"))

    def __init__(self, user: User, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may(user, "export.whole", project):
            formats: Any = self.fields["format"]
            formats.choices = [one for one in ExportFormat.choices if one[0] != ExportFormat.PROJECT]
        verdicts: Any = self.fields["verdict"]
        verdicts.choices = Verdict.objects.filter(project=project).values_list("key", "label")

    def filters(self) -> Filters:
        """The filters that were given."""
        given = {name: value for name, value in self.cleaned_data.items() if value and name != "format"}
        return Filters(**given)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def export_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The exports so far and the form for another; a post asks for one."""
    project = open_project(request, project_id, "export.read")
    form = ExportForm(person(request), project, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.cleaned_data["format"]
            request_export(person(request), project=project, wanted=wanted, filters=form.filters())
        except Invalid as refusal:
            form.add_error(None, " ".join(chain.from_iterable(refusal.errors.values())))
        else:
            wake_exporters()
            return redirect("export_list", project.pk)
    exports = list(Export.objects.visible_to(person(request)).filter(project=project)[:SHOWN])
    shown = {
        "project": project,
        "section": "export",
        "form": form,
        "exports": exports,
        "days_kept": settings.EXPORT_KEPT_DAYS,
        "may_change_webhooks": bool(may(person(request), "webhook.change", project)),
        "working": [export for export in exports if export.state not in OVER],
    }
    return render(request, "claims/exports/list.html", shown, status=400 if form.errors else 200)


@page
@require_safe
def export_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far an export is; for the live page."""
    export = seen(Export.objects.select_related("project"), request, pk)
    require(person(request), "export.read", export)
    finished = export.state in OVER
    return JsonResponse(
        {
            "finished": finished,
            "done": export.total or 0 if finished else export.done,
            "total": export.total or 0,
            "message": _message(export),
            "notice": export.failure,
            "counts": {},
            "rows": [],
            "next": None,
        }
    )


def _message(export: Export) -> str:
    if export.state == ExportState.FINISHED:
        return _("Finished. Reload the page to download it.")
    if export.total is None or export.state != ExportState.RUNNING:
        return str(export.get_state_display())
    return ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", export.total) % {
        "done": f"{export.done:,}",
        "total": f"{export.total:,}",
    }
