"""The manager's pages: a project's settings with its verdict scale, and its members."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from claims.choices import Role
from claims.members import add_member, change_role, end_membership
from claims.models import Membership, Project, Verdict
from claims.pages.door import open_project, page, person, seen, version_of, whole_number
from claims.projects import change_project
from claims.refusals import Invalid, Refusal
from claims.verdicts import add_verdict, change_verdict, remove_verdict


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a manager sets for a project."""

    class Meta:
        model = Project
        fields = (
            "name",
            "guidelines",
            "language",
            "annotators_per_article",
            "blind",
            "reviewers_required",
            "publishing_organisation",
            "publishing_url",
        )
        widgets = {"guidelines": forms.Textarea(attrs={"rows": 12})}

    publishing_url = forms.URLField(
        label=_lazy("Publishing URL"), required=False, max_length=500, assume_scheme="https"
    )


@require_http_methods(["GET", "POST"])
@page
def project_settings(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The settings; a POST changes them."""
    project = open_project(request, project_id, "project.change")
    form, refusal = SettingsForm(request.POST or None, instance=project), None
    if request.method == "POST":
        try:
            _change(request, project_id, form)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Saved."))
            return redirect("project_settings", project_id)
    # The form wrote into its own copy; the page names what is stored.
    stored = open_project(request, project_id, "project.change")
    values = {
        "project": stored,
        "section": "settings",
        "form": form,
        "refusal": refusal,
        "version": request.POST.get("version", stored.version)
        if refusal and refusal.code != "stale"
        else stored.version,
        "verdicts": stored.verdicts.all(),
    }
    return render(request, "claims/settings.html", values, status=refusal.status if refusal else 200)


def _change(request: HttpRequest, project_id: UUID, form: SettingsForm) -> None:
    version = version_of(request.POST)
    if not form.is_valid():
        raise Invalid({name: [str(text) for text in texts] for name, texts in form.errors.items()})
    fields = {name: form.cleaned_data[name] for name in form.changed_data}
    project = open_project(request, project_id, "project.change")
    change_project(person(request), project=project, version=version, fields=fields)


@page
def members(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Who is in the project, and who was."""
    project = open_project(request, project_id, "membership.change")
    rows = Membership.objects.visible_to(person(request)).filter(project=project).select_related("user")
    return render(
        request,
        "claims/members.html",
        {
            "project": project,
            "section": "settings",
            "members": rows.filter(ended_at__isnull=True).order_by("user__name"),
            "former": rows.filter(ended_at__isnull=False).order_by("-ended_at")[:50],
            "roles": Role.choices,
        },
    )


@require_POST
@page
def add(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Add a member by their address."""
    project = open_project(request, project_id, "membership.change")
    return _say(
        request,
        project.pk,
        lambda: add_member(
            person(request), project=project, email=request.POST.get("email", ""), role=_role(request)
        ),
        _("Added."),
    )


@require_POST
@page
def change_member(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Give a member another role, or end their membership."""
    row = seen(Membership.objects.all(), request, membership_id)
    if request.POST.get("end"):
        return _say(
            request,
            row.project_id,
            lambda: end_membership(person(request), pk=row.pk),
            _("Membership ended."),
        )
    return _say(
        request,
        row.project_id,
        lambda: change_role(person(request), pk=row.pk, role=_role(request)),
        _("Role changed."),
    )


@require_POST
@page
def scale(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Add a step to the verdict scale."""
    project = open_project(request, project_id, "project.change")
    add_verdict(person(request), project=project, fields=_verdict(request))
    messages.success(request, _("Added to the scale."))
    return redirect("project_settings", project.pk)


@require_POST
@page
def change_scale(request: HttpRequest, verdict_id: UUID) -> HttpResponse:
    """Word a step of the scale anew, or remove it."""
    verdict = seen(Verdict.objects.all(), request, verdict_id)
    if request.POST.get("remove"):
        remove_verdict(person(request), pk=verdict.pk)
        messages.success(request, _("Removed from the scale."))
    else:
        change_verdict(person(request), pk=verdict.pk, fields=_verdict(request))
        messages.success(request, _("Saved."))
    return redirect("project_settings", verdict.project_id)


def _verdict(request: HttpRequest) -> dict[str, Any]:
    return {
        "label": request.POST.get("label", ""),
        "rating": whole_number(request.POST, "rating"),
        "search_suffices": bool(request.POST.get("search_suffices")),
    }


def _role(request: HttpRequest) -> Role:
    given = request.POST.get("role", "")
    if given not in Role.values:
        raise Invalid({"role": [_("Choose a role.")]})
    return Role(given)


def _say(request: HttpRequest, project_id: UUID, act: Any, done: str) -> HttpResponse:
    """Carry `act` out; what it refuses for the state or the input is said on the page of members."""
    try:
        act()
    except Refusal as refusal:
        if refusal.status not in {400, 409}:
            raise
        messages.error(request, refusal.detail)
    else:
        messages.success(request, done)
    # Who ended their own membership has no page of members any more.
    own = Membership.objects.visible_to(person(request)).filter(project=project_id).exists()
    return redirect("members", project_id) if own else redirect("home")
