from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import assign_article, balance, take_back, visible_article
from claims.api.base import StrictSerializer, person, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.choices import AssignmentState
from claims.models import Assignment, Membership, User
from claims.refusals import Invalid


@tells_current(Assignment)
class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """One annotator's work on one article."""

    class Meta:
        model = Assignment
        fields = ("id", "article", "annotator", "state", "submitted_at", "created_at", "version")
        read_only_fields = fields


class AssignmentQuery(PageQuery):
    """Which assignments."""

    annotator = serializers.UUIDField(required=False)
    article = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(AssignmentState.choices, required=False)


class NewAssignmentSerializer(StrictSerializer):
    """Who gets which article."""

    article = serializers.UUIDField()
    annotator = serializers.UUIDField()


class BalanceSerializer(StrictSerializer):
    """Among whom articles are given out, and how many at most."""

    annotators = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)
    limit = serializers.IntegerField(min_value=1, max_value=1_000)


class AssignmentResultsSerializer(serializers.Serializer[Any]):
    """The assignments that were made."""

    results = AssignmentSerializer(many=True)


class AssignmentList(APIView):
    """Who works on which article."""

    @operation("List assignments", query=AssignmentQuery, answers=page_of(AssignmentSerializer))
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Oldest first."""
        wanted = {name: query[name] for name in ("annotator", "article", "state") if name in query}
        rows = Assignment.objects.visible_to(person(request)).filter(
            project=seen_project(request, project_id), **wanted
        )
        return paged(request, rows, query, order=("created_at", "id"), show=listed(AssignmentSerializer))

    @operation(
        "Assign an article",
        body=NewAssignmentSerializer,
        refusals=["unknown_reference"],
        answers={201: AssignmentSerializer},
        repeatable=True,
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Managers give an article to a member; giving it again is the same assignment."""
        project = seen_project(request, project_id)
        written = NewAssignmentSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        article = visible_article(person(request), written.validated_data["article"])
        if article.project_id != project.pk:
            raise Invalid({"article": ["Unknown."]}, code="unknown_reference")
        (annotator,) = _members(request, project_id, "annotator", [written.validated_data["annotator"]])
        assignment = assign_article(person(request), article=article, annotator=annotator)
        return with_etag(Response(AssignmentSerializer(assignment).data, status=201), assignment)


class AssignmentBalance(APIView):
    """Give out many articles at once."""

    @operation(
        "Balance assignments",
        body=BalanceSerializer,
        answers=AssignmentResultsSerializer,
        repeatable=True,
        refusals=["unknown_reference"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Articles that lack annotators go to the least loaded; an unknown person refuses it whole."""
        project = seen_project(request, project_id)
        written = BalanceSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        people = _members(request, project_id, "annotators", written.validated_data["annotators"])
        made = balance(
            person(request), project=project, annotators=people, limit=written.validated_data["limit"]
        )
        return Response({"results": AssignmentSerializer(made, many=True).data})


class AssignmentTakeBack(APIView):
    """Take an assignment back."""

    @operation("Take an assignment back", answers=AssignmentSerializer, conditional=True, repeatable=True)
    def post(self, request: Request, pk: UUID) -> Response:
        """What was tagged stays its annotator's."""
        assignment = take_back(person(request), pk=pk, version=version_seen(request))
        return with_etag(Response(AssignmentSerializer(assignment).data), assignment)


def _members(request: Request, project_id: UUID, field: str, wanted: list[UUID]) -> list[User]:
    """The people, all of whom are members of the project; raises Invalid for any other."""
    members = Membership.objects.visible_to(person(request)).active().filter(project=project_id)
    found = [row.user for row in members.filter(user__in=wanted).select_related("user")]
    if len(found) != len(set(wanted)):
        raise Invalid({field: ["Unknown."]}, code="unknown_reference")
    return found
