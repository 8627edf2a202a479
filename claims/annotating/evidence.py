"""Evidence on claims and figures. Changing it changes its item: version and contributor with it."""

from typing import Any
from uuid import UUID

from claims.choices import ChangeKind, Status
from claims.models import Claim, Evidence, Figure, User
from claims.permissions import require
from claims.refusals import Invalid, Missing
from claims.workflow import Item, assign, changed, decision, locked, move, tell

FIELDS = frozenset({"source", "question", "stance", "quote", "locator", "credibility", "note"})


def add_evidence(
    user: User,
    model: type[Item],
    *,
    item_id: UUID,
    version: int | None,
    fields: dict[str, Any],
    pk: UUID | None = None,
) -> tuple[Evidence, bool]:
    """New evidence on a claim or a figure, and whether it is new; `version` is the item's.

    Raises Missing, Stale, Forbidden, Invalid.
    """
    with decision(user):
        if pk is not None and (same := Evidence.objects.visible_to(user).filter(pk=pk).first()):
            return same, False
        item = _opened(user, model, item_id, version)
        evidence = Evidence(added_by=user, **{str(model._meta.model_name): item})
        if pk is not None:
            evidence.pk = pk
        assign(evidence, {"stance": ""} | fields, allowed=FIELDS)
        _check(evidence, item)
        _reopen_if_verified(item, "evidence added")
        evidence.save(force_insert=True)
        changed(item, user, [])
        return evidence, True


def change_evidence(user: User, *, pk: UUID, version: int | None, fields: dict[str, Any]) -> Evidence:
    """Change evidence; `version` is the item's."""
    with decision(user):
        evidence = _visible(user, pk)
        item = _opened(user, *_item_of(evidence), version)
        written = assign(evidence, fields, allowed=FIELDS)
        if written:
            _check(evidence, item)
            _reopen_if_verified(item, "evidence changed")
            evidence.save(update_fields=written)
            changed(item, user, [])
        return evidence


def remove_evidence(user: User, *, pk: UUID, version: int | None) -> Item:
    """Remove evidence from its item, which is returned; `version` is the item's."""
    with decision(user, "evidence removed"):
        evidence = _visible(user, pk)
        item = _opened(user, *_item_of(evidence), version)
        _reopen_if_verified(item, "evidence removed")
        evidence.delete()
        changed(item, user, [])
        return item


def _visible(user: User, pk: UUID) -> Evidence:
    evidence: Evidence | None = (
        Evidence.objects.visible_to(user).select_related("claim", "figure", "source").filter(pk=pk).first()
    )
    if evidence is None:
        raise Missing
    return evidence


def _item_of(evidence: Evidence) -> tuple[type[Item], UUID]:
    return (Claim, evidence.claim_id) if evidence.claim_id else (Figure, evidence.figure_id)  # type: ignore[return-value]


def _opened(user: User, model: type[Item], pk: UUID, version: int | None) -> Item:
    item: Item = locked(model.objects.visible_to(user), pk, version)
    require(user, "item.change", item)
    return item


def _check(evidence: Evidence, item: Item) -> None:
    if evidence.source_id is None:
        raise Invalid({"source": ["Name the source."]})
    if evidence.source.project_id != item.project_id:
        raise Invalid({"source": ["Unknown."]}, code="unknown_reference")


def _reopen_if_verified(item: Item, reason: str) -> None:
    if item.status == Status.VERIFIED:
        move(item, Status.SUBMITTED)
        tell(item, ChangeKind.WITHDRAWN, reason)
    elif item.status == Status.RETURNED:
        move(item, Status.DRAFT)
