"""A reviewer's decisions. Each takes the item first if the reviewer doesn't have it yet."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.choices import ChangeKind, Layer, ReviewDecision, Status
from claims.completeness import missing_parts
from claims.models import Claim, Review, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.reviewing.leases import lease_item, lease_of
from claims.workflow import Item, changed, contribute, decision, locked, move, tell


def verify_item(
    user: User,
    model: type[Item],
    *,
    pk: UUID,
    version: int | None,
    confidence: int | None = None,
    comment: str = "",
) -> Item:
    """Uphold an item and its verdict. Where a project requires two reviewers, the first upholds only.

    Raises Missing, Stale, Forbidden, Invalid for what the item lacks, Conflict for its status or lease.
    """
    with decision(user, comment or "verified"):
        item = _taken(user, model, pk, version, "item.verify")
        _refuse_incomplete(item)
        upheld_before = _upheld_by_others(user, item)
        _record(user, item, ReviewDecision.VERIFIED, comment, confidence)
        if 1 + upheld_before < item.project.reviewers_required:
            _end_lease(item)
            move(item, Status.SUBMITTED)
            return item
        item.verified_by, item.verified_at = user, timezone.now()
        item.reviewer_confidence = confidence
        _settle(item, Status.VERIFIED, "verified_by", "verified_at", "reviewer_confidence")
        tell(item, ChangeKind.VERIFIED, comment)
        return item


def reject_item(user: User, model: type[Item], *, pk: UUID, version: int | None, comment: str) -> Item:
    """Reject a bad tag (a false claim is verified with the verdict refuted); the comment says why."""
    with decision(user, _said(comment)):
        item = _taken(user, model, pk, version, "item.review")
        _record(user, item, ReviewDecision.REJECTED, comment)
        _settle(item, Status.REJECTED)
        return item


def return_item(user: User, model: type[Item], *, pk: UUID, version: int | None, comment: str) -> Item:
    """Return an item to its annotator; the comment says what to do."""
    with decision(user, _said(comment)):
        item = _taken(user, model, pk, version, "item.review")
        _record(user, item, ReviewDecision.RETURNED, comment)
        _settle(item, Status.RETURNED)
        return item


def dispute_item(user: User, model: type[Item], *, pk: UUID, version: int | None, comment: str) -> Item:
    """Leave an item to another reviewer; the comment says what is in dispute."""
    with decision(user, _said(comment)):
        item = _taken(user, model, pk, version, "item.review")
        _record(user, item, ReviewDecision.DISPUTED, comment)
        _settle(item, Status.DISPUTED)
        tell(item, ChangeKind.DISPUTED, comment)
        return item


def reopen_item(user: User, model: type[Item], *, pk: UUID, version: int | None, comment: str) -> Item:
    """Send a verified or rejected item back to review, with the reason."""
    with decision(user, _said(comment)):
        item: Item = locked(model.objects.visible_to(user), pk, version)
        require(user, "item.reopen", item)
        if item.status not in {Status.VERIFIED, Status.REJECTED}:
            message = f"It is {Status(item.status).label.lower()}; only what is decided is re-opened."
            raise Conflict(message, code="status", status_now=item.status)
        was = item.status
        _record(user, item, ReviewDecision.REOPENED, comment)
        if item.recheck_on is not None and item.recheck_on <= timezone.now().date():
            item.recheck_on = None
        move(item, Status.SUBMITTED, fields=("recheck_on",))
        if was == Status.VERIFIED:
            tell(item, ChangeKind.WITHDRAWN, comment)
        return item


def reopen_due(limit: int = 1000) -> int:
    """Re-open what is due for a re-check; how many items. For the sweep."""
    count = 0
    for model in _item_models():
        due = model.objects.filter(status=Status.VERIFIED, recheck_on__lte=timezone.now().date())
        for pk in due.values_list("pk", flat=True)[:limit]:
            with decision(None, "re-check date reached"):
                item = model.objects.select_for_update().get(pk=pk)
                if item.status != Status.VERIFIED:
                    continue
                _record(None, item, ReviewDecision.REOPENED, "The re-check date was reached.")
                item.recheck_on = None
                move(item, Status.SUBMITTED, fields=("recheck_on",))
                tell(item, ChangeKind.WITHDRAWN, "re-check date reached")
                count += 1
    return count


def hand_on_fixed(user: User, model: type[Item], *, pk: UUID, version: int | None, comment: str) -> Item:
    """Put an item that the reviewer has fixed back into the queue, for another person to verify."""
    with decision(user, _said(comment)):
        item = _taken(user, model, pk, version, "item.review")
        contribute(item, user)
        _record(user, item, ReviewDecision.FIXED, comment)
        _end_lease(item)
        changed(item, user, [])
        move(item, Status.SUBMITTED)
        return item


def _item_models() -> list[type[Item]]:
    from claims.models import Figure

    return [Claim, Figure]


def _taken(user: User, model: type[Item], pk: UUID, version: int | None, action: str) -> Item:
    item: Item = locked(model.objects.visible_to(user).select_related("project"), pk, version)
    require(user, action, item)
    if item.layer == Layer.ANNOTATED and item.adjudicated_into_id is not None:
        raise Conflict("It was merged in adjudication; review the adjudicated tag.", code="adjudicated")
    lease_item(user, item)
    return item


def _said(comment: str) -> str:
    if not comment.strip():
        raise Invalid({"comment": ["Say why, so that the next person knows what to do."]})
    return comment


def _refuse_incomplete(item: Item) -> None:
    lacks = missing_parts(item)
    if lacks:
        raise Invalid({str(item.pk): lacks}, code="parts_missing")


def _upheld_by_others(user: User, item: Item) -> int:
    """How many others upheld the item since it was submitted; raises Conflict when `user` has."""
    since = item.submitted_at or item.created_at
    upheld = item.reviews.filter(decision=ReviewDecision.VERIFIED, created_at__gte=since)
    if upheld.filter(reviewer=user).exists():
        raise Conflict("You have upheld it; a second reviewer decides.", code="upheld_already")
    return upheld.values("reviewer").distinct().count()


def _record(
    user: User | None, item: Item, decided: ReviewDecision, comment: str, confidence: int | None = None
) -> None:
    review: dict[str, Any] = {
        "item_version": item.version,
        "reviewer": user,
        "decision": decided,
        "comment": comment,
        "confidence": confidence,
        "verdict": getattr(item, "verdict", None),
        str(item._meta.model_name): item,
    }
    Review.objects.create(**review)


def _settle(item: Item, to: Status, *fields: str) -> None:
    _end_lease(item)
    try:
        with transaction.atomic():
            move(item, to, fields=fields)
    except IntegrityError as error:
        raise Conflict(str(error.__cause__).splitlines()[0], code="invariant") from error


def _end_lease(item: Item) -> None:
    lease = lease_of(item)
    if lease is not None:
        lease.delete()
