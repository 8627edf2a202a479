"""The numbers of the desk's view, for other systems: the same tables as on the pages."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen_project
from claims.api.operations import operation
from claims.measuring.agreement import agreement, agreement_table
from claims.measuring.aligning import aligned_texts
from claims.measuring.calibration import calibration_bins, calibration_table
from claims.measuring.desk import MEASURES
from claims.measuring.period import Period
from claims.measuring.selection import Selection
from claims.permissions import require


class SelectionQuery(serializers.Serializer[Any]):
    """Which days, and whose work is compared."""

    since = serializers.DateField(required=False, help_text="The first day; four weeks ago by default")
    until = serializers.DateField(required=False, help_text="The last day; today by default")
    article = serializers.UUIDField(required=False, help_text="Compare annotators on this article alone")
    one = serializers.UUIDField(required=False, help_text="Compare this annotator's work")
    other = serializers.UUIDField(required=False, help_text="with this one's")


class ThroughputSerializer(serializers.Serializer[Any]):
    """What was done on a day (UTC)."""

    day = serializers.DateField()
    submitted = serializers.IntegerField(help_text="Items whose latest submission was on this day")
    verified = serializers.IntegerField()
    rejected = serializers.IntegerField()
    returned = serializers.IntegerField()


class WaitingSerializer(serializers.Serializer[Any]):
    """How long items waited for a decision."""

    decision = serializers.CharField()
    count = serializers.IntegerField()
    median_hours = serializers.FloatField(allow_null=True)
    p90_hours = serializers.FloatField(allow_null=True)


class BacklogSerializer(serializers.Serializer[Any]):
    """What waits now, by age."""

    age = serializers.CharField()
    claims = serializers.IntegerField()
    figures = serializers.IntegerField()


class VerdictCountSerializer(serializers.Serializer[Any]):
    """How many claims have a verdict."""

    verdict = serializers.CharField()
    verified_in_period = serializers.IntegerField()
    verified = serializers.IntegerField()
    waiting = serializers.IntegerField()


class WorkloadSerializer(serializers.Serializer[Any]):
    """What a member has to do, and did."""

    person = serializers.CharField()
    role = serializers.CharField()
    open_articles = serializers.IntegerField()
    returned = serializers.IntegerField()
    held = serializers.IntegerField(help_text="Taken for review")
    waiting = serializers.IntegerField(help_text="Theirs that wait for review")
    submitted = serializers.IntegerField()
    decided = serializers.IntegerField()


def coefficient(measure: str) -> serializers.FloatField:
    """A coefficient, its bounds, or null where `explanation` says why it isn't told."""
    return serializers.FloatField(allow_null=True, help_text=f"{measure}; null where `explanation` says why")


class AgreementSerializer(serializers.Serializer[Any]):
    """How far annotators agree on something."""

    question = serializers.CharField()
    kappa = coefficient("Cohen's κ, of labels and of two people alone")
    kappa_low = coefficient("Lower bound of its 95 % interval")
    kappa_high = coefficient("Upper bound")
    kappa_n = serializers.IntegerField(allow_null=True)
    alpha = coefficient("Krippendorff's α")
    alpha_low = coefficient("Lower bound of its 95 % interval")
    alpha_high = coefficient("Upper bound")
    alpha_n = serializers.IntegerField(help_text="Items, or tags where edges are compared")
    explanation = serializers.CharField()


class CalibrationSerializer(serializers.Serializer[Any]):
    """How often tags of a band of confidence were upheld, in percent."""

    confidence = serializers.CharField()
    mean_confidence = coefficient("Mean confidence")
    upheld = coefficient("Share that was upheld")
    low = coefficient("Lower bound of its 95 % interval")
    high = coefficient("Upper bound")
    n = serializers.IntegerField()
    explanation = serializers.CharField()


class StatisticsSerializer(serializers.Serializer[Any]):
    """The desk's numbers."""

    since = serializers.DateField()
    until = serializers.DateField()
    throughput = ThroughputSerializer(many=True)
    waiting = WaitingSerializer(many=True)
    backlog = BacklogSerializer(many=True)
    verdicts = VerdictCountSerializer(many=True)
    workload = WorkloadSerializer(many=True)
    agreement = AgreementSerializer(many=True, help_text="Of all time, unless days are given")
    calibration = CalibrationSerializer(many=True, help_text="Of all time, unless days are given")


class Statistics(APIView):
    """How the work of a project goes."""

    @operation(
        "Measure the desk's work",
        query=SelectionQuery,
        answers=StatisticsSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Throughput, waiting times, backlog, verdicts, workload, agreement and calibration."""
        project = seen_project(request, project_id)
        require(person(request), "measure.view", project)
        period, selection = Period.parse(query), Selection.parse(project, query)
        tables = [
            *(measure(project, period) for measure in MEASURES.values()),
            agreement_table(agreement(aligned_texts(selection))),
            calibration_table(calibration_bins(selection)),
        ]
        measured = {table.key: table.records for table in tables}
        return Response({"since": period.since, "until": period.until, **measured})
