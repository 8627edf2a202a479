"""What may follow what, and what every decision does besides its own change.

Each action of the stages is one decision: it runs inside `decision`, takes its row with `locked`, and
ends with `changed` or `move`. The database refuses what this module would not do
(migration 0002_invariants), so no other way of writing gets around it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from claims.choices import ChangeKind, Status
from claims.models import Change, ChangeCounter, Claim, Figure
from claims.refusals import Conflict, Invalid, Missing, Stale

Item = Claim | Figure
Row = TypeVar("Row", bound=models.Model)

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED}),
    Status.SUBMITTED: frozenset({Status.DRAFT, Status.IN_REVIEW}),
    Status.IN_REVIEW: frozenset(
        {Status.SUBMITTED, Status.DISPUTED, Status.VERIFIED, Status.REJECTED, Status.RETURNED}
    ),
    Status.RETURNED: frozenset({Status.DRAFT, Status.SUBMITTED}),
    Status.DISPUTED: frozenset({Status.IN_REVIEW}),
    Status.VERIFIED: frozenset({Status.SUBMITTED}),
    Status.REJECTED: frozenset({Status.SUBMITTED}),
}


ASCRIBE = "SELECT set_config('annotator.actor', %s, true), set_config('annotator.reason', %s, true)"
CONTRIBUTE = """
INSERT INTO claims_contribution (claim_id, figure_id, user_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""


_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def decision(user: Any, reason: str = "") -> Iterator[None]:
    """One transaction, whose changes the history ascribes to `user` with `reason`.

    A decision within another one has that one's reason unless it gives its own.
    """
    given = _reason.set(reason or _reason.get())
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(ASCRIBE, [str(user.pk) if user is not None else "", _reason.get()])
            yield
    finally:
        _reason.reset(given)


def locked(queryset: models.QuerySet[Row], pk: Any, version: int | None) -> Row:
    """The row `pk` of `queryset`, locked until the decision ends.

    Raises Missing, and Stale when `version` is given and isn't the row's.
    """
    try:
        row = queryset.select_for_update(of=("self",)).get(pk=pk)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise Missing from None
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Stale(row)
    return row


def assign(row: models.Model, fields: dict[str, Any], *, allowed: frozenset[str]) -> list[str]:
    """Set `fields` on `row` and check them; the names of those that changed.

    Raises Invalid for a field outside `allowed`, a character that can't be stored, or a bad value.
    """
    unknown = fields.keys() - allowed
    if unknown:
        raise Invalid({name: ["This field can't be set."] for name in sorted(unknown)}, code="unknown_field")
    changed = [name for name, value in fields.items() if getattr(row, name, None) != value]
    for name in changed:
        refuse_unstorable(name, fields[name])
        setattr(row, name, fields[name])
    try:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in changed])
    except ValidationError as error:
        raise Invalid(error.message_dict) from error
    return changed


def refuse_unstorable(name: str, value: Any) -> None:
    """Raise Invalid where text holds a NUL or a lone surrogate, which aren't characters of any text."""
    if isinstance(value, list):
        for part in value:
            refuse_unstorable(name, part)
    if not isinstance(value, str):
        return
    if "\x00" in value:
        raise Invalid({name: ["Remove the NUL character (U+0000)."]}, code="nul_character")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise Invalid({name: ["Remove the lone surrogate: it is half a character."]}, code="lone_surrogate")


def changed(item: Item, user: Any, fields: list[str]) -> None:
    """Save `fields` of `item` as a change by `user`, who thereby becomes a contributor."""
    contribute(item, user)
    save_version(item, fields)


def save_version(row: Any, fields: list[str]) -> None:
    """Save `fields` of `row` with the next version."""
    row.version += 1
    written = {*fields, "version"}
    if hasattr(row, "updated_at"):
        row.updated_at = timezone.now()
        written.add("updated_at")
    row.save(update_fields=sorted(written))


def contribute(item: Item, user: Any) -> None:
    """Record that `user` made or changed `item`, and so can't verify it in this round."""
    claim, figure = (item.pk, None) if isinstance(item, Claim) else (None, item.pk)
    with connection.cursor() as cursor:
        cursor.execute(CONTRIBUTE, [claim, figure, user.pk])


def move(item: Item, to: Status, *, fields: tuple[str, ...] = ()) -> None:
    """Move `item` to the status `to` and save it with `fields`; raise Conflict if that may not follow."""
    origin = Status(item.status)
    if to not in TRANSITIONS[origin]:
        message = f"It is {origin.label.lower()}, and {to.label.lower()} may not follow that."
        raise Conflict(message, code="status", status_now=origin.value)
    item.status = to
    written = {"status", *fields}
    if to == Status.SUBMITTED and origin in {Status.DRAFT, Status.RETURNED, Status.VERIFIED, Status.REJECTED}:
        item.submitted_at = timezone.now()
        written.add("submitted_at")
    if origin == Status.VERIFIED:
        item.verified_by = item.verified_at = item.reviewer_confidence = None
        item.contributions.all().delete()
        written |= {"verified_by", "verified_at", "reviewer_confidence"}
    save_version(item, sorted(written))


def tell(item: Item, kind: ChangeKind, reason: str = "") -> None:
    """Enter a change of `item` in the feed. Call it last in a decision: see ChangeCounter."""
    ChangeCounter.objects.bulk_create([ChangeCounter(project_id=item.project_id)], ignore_conflicts=True)
    counter = ChangeCounter.objects.filter(project_id=item.project_id)
    counter.update(value=F("value") + 1)
    Change.objects.create(
        project_id=item.project_id,
        number=counter.values_list("value", flat=True).get(),
        kind=kind,
        reason=reason,
        **{str(item._meta.model_name): item},
    )
