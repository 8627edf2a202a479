"""The queue as a list: a page of items of both kinds, most urgent first, with the reasons for that."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from claims.choices import Status
from claims.models import Claim, Project, User
from claims.permissions import YES, Allowed, may
from claims.reviewing.filters import FILTERS, SavedFilter, count_up_to
from claims.reviewing.queue import MODELS, waiting_for
from claims.workflow import Item

PAGE = 25
SEGMENTS = (Q(status=Status.DISPUTED), ~Q(status=Status.DISPUTED))
REASONS = ("low_confidence", "conflicting", "high_stakes", "old")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list after which the next page begins."""

    segment: int
    submitted_at: datetime
    pk: UUID

    def __str__(self) -> str:
        return f"{self.segment}_{self.submitted_at.isoformat()}_{self.pk}"

    @classmethod
    def parse(cls, written: str) -> "Cursor | None":
        """The cursor that an address holds, None for one that isn't ours."""
        try:
            segment, at, pk = written.split("_")
            parsed = cls(int(segment), datetime.fromisoformat(at), UUID(pk))
        except ValueError:
            return None
        return parsed if parsed.segment in range(len(SEGMENTS)) and parsed.submitted_at.tzinfo else None


@dataclass(slots=True)
class Listed:
    """One item of the list, why it is where it is, and whether the reader may take it."""

    item: Any
    reasons: list[str | Promise] = field(default_factory=list)
    takeable: bool = False
    refusal: str = ""

    @property
    def noun(self) -> str:
        """Whether it is a claim or a figure."""
        return str(self.item._meta.model_name)


def listed(
    user: User, project: Project, saved: SavedFilter, after: Cursor | None = None
) -> tuple[list[Listed], Cursor | None]:
    """A page of what is in `saved` and what follows: disputed first, then the longest waiting."""
    found: list[tuple[int, Item]] = []
    for segment in range(after.segment if after else 0, len(SEGMENTS)):
        place = after if after is not None and after.segment == segment else None
        items = _segment(user, project, saved, segment, place)
        found += [(segment, item) for item in items[: PAGE + 1 - len(found)]]
        if len(found) > PAGE:
            break
    rows = [Listed(item) for _segment_of, item in found[:PAGE]]
    _explain(user, project, rows)
    if len(found) <= PAGE:
        return rows, None
    segment, last = found[PAGE - 1]
    assert last.submitted_at is not None
    return rows, Cursor(segment, last.submitted_at, last.pk)


def counts(user: User, project: Project) -> dict[str, str]:
    """How many items are in each saved filter, as it is shown."""
    return {
        key: count_up_to(*(saved.items(user, model, project) for model in MODELS))
        for key, saved in FILTERS.items()
    }


def _segment(
    user: User, project: Project, saved: SavedFilter, segment: int, after: Cursor | None
) -> list[Item]:
    items: list[Item] = []
    for model in MODELS:
        rows = saved.items(user, model, project).filter(SEGMENTS[segment], submitted_at__isnull=False)
        if after is not None:
            later = Q(submitted_at=after.submitted_at, pk__gt=after.pk)
            rows = rows.filter(
                Q(submitted_at__gt=after.submitted_at) | later, submitted_at__gte=after.submitted_at
            )
        items += _with_related(rows, model).order_by("submitted_at", "pk")[: PAGE + 1]
    return sorted(items, key=lambda item: (item.submitted_at, item.pk))


def _with_related(rows: QuerySet[Any], model: type[Item]) -> QuerySet[Any]:
    related = ["revision__article", "annotator", "lease__holder"]
    verdict = "verdict" if model is Claim else "claim__verdict"
    return rows.select_related(*related, verdict).defer("revision__text", "revision__search")


def _explain(user: User, project: Project, rows: list[Listed]) -> None:
    for model in MODELS:
        mine = {row.item.pk: row for row in rows if isinstance(row.item, model)}
        if not mine:
            continue
        free = set(waiting_for(user, model, project).filter(pk__in=mine).values_list("pk", flat=True))
        for pk, row in mine.items():
            row.takeable = pk in free
            answer = YES if row.takeable else may(user, "item.review", row.item)
            row.refusal = "" if isinstance(answer, Allowed) else answer.reason
        for key in REASONS:
            saved = FILTERS[key]
            for pk in saved.items(user, model, project).filter(pk__in=mine).values_list("pk", flat=True):
                mine[pk].reasons.append(saved.label)
