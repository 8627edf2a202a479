"""What changed since a cursor, in the order of the commits: nothing is missed and nothing comes twice.

The cursor is the number of a project's change, which is counted last in the transaction of each decision
(see ChangeCounter): what is read with a number has all lower numbers beside it.
"""

import json
from dataclasses import dataclass
from typing import Any

from claims.choices import Status
from claims.exporting.rows import fetched, json_statement
from claims.models import Change, Claim, Figure, Project, User
from claims.permissions import require


@dataclass(frozen=True, slots=True)
class Feed:
    """Some changes, the cursor behind them, and whether more are there already."""

    changes: list[dict[str, Any]]
    cursor: int
    more: bool


def changes_since(user: User, *, project: Project, since: int, limit: int) -> Feed:
    """Up to `limit` changes of `project` behind the cursor `since`, as far as `user` sees their items.

    Each comes with its item as it is now, null where it isn't verified any more. Raises Missing, Forbidden.
    """
    require(user, "export.read", project)
    rows = Change.objects.filter(project=project, number__gt=since).order_by("number")
    read = list(rows[: limit + 1])
    page = read[:limit]
    shown = _visible(user, page)
    items = _items(user, shown)
    return Feed(
        [_told(change, items) for change in shown],
        page[-1].number if page else since,
        len(read) > limit,
    )


def _visible(user: User, page: list[Change]) -> list[Change]:
    rows = Change.objects.visible_to(user).filter(pk__in=[change.pk for change in page])
    seen = set(rows.values_list("pk", flat=True))
    return [change for change in page if change.pk in seen]


def _items(user: User, page: list[Change]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for model, pks in (
        (Claim, {change.claim_id for change in page if change.claim_id}),
        (Figure, {change.figure_id for change in page if change.figure_id}),
    ):
        rows = model.objects.visible_to(user).filter(pk__in=pks, status=Status.VERIFIED)
        if pks:
            written = fetched(json_statement(rows.order_by("verified_at", "id")))
            found |= {item["id"]: item for item in (json.loads(row[0]) for row in written)}
    return found


def _told(change: Change, items: dict[str, dict[str, Any]]) -> dict[str, Any]:
    pk = str(change.claim_id or change.figure_id)
    return {
        "number": change.number,
        "kind": change.kind,
        "at": change.at,
        "reason": change.reason,
        "noun": "claim" if change.claim_id else "figure",
        "id": pk,
        "item": items.get(pk),
    }
