"""The day on which what is verified is looked at again."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from claims.choices import Status
from claims.models import User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.workflow import Item, decision, locked, save_version


def set_recheck(user: User, model: type[Item], *, pk: UUID, version: int | None, on: date | None) -> Item:
    """Have a verified item re-open by itself on a day to come, or no more; it stays verified until then.

    Raises Missing, Stale, Forbidden, Invalid for a day that isn't to come, Conflict for what isn't verified.
    """
    with decision(user, "re-check date set"):
        item: Item = locked(model.objects.visible_to(user), pk, version)
        require(user, "item.reopen", item)
        if item.status != Status.VERIFIED:
            raise Conflict("Only what is verified is checked again.", code="status", status_now=item.status)
        if on is not None and on <= timezone.now().date():
            raise Invalid({"recheck_on": ["Choose a day to come."]})
        if item.recheck_on != on:
            item.recheck_on = on
            save_version(item, ["recheck_on"])
        return item
