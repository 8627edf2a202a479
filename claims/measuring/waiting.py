"""How long items wait for a decision, and how long those that still wait have waited."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.choices import ReviewDecision
from claims.measuring.period import Period
from claims.measuring.tables import Column, Table
from claims.measuring.throughput import reviews_of
from claims.models import Claim, Figure, Project

NOUNS = {"claim": _("Claims"), "figure": _("Figures")}
DECIDING = {
    ReviewDecision.VERIFIED: _("verified"),
    ReviewDecision.REJECTED: _("rejected"),
    ReviewDecision.RETURNED: _("returned"),
}
AGES = (
    (timedelta(0), _("under a day")),
    (timedelta(days=1), _("1 to 3 days")),
    (timedelta(days=3), _("3 days to a week")),
    (timedelta(days=7), _("1 to 2 weeks")),
    (timedelta(days=14), _("2 to 4 weeks")),
    (timedelta(days=28), _("4 weeks or more")),
)


class Percentile(Aggregate):
    """The value below which the share `at` of the rows lies, by linear interpolation (percentile_cont)."""

    name = "Percentile"
    template = "percentile_cont(%(at)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, *, at: float) -> None:
        super().__init__(expression, at=float(at), output_field=DurationField())


def waiting_times(project: Project, period: Period) -> Table:
    """The hours from an item's submission to each decision of the period: median and 90th percentile.

    Decisions on earlier submissions of an item that was handed in again are left out, because only the
    latest submission's time is kept on it.
    """
    rows = [
        (words, count, _hours(median), _hours(tail))
        for noun in NOUNS
        for words, count, median, tail in _decided(project, period, noun)
    ]
    return Table(
        key="waiting",
        title=_("Waiting times"),
        explanation=_("Hours from submission to a decision that was made in these days."),
        columns=(
            Column("decision", _("Decision")),
            Column("count", _("Decisions"), is_series=False),
            Column("median_hours", _("Median, hours")),
            Column("p90_hours", _("90 % within, hours")),
        ),
        rows=tuple(rows),
    )


def backlog(project: Project, period: Period) -> Table:
    """What waits for review now, by the time since it was submitted; the period doesn't matter."""
    counts = {noun: _waiting_by_age(model) for noun, model in _waiting(project).items()}
    rows = tuple(
        (words, *(counts[noun].get(place, 0) for noun in counts)) for place, (_age, words) in enumerate(AGES)
    )
    return Table(
        key="backlog",
        title=_("Backlog by age"),
        explanation=_("What waits for a reviewer now, by the time since it was submitted."),
        columns=(
            Column("age", _("Waiting for")),
            Column("claims", _("Claims")),
            Column("figures", _("Figures")),
        ),
        rows=rows,
    )


def _decided(project: Project, period: Period, noun: str) -> list[tuple[str, int, Any, Any]]:
    """Each decision on this noun: in words, how many, median and 90th percentile of the wait."""
    waited = ExpressionWrapper(F("created_at") - F(f"{noun}__submitted_at"), output_field=DurationField())
    decisions = reviews_of(project).filter(
        **{f"{noun}__isnull": False},
        decision__in=list(DECIDING),
        created_at__range=period.moments,
        created_at__gte=F(f"{noun}__submitted_at"),
    )
    found = decisions.values("decision").annotate(
        count=Count("pk"), median=Percentile(waited, at=0.5), tail=Percentile(waited, at=0.9)
    )
    by_decision = {row["decision"]: (row["count"], row["median"], row["tail"]) for row in found}
    return [
        (f"{NOUNS[noun]}, {words}", *by_decision.get(decision, (0, None, None)))
        for decision, words in DECIDING.items()
    ]


def _hours(wait: timedelta | None) -> float | None:
    return None if wait is None else round(wait.total_seconds() / 3600, 2)


def _waiting(project: Project) -> dict[str, Any]:
    models: dict[str, Any] = {"claim": Claim, "figure": Figure}
    return {noun: model.objects.filter(project=project).awaiting_review() for noun, model in models.items()}


def _waiting_by_age(waiting: Any) -> dict[int, int]:
    """How many wait in each of `AGES`, by its place there."""
    now = timezone.now()
    limits = [
        When(submitted_at__gt=now - older, then=Value(str(place)))
        for place, (_younger, older) in enumerate(pairwise(age for age, _words in AGES))
    ]
    age = Case(*limits, default=Value(str(len(AGES) - 1)), output_field=CharField())
    counted = waiting.order_by().annotate(age=age).values("age").annotate(count=Count("pk"))
    return {int(place): count for place, count in counted.values_list("age", "count")}
