"""How often people's confidence was borne out in review."""

from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import gettext_lazy as _

from claims.choices import Layer, ReviewDecision, Status
from claims.measuring.selection import Selection
from claims.measuring.tables import Column, Table
from claims.models import Claim, Figure, Review
from claims.text.agreement import CalibrationBin, calibration

DECIDED = [Status.VERIFIED, Status.REJECTED, Status.RETURNED]
MODELS: dict[str, Any] = {"claim": Claim, "figure": Figure}


def calibration_bins(selection: Selection) -> list[CalibrationBin]:
    """The share upheld in each band of confidence; nothing where there are too few."""
    answers: list[tuple[int, bool]] = []
    for noun in MODELS:
        counted = _reviewed(selection, noun).values("confidence", "upheld").annotate(count=Count("pk"))
        for confidence, upheld, count in counted.values_list("confidence", "upheld", "count"):
            answers += [(confidence, upheld)] * count
    return calibration(answers)


def calibration_table(bins: list[CalibrationBin]) -> Table:
    """The bands as a table: what was said, beside what came of it, in percent."""
    return Table(
        key="calibration",
        title=_("Calibration"),
        explanation=_(
            "Confidence is the annotator’s own probability that the tag will be upheld. Upheld: verified "
            "without a reviewer’s fix, in the round since it was last submitted."
        ),
        columns=(
            Column("confidence", _("Confidence, %")),
            Column("mean_confidence", _("Mean confidence, %")),
            Column("upheld", _("Upheld, %")),
            Column("low", _("95 % from"), is_series=False),
            Column("high", _("to"), is_series=False),
            Column("n", _("Items"), is_series=False),
            Column("explanation", _("Explanation"), is_series=False),
        ),
        rows=tuple(
            (
                f"{one.lowest}–{one.highest}",
                None if one.share is None else one.mean_confidence,
                *(
                    None if share is None else round(100 * share, 1)
                    for share in (one.share, one.low, one.high)
                ),
                one.n,
                one.explanation,
            )
            for one in bins
        ),
    )


def reviewed_items(selection: Selection, lowest: int, highest: int) -> QuerySet[Any, Any]:
    """(noun, pk, annotator, confidence, upheld) of what a band is made of, the latest submission first."""
    parts = [
        _reviewed(selection, noun)
        .filter(confidence__range=(lowest, highest))
        .annotate(noun=Value(noun, output_field=CharField()))
        .values_list("noun", "pk", "annotator", "confidence", "upheld", "submitted_at")
        for noun in MODELS
    ]
    return parts[0].union(parts[1], all=True).order_by("-submitted_at", "pk")


def _reviewed(selection: Selection, noun: str) -> Any:
    """The reviewed tags of the selection. Rejected, returned and fixed are not upheld.

    Only the round since the latest submission counts, because the confidence is the one given for it.
    """
    fixes = Review.objects.filter(
        **{noun: OuterRef("pk")}, decision=ReviewDecision.FIXED, created_at__gte=OuterRef("submitted_at")
    )
    rows: Any = MODELS[noun].objects.filter(
        project=selection.project, layer=Layer.ANNOTATED, confidence__isnull=False, foreign_annotator=""
    )
    if selection.article is not None:
        rows = rows.filter(revision__article=selection.article)
    if selection.people:
        rows = rows.filter(annotator__in=selection.people)
    if selection.period is not None:
        rows = rows.filter(submitted_at__range=selection.period.moments)
    upheld = ExpressionWrapper(Q(status=Status.VERIFIED, fixed=False), output_field=BooleanField())
    reviewed = rows.annotate(fixed=Exists(fixes)).filter(Q(status__in=DECIDED) | Q(fixed=True))
    return reviewed.annotate(upheld=upheld).order_by()
