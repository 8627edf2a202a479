"""How much is done a day."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from claims.choices import ChangeKind, ReviewDecision
from claims.measuring.period import Period
from claims.measuring.tables import Column, Table
from claims.models import Change, Claim, Figure, Project, Review


def throughput(project: Project, period: Period) -> Table:
    """Claims and figures submitted, verified, rejected and returned, a row a day.

    An item counts as submitted on the day of its latest submission; each decision counts on its own day.
    """
    within = period.moments
    submitted: Counter[date] = Counter()
    for model in (Claim, Figure):
        submitted += _by_day(
            model.objects.filter(project=project, submitted_at__range=within), "submitted_at"
        )
    changes = Change.objects.filter(project=project, kind=ChangeKind.VERIFIED, at__range=within)
    reviews = reviews_of(project).filter(created_at__range=within)
    verified = _by_day(changes, "at")
    rejected = _by_day(reviews.filter(decision=ReviewDecision.REJECTED), "created_at")
    returned = _by_day(reviews.filter(decision=ReviewDecision.RETURNED), "created_at")
    return Table(
        key="throughput",
        title=_("Throughput"),
        explanation=_("Claims and figures by day (UTC). Submitted: the latest time that it was handed in."),
        columns=(
            Column("day", _("Day")),
            Column("submitted", _("Submitted")),
            Column("verified", _("Verified")),
            Column("rejected", _("Rejected")),
            Column("returned", _("Returned")),
        ),
        rows=tuple((day, submitted[day], verified[day], rejected[day], returned[day]) for day in period.days),
        plot="days",
    )


def reviews_of(project: Project) -> QuerySet[Review]:
    """The reviews of a project's claims and figures."""
    return Review.objects.filter(Q(claim__project=project) | Q(figure__project=project)).order_by()


def _by_day(rows: QuerySet[Any], field: str) -> Counter[date]:
    counted = rows.order_by().annotate(day=TruncDate(field)).values("day").annotate(count=Count("pk"))
    return Counter(dict(counted.values_list("day", "count")))
