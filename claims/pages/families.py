"""Claims that say the same: what is proposed, what people made of it, and how the claims differ."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from claims.choices import FamilyState
from claims.ledger.families import (
    MOST_CLAIMS,
    decide_member,
    families,
    propose_families,
    propose_verdict,
    with_members,
)
from claims.models import Claim
from claims.pages.door import open_project, page, person, seen, version_of
from claims.permissions import may
from claims.refusals import Conflict, Stale

PAGE = 15


@require_safe
@page
def family_list(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The families of the project, as far as the person sees their claims."""
    user, project = person(request), open_project(request, project_id)
    shown = Paginator(families(user, project), PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "section": "ledger",
        "tab": "families",
        "page": shown,
        "rows": with_members(user, shown),
        "decides": bool(may(user, "family.decide", project)),
        "most": MOST_CLAIMS,
        "query": "",
    }
    return render(request, "claims/families.html", context)


@require_POST
@page
def propose(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Look for claims that say the same."""
    project = open_project(request, project_id)
    count = propose_families(person(request), project=project)
    words = ngettext("%(count)s claim proposed.", "%(count)s claims proposed.", count)
    messages.success(request, words % {"count": count} if count else _("Nothing new says the same."))
    return redirect("families", project.pk)


@require_POST
@page
def propose_own_verdict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose a claim's verdict for the others of its family."""
    claim = seen(Claim.objects.all(), request, pk)
    try:
        count = propose_verdict(person(request), pk=pk)
    except Conflict as refusal:
        messages.error(request, refusal.detail)
    else:
        words = ngettext("Proposed for %(count)s claim.", "Proposed for %(count)s claims.", count)
        nothing = _("The others have this verdict, or it was proposed before.")
        messages.success(request, words % {"count": count} if count else nothing)
    return redirect("families", claim.project_id)


@require_POST
@page
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm or refuse that a claim belongs to its family."""
    claim = seen(Claim.objects.all(), request, pk)
    state = request.POST.get("state", "")
    try:
        decide_member(person(request), pk=pk, version=version_of(request.POST), state=state)
    except Stale:
        messages.error(request, _("Somebody changed this claim in the meantime. Look again, then decide."))
    else:
        done = {
            FamilyState.CONFIRMED: _("It says the same."),
            FamilyState.REFUSED: _("It says something else."),
        }
        messages.success(request, done[FamilyState(state)])
    return redirect("families", claim.project_id)
