"""Decisions from the admin: one page asks for the reason, then each item is decided and recorded singly."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from claims.models import User
from claims.reviewing.batch import MOST_AT_ONCE, Decision, decide_each


def action_for(decision: Decision) -> Callable[..., HttpResponse | None]:
    """The admin action that makes `decision` about the rows that were chosen."""

    def act(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        if "apply" in request.POST:
            _decide(request, decision, model_admin.model)
            return None
        return _ask(model_admin, request, decision, queryset)

    act.__name__ = decision.key
    act.short_description = decision.label  # type: ignore[attr-defined]
    return act


def _ask(model_admin: Any, request: HttpRequest, decision: Decision, queryset: Any) -> HttpResponse:
    """The page that shows what is about to be decided and asks for the reason."""
    rows = list(queryset.select_related("annotator", "revision__article")[: MOST_AT_ONCE + 1])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": decision.label,
        "decision": decision,
        "rows": rows[:MOST_AT_ONCE],
        "cut": len(rows) > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "opts": model_admin.opts,
    }
    return TemplateResponse(request, "admin/claims/decide.html", context)


def _decide(request: HttpRequest, decision: Decision, model: Any) -> None:
    assert isinstance(request.user, User)
    chosen = [(model, written) for written in request.POST.getlist("item")[:MOST_AT_ONCE]]
    outcomes = decide_each(request.user, decision, chosen, comment=request.POST.get("comment", ""))
    for outcome in outcomes:
        if outcome.refusal is not None:
            name = outcome.name or gettext("Unknown item")
            messages.warning(request, f"{name}: {outcome.refusal.detail}")
    if done := sum(outcome.refusal is None for outcome in outcomes):
        text = gettext("%(count)s decided: %(decision)s.") % {"count": done, "decision": decision.label}
        messages.success(request, text)
