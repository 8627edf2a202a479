"""What the claims turned out to be."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Status
from claims.measuring.period import Period
from claims.measuring.tables import Column, Table
from claims.models import Claim, Project

WAITING = [Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED]


def verdicts(project: Project, period: Period) -> Table:
    """Claims by verdict: verified within the period, verified at any time, and proposed but not decided."""
    standing = Claim.objects.filter(project=project, adjudicated_into__isnull=True)
    verified = Q(status=Status.VERIFIED)
    counted = (
        standing.order_by()
        .values("verdict")
        .annotate(
            within=Count("pk", filter=verified & Q(verified_at__range=period.moments)),
            verified=Count("pk", filter=verified),
            waiting=Count("pk", filter=Q(status__in=WAITING)),
        )
    )
    found = {row["verdict"]: (row["within"], row["verified"], row["waiting"]) for row in counted}
    scale = [(verdict.label, found.get(verdict.pk, (0, 0, 0))) for verdict in project.verdicts.all()]
    if None in found:
        scale.append((str(_("no verdict")), found[None]))
    return Table(
        key="verdicts",
        title=_("Verdicts"),
        explanation=_("Claims by verdict. A claim that is refuted can be verified: two people upheld that."),
        columns=(
            Column("verdict", _("Verdict")),
            Column("verified_in_period", _("Verified in these days")),
            Column("verified", _("Verified in all")),
            Column("waiting", _("Waiting for review")),
        ),
        rows=tuple((label, *numbers) for label, numbers in scale),
    )
