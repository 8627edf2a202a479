"""The page of one claim or figure: what it says, its evidence, and its whole history."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.choices import Status
from claims.notifying.comments import add_comment, settle_comment
from claims.pages.decision import MODELS, item_of
from claims.pages.door import page, person, version_of
from claims.permissions import may
from claims.refusals import Invalid, Missing
from claims.reviewing.history import history_of
from claims.reviewing.past import PastState, state_after
from claims.reviewing.recheck import set_recheck
from claims.reviewing.surroundings import surroundings_of
from claims.workflow import Item


@require_GET
@page
def item_page(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """The item, readable by every member who sees it; with ?after= as it stood after that event."""
    item = item_of(request, noun, pk)
    user = person(request)
    decided = item.status in {Status.VERIFIED, Status.REJECTED}
    return render(
        request,
        "claims/item.html",
        {
            "project": item.project,
            "section": "review" if may(user, "queue.view", item.project) else "articles",
            "noun": noun,
            "item": item,
            "around": surroundings_of(user, item),
            "history": history_of(item),
            "past": _past(item, request.GET.get("after", "")),
            "may_reopen": decided and may(user, "item.reopen", item),
            "may_review": may(user, "queue.view", item.project),
        },
    )


@require_POST
@page
def comment(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """Add a comment to the item and return to where it was written."""
    item_of(request, noun, pk)
    add_comment(person(request), MODELS[noun], pk=pk, text=request.POST.get("text", ""))
    messages.success(request, _("Comment added."))
    back = "decision" if request.POST.get("from") == "decision" else "page"
    return redirect(f"{noun}_{back}", pk)


@require_POST
@page
def settle(request: HttpRequest, noun: str, pk: UUID, comment_id: UUID) -> HttpResponse:
    """Mark a comment as settled."""
    settle_comment(person(request), pk=comment_id)
    back = "decision" if request.POST.get("from") == "decision" else "page"
    return redirect(f"{noun}_{back}", pk)


@require_POST
@page
def recheck(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """Set or clear the day on which the item is looked at again."""
    item_of(request, noun, pk)
    set_recheck(
        person(request),
        MODELS[noun],
        pk=pk,
        version=version_of(request.POST),
        on=_day(request.POST.get("recheck_on", "")),
    )
    messages.success(request, _("Saved."))
    return redirect(f"{noun}_page", pk)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Invalid({"recheck_on": [_("Give a day as YYYY-MM-DD.")]}) from None


def _past(item: Item, after: str) -> PastState | None:
    if not after:
        return None
    # A bigint has at most 19 digits.
    digits = after.isascii() and after.isdigit() and len(after) < 19
    past = state_after(item, int(after)) if digits else None
    if past is None:
        raise Missing
    return past
