"""Several items decided in one go, each checked and recorded singly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.contention import once_more
from claims.models import User
from claims.refusals import Invalid, Refusal
from claims.reviewing import decisions
from claims.workflow import Item

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is offered for several items."""

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: its name as far as the person may see it, and why it wasn't decided."""

    name: str | None
    refusal: Refusal | None


def decide_each(
    user: User, decision: Decision, chosen: Iterable[tuple[type[Item], str]], *, comment: str
) -> list[Outcome]:
    """Decide each of `chosen`, a model and "identifier:version", in a transaction of its own.

    What can't be decided stays as it is and is named in the outcome.
    """
    return [decide_one(user, decision, model, written, comment=comment) for model, written in chosen]


def decide_one(user: User, decision: Decision, model: type[Item], written: str, *, comment: str) -> Outcome:
    """Decide one item of `model`, "identifier:version"; where it can't be decided, the outcome says why."""
    try:
        pk, version = _parsed(written)
        carry_out = partial(decision.carry_out, user, model, pk=pk, version=version, comment=comment)
        item = once_more(carry_out, lambda: True)
    except Refusal as refusal:
        return Outcome(_name(user, model, written), refusal)
    return Outcome(str(item), None)


def _name(user: User, model: type[Item], written: str) -> str | None:
    try:
        found = model.objects.visible_to(user).filter(pk=UUID(written.partition(":")[0])).first()
    except ValueError:
        return None
    return str(found) if found else None


def _parsed(written: str) -> tuple[UUID, int]:
    pk, _colon, version = written.partition(":")
    if not version.isascii() or not version.isdigit() or len(version) > 9:
        raise Invalid({"item": ["The form doesn't say which version it was made from."]})
    try:
        return UUID(pk), int(version)
    except ValueError:
        raise Invalid({"item": ["The form names no item."]}) from None
