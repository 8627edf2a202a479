"""Who has how much to do, and did how much."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.choices import AssignmentState, ReviewDecision, Status
from claims.measuring.period import Period
from claims.measuring.tables import Column, Table
from claims.measuring.throughput import reviews_of
from claims.models import Assignment, Claim, Figure, Lease, Membership, Project

DECISIONS = [
    ReviewDecision.VERIFIED,
    ReviewDecision.REJECTED,
    ReviewDecision.RETURNED,
    ReviewDecision.DISPUTED,
    ReviewDecision.FIXED,
]


def workload(project: Project, period: Period) -> Table:
    """For each member: what they have to do now, what of theirs waits, and what they did in the period."""
    members = Membership.objects.active().filter(project=project).select_related("user")
    counts = _counts(project, period)
    rows = sorted(
        (str(row.user), row.get_role_display(), *(count[row.user_id] for count in counts.values()))
        for row in members
    )
    return Table(
        key="workload",
        title=_("Workload"),
        explanation=_("What each member has to do now, and what they submitted and decided in these days."),
        columns=(
            Column("person", _("Person")),
            Column("role", _("Role"), is_series=False),
            Column("open_articles", _("Articles to do")),
            Column("returned", _("Returned to them")),
            Column("held", _("Taken for review")),
            Column("waiting", _("Theirs that wait for review")),
            Column("submitted", _("Submitted"), is_series=False),
            Column("decided", _("Decided"), is_series=False),
        ),
        rows=tuple(rows),
    )


def _counts(project: Project, period: Period) -> dict[str, Counter[UUID]]:
    """Each number of the table, by person, in the order of its columns."""
    open_articles = Assignment.objects.filter(project=project, state=AssignmentState.OPEN)
    held = Lease.objects.filter(project=project, until__gt=timezone.now())
    decided = reviews_of(project).filter(created_at__range=period.moments, decision__in=DECISIONS)
    own: Any = [model.objects.filter(project=project) for model in (Claim, Figure)]
    return {
        "open_articles": _by(open_articles, "annotator"),
        "returned": _summed(rows.filter(status=Status.RETURNED) for rows in own),
        "held": _by(held, "holder"),
        "waiting": _summed(rows.awaiting_review() for rows in own),
        "submitted": _summed(rows.filter(submitted_at__range=period.moments) for rows in own),
        "decided": _by(decided, "reviewer"),
    }


def _summed(parts: Any) -> Counter[UUID]:
    total: Counter[UUID] = Counter()
    for rows in parts:
        total += _by(rows, "annotator")
    return total


def _by(rows: QuerySet[Any], person: str) -> Counter[UUID]:
    counted = rows.order_by().values(person).annotate(count=Count("pk"))
    return Counter(dict(counted.values_list(person, "count")))
