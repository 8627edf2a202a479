"""The page on which a project is made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.pages.door import page, person
from claims.pages.settings import SettingsForm
from claims.permissions import require_new_project
from claims.projects import create_project
from claims.refusals import Invalid


class NewProjectForm(SettingsForm):
    """What a project begins with; its guidelines and the rest are set later."""

    class Meta(SettingsForm.Meta):
        fields = ("name", "language", "annotators_per_article", "blind", "reviewers_required")  # type: ignore[assignment]

    publishing_url = None  # type: ignore[assignment]


@require_http_methods(["GET", "POST"])
@page
def new_project(request: HttpRequest) -> HttpResponse:
    """The form; a POST makes the project, whose manager then adds its people."""
    require_new_project(person(request))
    form = NewProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            project = create_project(person(request), fields=form.cleaned_data)
        except Invalid as refused:
            for name, errors in refused.errors.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(
                request, _("The project is made. Add its people, then import the first articles.")
            )
            return redirect("members", project.pk)
    return render(request, "claims/new_project.html", {"form": form}, status=400 if form.errors else 200)
