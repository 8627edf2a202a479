"""Decisions from the admin: one page asks for the reason, then each item is decided and recorded singly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.refusals import Invalid, Refusal
from claims.reviewing import decisions
from claims.workflow import Item

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as the admin offers it."""

    key: str
    label: str | Promise
    needs_reason: bool
    carry_out: Callable[..., Item]


DECISIONS = {
    each.key: each
    for each in [
        Decision("verify", _("Verify"), False, decisions.verify_item),
        Decision("return", _("Return with a comment"), True, decisions.return_item),
        Decision("dispute", _("Leave to another reviewer"), True, decisions.dispute_item),
        Decision("reject", _("Reject as a bad tag"), True, decisions.reject_item),
    ]
}


def action_for(decision: Decision) -> Callable[..., HttpResponse | None]:
    """The admin action that makes `decision` about the rows that were chosen."""

    def act(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        if "apply" in request.POST:
            _decide_each(request, decision, model_admin.model)
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


def _decide_each(request: HttpRequest, decision: Decision, model: type[Item]) -> None:
    done = 0
    for chosen in request.POST.getlist("item")[:MOST_AT_ONCE]:
        try:
            _decide(request, decision, model, chosen)
        except Refusal as refusal:
            row = model.objects.visible_to(request.user).filter(pk=_identifier(chosen)).first()
            messages.warning(request, f"{row or gettext('Unknown item')}: {refusal.detail}")
        else:
            done += 1
    if done:
        text = gettext("%(count)s decided: %(decision)s.") % {"count": done, "decision": decision.label}
        messages.success(request, text)


def _decide(request: HttpRequest, decision: Decision, model: type[Item], chosen: str) -> None:
    version = chosen.partition(":")[2]
    if not version.isascii() or not version.isdigit() or len(version) > 9:
        raise Invalid({"item": ["The form doesn't say which version it was made from."]})
    assert isinstance(request.user, User)
    decision.carry_out(
        request.user,
        model,
        pk=_identifier(chosen),
        version=int(version),
        comment=request.POST.get("comment", ""),
    )


def _identifier(chosen: str) -> str | None:
    try:
        return str(UUID(chosen.partition(":")[0]))
    except ValueError:
        return None
