"""The review queue: what waits, in which order, and who gets the next item."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from claims.choices import ReviewDecision, Status
from claims.models import Claim, Contribution, Figure, Lease, Project, Review, User
from claims.permissions import require
from claims.reviewing.leases import lease_item
from claims.workflow import Item, decision

WAITING = [Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED]


def take_next(user: User, *, project: Project, filters: dict[str, Any] | None = None) -> Item | None:
    """Lease the item that waits longest to `user`, None when nothing is left for them.

    Two reviewers who ask at once get different items: what another is taking is locked and passed over.
    """
    with decision(user, "taken for review"):
        require(user, "queue.view", project)
        for model in (Claim, Figure):
            found = waiting_for(user, model, project).filter(**(filters or {}))
            item: Item | None = (
                found.order_by("submitted_at", "id").select_for_update(skip_locked=True, of=("self",)).first()
            )
            if item is not None:
                lease_item(user, item)
                return item
    return None


def waiting_for(user: User, model: type[Item], project: Project) -> QuerySet[Any]:
    """The items of `model` that `user` may take now: free, not their own, not disputed by them."""
    noun = str(model._meta.model_name)
    this = {noun: OuterRef("pk")}
    leased = Lease.objects.filter(**this, until__gt=timezone.now())
    own = Contribution.objects.filter(**this, user=user)
    disputed = Review.objects.filter(**this, reviewer=user, decision=ReviewDecision.DISPUTED)
    upheld = Review.objects.filter(
        **this, reviewer=user, decision=ReviewDecision.VERIFIED, created_at__gte=OuterRef("submitted_at")
    )
    return (
        model.objects.visible_to(user)
        .filter(project=project, status__in=WAITING, adjudicated_into__isnull=True)
        .filter(~Exists(leased), ~Exists(own), ~Exists(upheld))
        .filter(~Q(status=Status.DISPUTED) | ~Exists(disputed))
    )
