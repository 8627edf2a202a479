"""A project's verdict scale over REST: read it, add steps, word them anew, remove what nothing uses."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen_project
from claims.api.operations import operation
from claims.models import Verdict
from claims.verdicts import RATINGS, add_verdict, change_verdict, remove_verdict


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """One step of a verdict scale."""

    class Meta:
        model = Verdict
        fields = ("id", "key", "label", "rating", "search_suffices", "ordinal")
        read_only_fields = fields
        extra_kwargs = {
            "key": {"help_text": "Names it in claims, filters and exports; it never changes"},
            "label": {"help_text": "Its name, for people"},
            "ordinal": {"help_text": "Its place on the scale, from 0"},
        }


class VerdictsSerializer(serializers.Serializer[Any]):
    """The whole scale."""

    results = VerdictSerializer(many=True)


class StepSerializer(StrictSerializer):
    """What a step of the scale is called and what it needs."""

    label = serializers.CharField(max_length=120, help_text="Its name, for people")  # type: ignore[assignment]
    rating = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=RATINGS[0],
        max_value=RATINGS[-1],
        help_text="1 (worst) to 5 (best); null where a number would mislead",
    )
    search_suffices = serializers.BooleanField(
        required=False, help_text="A record of what was searched will do in place of evidence"
    )
    ordinal = serializers.IntegerField(
        required=False, min_value=0, max_value=1_000, help_text="Its place on the scale, from 0"
    )


class VerdictList(APIView):
    """The verdict scale of a project."""

    @operation("Read the verdict scale", answers=VerdictsSerializer)
    def get(self, request: Request, project_id: UUID) -> Response:
        """All its steps, in their order."""
        rows = seen_project(request, project_id).verdicts.all()
        return Response({"results": VerdictSerializer(rows, many=True).data})

    @operation(
        "Add a verdict to the scale",
        body=StepSerializer,
        answers={201: VerdictSerializer},
        repeatable=True,
        refusals=["verdict_taken"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Managers add a step at the end; its key is made from its label and never changes."""
        project = seen_project(request, project_id)
        written = StepSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        verdict = add_verdict(person(request), project=project, fields=dict(written.validated_data))
        return Response(VerdictSerializer(verdict).data, status=201)


class VerdictDetail(APIView):
    """One step of a scale."""

    @operation("Change a verdict", body=StepSerializer, answers=VerdictSerializer)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Managers word a step anew; the claims that have it keep it."""
        written = StepSerializer(data=request.data, partial=True)
        written.is_valid(raise_exception=True)
        changed = change_verdict(person(request), pk=pk, fields=dict(written.validated_data))
        return Response(VerdictSerializer(changed).data)

    @operation("Remove a verdict", answers={204: None}, refusals=["verdict_used"])
    def delete(self, request: Request, pk: UUID) -> Response:
        """Managers remove a step that no claim and no review ever had."""
        remove_verdict(person(request), pk=pk)
        return Response(status=204)
