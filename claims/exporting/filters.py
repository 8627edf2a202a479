"""What an export can be narrowed to: each filter is declared here, and there are no others."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import DecimalRangeField
from django.contrib.postgres.lookups import Overlap
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from psycopg.types.range import NumericRange

from claims.choices import FamilyState, Status
from claims.models import Claim, Figure, Project, User, Verdict
from claims.models.figure import possible_values
from claims.permissions import require


@dataclass(frozen=True, slots=True)
class Filters:
    """What an export is narrowed to; None leaves a filter out.

    Moments are half-open: from is included, before is not. Confidences are the annotator's, in percent.
    """

    verdict: list[str] | None = None
    verified_from: datetime | None = None
    verified_before: datetime | None = None
    confidence_from: int | None = None
    confidence_to: int | None = None
    reviewer_confidence_from: int | None = None
    publisher: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    claimant: str | None = None
    claim_type: str | None = None
    tag: str | None = None
    article: UUID | None = None
    family: UUID | None = None
    unit: str | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    q: str | None = None

    def written(self) -> dict[str, Any]:
        """The filters that are set, as JSON can hold them."""
        return {name: _plain(value) for name, value in asdict(self).items() if value is not None}


FILTER_NAMES = tuple(field.name for field in fields(Filters))


def verified_claims(user: User, *, project: Project, filters: Filters | None = None) -> QuerySet[Any]:
    """The verified claims of `project` that `user` sees, oldest verification first.

    Raises Missing, Forbidden.
    """
    require(user, "export.read", project)
    rows = Claim.objects.visible_to(user).filter(project=project, status=Status.VERIFIED)
    return rows.filter(_claim_condition(project, filters or Filters())).order_by("verified_at", "id")


def verified_figures(user: User, *, project: Project, filters: Filters | None = None) -> QuerySet[Any]:
    """The verified figures of `project` that `user` sees, with or without a claim.

    Filters that only a claim has are those of the figure's claim, once that is verified too. Raises Missing,
    Forbidden.
    """
    require(user, "export.read", project)
    filters = filters or Filters()
    rows = Figure.objects.visible_to(user).filter(project=project, status=Status.VERIFIED)
    rows = rows.filter(_item_condition(filters) & quantity_condition(filters))
    about_claim = _only_of_claim(project, filters)
    if about_claim != Q():
        verified = Claim.objects.filter(about_claim, status=Status.VERIFIED, pk=OuterRef("claim"))
        rows = rows.filter(Exists(verified))
    if filters.q:
        rows = rows.filter(quote__icontains=filters.q)
    return rows.order_by("verified_at", "id")


def quantity_condition(filters: Filters) -> Q:
    """That a figure has the unit, and a value that may lie in the range."""
    condition = Q()
    if filters.unit:
        condition &= Q(measure__iexact=filters.unit) | Q(counted__iexact=filters.unit)
    if filters.value_from is not None or filters.value_to is not None:
        condition &= _value_condition(filters.value_from, filters.value_to)
    return condition


def _value_condition(lowest: Decimal | None, highest: Decimal | None) -> Q:
    if lowest is not None and highest is not None and lowest > highest:
        return Q(pk__in=[])
    wanted = Value(NumericRange(lowest, highest, "[]"), output_field=DecimalRangeField())
    return Q(Overlap(possible_values(), wanted))


def _claim_condition(project: Project, filters: Filters) -> Q:
    condition = _item_condition(filters) & _only_of_claim(project, filters)
    if filters.q:
        condition &= Q(quote__icontains=filters.q) | Q(statement__icontains=filters.q)
    quantity = quantity_condition(filters)
    if quantity != Q():
        figures = Figure.objects.filter(quantity, claim=OuterRef("pk"), status=Status.VERIFIED)
        condition &= Q(Exists(figures))
    return condition


def _item_condition(filters: Filters) -> Q:
    """What claims and figures alike can be narrowed by."""
    lookups = {
        "verified_at__gte": filters.verified_from,
        "verified_at__lt": filters.verified_before,
        "confidence__gte": filters.confidence_from,
        "confidence__lte": filters.confidence_to,
        "reviewer_confidence__gte": filters.reviewer_confidence_from,
        "revision__article__publisher__iexact": filters.publisher,
        "revision__article__published_to__gte": filters.published_from,
        "revision__article__published_from__lte": filters.published_to,
        "revision__article": filters.article,
    }
    return Q(**_given(lookups))


def _only_of_claim(project: Project, filters: Filters) -> Q:
    verdicts = None
    if filters.verdict is not None:
        # Asked first, so that Postgres knows how common each is when it plans what follows.
        scale = Verdict.objects.filter(project=project, key__in=filters.verdict)
        verdicts = list(scale.values_list("pk", flat=True))
    lookups = {
        "verdict__in": verdicts,
        "claimant__icontains": filters.claimant,
        "claim_type": filters.claim_type,
        "tags__contains": [filters.tag] if filters.tag else None,
        "family": filters.family,
        "family_state": FamilyState.CONFIRMED if filters.family else None,
    }
    return Q(**_given(lookups))


def _given(lookups: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in lookups.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
