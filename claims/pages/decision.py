"""The page on which one item is decided, with everything that the decision needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.choices import Status
from claims.models import Claim, Figure
from claims.pages.door import page, person, seen, version_of, whole_number
from claims.pages.fixing import fix_and_hand_on, fix_form, save_fix
from claims.pages.queue import decision_address, open_next
from claims.permissions import may, require
from claims.refusals import Conflict, Forbidden, Invalid, Refusal, Stale
from claims.reviewing import decisions
from claims.reviewing.filters import saved_filter
from claims.reviewing.history import Entry, history_of
from claims.reviewing.leases import lease_of, release_item, take_item
from claims.reviewing.surroundings import surroundings_of
from claims.workflow import Item

Decide = Callable[..., Item]
MODELS: dict[str, type[Item]] = {"claim": Claim, "figure": Figure}
WITH_COMMENT: dict[str, tuple[Decide, str]] = {
    "reject": (decisions.reject_item, "Rejected."),
    "return": (decisions.return_item, "Returned to its annotator."),
    "dispute": (decisions.dispute_item, "Left to another reviewer."),
}


@dataclass
class Attempt:
    """A decision that was refused, so that nothing of what was written is lost."""

    decision: str = ""
    comment: str = ""
    confidence: str = ""
    refusal: Refusal | None = None
    since: list[Entry] | None = None


@require_http_methods(["GET", "POST"])
@page
def decide(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """The item and its surroundings; a POST decides it and goes on to the next."""
    item = item_of(request, noun, pk)
    require(person(request), "queue.view", item.project)
    if request.method != "POST":
        return _shown(request, item, Attempt())
    try:
        if request.POST.get("decision") == "save":
            return _saved(request, item)
        message = _decided(request, item)
    except (Invalid, Stale, Conflict, Forbidden) as refusal:
        attempt = Attempt(
            request.POST.get("decision", ""),
            request.POST.get("comment", ""),
            request.POST.get("confidence", ""),
            refusal,
        )
        return _shown(request, item_of(request, noun, pk), attempt, status=refusal.status)
    messages.success(request, message)
    return open_next(request, item.project, request.POST.get("filter", ""))


@require_POST
@page
def take(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """Take this item for review."""
    item_of(request, noun, pk)
    item = take_item(person(request), MODELS[noun], pk=pk)
    return redirect(decision_address(item))


@require_POST
@page
def release(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """Give the item back undecided."""
    item = release_item(person(request), MODELS[noun], pk=pk)
    messages.info(request, _("Given back to the queue."))
    return redirect("review_queue", item.project_id)


@require_POST
@page
def reopen(request: HttpRequest, noun: str, pk: UUID) -> HttpResponse:
    """Send a decided item back to review."""
    item_of(request, noun, pk)
    item = decisions.reopen_item(
        person(request),
        MODELS[noun],
        pk=pk,
        version=version_of(request.POST),
        comment=request.POST.get("comment", ""),
    )
    messages.success(request, _("It is back in review."))
    return redirect(f"{noun}_page", item.pk)


def _saved(request: HttpRequest, item: Item) -> HttpResponse:
    """Save a fix and stay with the item; raises Refusal."""
    form = request.POST
    comment = form.get("comment", "")
    save_fix(person(request), item, version=version_of(form), data=form, comment=comment)
    messages.success(request, _("Saved. Decide now, or hand it on."))
    return redirect(f"{decision_address(item)}?filter={saved_filter(form.get('filter', '')).key}")


def _decided(request: HttpRequest, item: Item) -> str:
    """Carry the decision out and say what was done; raises Refusal."""
    form, user, model = request.POST, person(request), type(item)
    wanted, version = form.get("decision", ""), version_of(form)
    comment = form.get("comment", "")
    if wanted == "verify":
        confidence = whole_number(form, "confidence")
        done = decisions.verify_item(
            user, model, pk=item.pk, version=version, confidence=confidence, comment=comment
        )
        if done.status == Status.VERIFIED:
            return _("Verified.")
        return _("Upheld. A second reviewer decides next.")
    if wanted == "fix":
        fix_and_hand_on(user, item, version=version, data=form, comment=comment)
        return _("Fixed, and handed on for another person to verify.")
    if wanted not in WITH_COMMENT:
        raise Invalid({"decision": [_("Choose what to do with it.")]})
    action, message = WITH_COMMENT[wanted]
    action(user, model, pk=item.pk, version=version, comment=comment)
    return _(message)


def _shown(request: HttpRequest, item: Item, attempt: Attempt, status: int = 200) -> HttpResponse:
    user = person(request)
    lease = lease_of(item)
    history = history_of(item)
    if isinstance(attempt.refusal, Stale):
        attempt.since = _since(item, history, request.POST.get("seen", ""))
    values: dict[str, Any] = {
        "project": item.project,
        "section": "review",
        "noun": str(item._meta.model_name),
        "item": item,
        "version": request.POST.get("version") if _keeps_version(attempt) else item.version,
        "seen": history[-1].last_event if history else 0,
        "saved": saved_filter(request.POST.get("filter") or request.GET.get("filter", "")),
        "around": surroundings_of(user, item),
        "history": history,
        "lease": lease,
        "mine": lease is not None and lease.holder_id == user.pk,
        "may_review": may(user, "item.review", item),
        "may_verify": may(user, "item.verify", item),
        "open_to_decide": item.status in {Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED},
        "attempt": attempt,
        "fix": fix_form(item, request.POST if attempt.decision in {"fix", "save"} else None),
    }
    return render(request, "claims/decision.html", values, status=status)


def _keeps_version(attempt: Attempt) -> bool:
    # After a stale attempt the page shows the new state, so the next attempt is on that.
    return attempt.refusal is not None and not isinstance(attempt.refusal, Stale)


def _since(item: Item, history: list[Entry], last_seen: str) -> list[Entry]:
    """What happened to the item after the page was made on which the reviewer decided."""
    if not last_seen.isascii() or not last_seen.isdigit() or len(last_seen) > 18:
        return []
    return [entry for entry in history if entry.last_event > int(last_seen)]


def item_of(request: HttpRequest, noun: str, pk: UUID) -> Item:
    """The claim or figure with what its pages name; raises Missing."""
    rows = MODELS[noun].objects.select_related("project", "revision__article", "annotator", "verified_by")
    item: Item = seen(rows.defer("revision__text", "revision__search"), request, pk)
    return item
