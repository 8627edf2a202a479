"""Which column of a table holds which field, with a preview."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.importing.columns import UNKNOWN, choose_columns, preview
from claims.models import ImportItem
from claims.pages.door import page, person, seen, version_of
from claims.permissions import require
from claims.refusals import Invalid
from claims.tasks import wake_importers

LABELS = {
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "url": gettext_lazy("Address"),
    "publisher": gettext_lazy("Publisher"),
    "byline": gettext_lazy("Byline"),
    "published": gettext_lazy("Published"),
    "language": gettext_lazy("Language"),
    "key": gettext_lazy("Identifier"),
}


@page
def import_columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The first rows of a file and a choice of column for each field; a post reads the file again."""
    item = seen(ImportItem.objects.select_related("job", "project", "original"), request, pk)
    require(person(request), "article.import", item.project)
    if item.failure_code != UNKNOWN:
        messages.info(request, _("The columns of this file aren't asked for."))
        return redirect("import_detail", item.job_id)
    error = ""
    if request.method == "POST":
        chosen = {field: request.POST.get(field, "") for field in LABELS}
        try:
            choose_columns(person(request), item_id=pk, version=version_of(request.POST), columns=chosen)
        except Invalid as refusal:
            error = " ".join(message for found in refusal.errors.values() for message in found)
        else:
            wake_importers()
            return redirect("import_detail", item.job_id)
    shown = preview(item)
    return render(
        request,
        "claims/import_columns.html",
        {
            "project": item.project,
            "section": "import",
            "item": item,
            "preview": shown,
            "fields": [(field, label, shown.chosen.get(field, "")) for field, label in LABELS.items()],
            "error": error,
            "trail": [
                (_("Import"), reverse("import_list", args=[item.project_id])),
                (str(item.job), reverse("import_detail", args=[item.job_id])),
                (_("Columns"), request.path),
            ],
        },
        status=400 if error else 200,
    )
