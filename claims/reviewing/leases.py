"""Leases: a reviewer has an item until a time, and nobody else gets it before."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.choices import Status
from claims.models import Claim, Figure, Lease, Project, User
from claims.permissions import require
from claims.refusals import Conflict
from claims.workflow import Item, decision, locked, move

LEASE = timedelta(minutes=15)
MOST_AT_ONCE = 50


def take_item(user: User, model: type[Item], *, pk: UUID) -> Item:
    """Lease the item `pk` to `user` for review; taking what one has renews it.

    Raises Missing, Forbidden, and Conflict while another reviewer has it or it isn't awaiting review.
    """
    with decision(user, "taken for review"):
        item: Item = locked(model.objects.visible_to(user), pk, None)
        require(user, "item.review", item)
        lease_item(user, item)
        return item


def lease_item(user: User, item: Item) -> Lease:
    """Lease the locked `item` to `user`. Call it inside a decision."""
    lease = lease_of(item)
    if lease is not None and lease.holder_id == user.pk and lease.until > timezone.now():
        return extend(lease)
    if lease is not None and lease.until > timezone.now():
        message = f"{lease.holder} has it until {lease.until:%H:%M} UTC."
        raise Conflict(message, code="leased", until=lease.until.isoformat())
    if lease is not None:
        end_lease(item, lease)
    if item.status not in {Status.SUBMITTED, Status.DISPUTED}:
        message = f"It is {Status(item.status).label.lower()} and doesn't await review."
        raise Conflict(message, code="status", status_now=item.status)
    lease = Lease.objects.create(
        project_id=item.project_id,
        holder=user,
        until=timezone.now() + LEASE,
        status_before=item.status,
        **{str(item._meta.model_name): item},
    )
    # What a reviewer reads when they take an item is what they decide on: taking it is no new version.
    move_keeping_version(item, Status.IN_REVIEW)
    return lease


def renew_lease(user: User, model: type[Item], *, pk: UUID) -> Lease:
    """Extend one's own lease; raises Missing, and Conflict once it was given on."""
    with decision(user, "lease renewed"):
        item: Item = locked(model.objects.visible_to(user), pk, None)
        return extend(held_lease(user, item))


def release_item(user: User, model: type[Item], *, pk: UUID) -> Item:
    """Give an item back undecided; raises Missing, Conflict."""
    with decision(user, "released"):
        item: Item = locked(model.objects.visible_to(user), pk, None)
        end_lease(item, held_lease(user, item))
        return item


def expire_leases() -> int:
    """Put what was leased and forgotten back into the queues; how many items. For the sweep."""
    count = 0
    late = Lease.objects.filter(until__lte=timezone.now()).values_list("claim_id", "figure_id")
    for claim_id, figure_id in late:
        with decision(None, "lease expired"):
            count += _expire(Claim if claim_id else Figure, claim_id or figure_id)
    return count


def end_late_leases(project: Project) -> None:
    """Put what was leased in `project` and forgotten back into its queue, so that others can take it."""
    late = Lease.objects.filter(project=project, until__lte=timezone.now()).values_list(
        "claim_id", "figure_id"
    )
    for claim_id, figure_id in late[:MOST_AT_ONCE]:
        with decision(None, "lease expired"):
            _expire(Claim if claim_id else Figure, claim_id or figure_id)


def lease_of(item: Item) -> Lease | None:
    """The lease of the item, expired or not."""
    return Lease.objects.of_item(item).select_related("holder").first()


def held_lease(user: User, item: Item) -> Lease:
    """The live lease of `user` on the item; raises Conflict when there is none, or it was given on."""
    lease = lease_of(item)
    if lease is None or lease.holder_id != user.pk or lease.until <= timezone.now():
        raise Conflict("You no longer have it. Take it again to go on.", code="lease_lost")
    return lease


def extend(lease: Lease) -> Lease:
    """The lease, running anew from now."""
    lease.until = timezone.now() + LEASE
    lease.save(update_fields=["until"])
    return lease


def end_lease(item: Item, lease: Lease) -> None:
    """End a lease undecided: the item gets back the status that it had. Call it inside a decision."""
    lease.delete()
    if item.status == Status.IN_REVIEW:
        move_keeping_version(item, Status(lease.status_before))


def move_keeping_version(item: Item, to: Status) -> None:
    """Move `item` for a lease, which changes nothing of what is reviewed: its version stays."""
    version = item.version
    item.version -= 1
    move(item, to)
    item.version = version


def _expire(model: type[Item], pk: Any) -> int:
    item = model.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    lease = lease_of(item) if item is not None else None
    if item is None or lease is None or lease.until > timezone.now():
        return 0
    with transaction.atomic():
        end_lease(item, lease)
    return 1
