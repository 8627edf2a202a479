from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictModelSerializer, person, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.api.verdicts import VerdictSerializer
from claims.choices import Role
from claims.models import Project
from claims.permissions import role_in
from claims.projects import change_project, create_project


@tells_current(Project)
class ProjectSerializer(StrictModelSerializer):
    """A team's space and its settings."""

    publishing_url = serializers.URLField(required=False, allow_blank=True, max_length=500)

    class Meta:
        model = Project
        fields = (
            "id",
            "name",
            "guidelines",
            "language",
            "annotators_per_article",
            "reviewers_required",
            "blind",
            "publishing_organisation",
            "publishing_url",
            "created_at",
            "version",
        )
        read_only_fields = ("id", "created_at", "version")


class WholeProjectSerializer(ProjectSerializer):
    """A project with its verdict scale and one's own role in it."""

    role = serializers.ChoiceField(Role.choices, read_only=True)
    verdicts = VerdictSerializer(many=True, read_only=True)

    class Meta(ProjectSerializer.Meta):
        fields = (*ProjectSerializer.Meta.fields, "role", "verdicts")  # type: ignore[assignment]


class ProjectList(APIView):
    """The projects that one is a member of."""

    @operation("List projects", query=PageQuery, answers=page_of(ProjectSerializer), name="projects_list")
    def get(self, request: Request, *, query: dict[str, Any]) -> Response:
        """Oldest first."""
        rows = Project.objects.visible_to(person(request))
        return paged(request, rows, query, order=("created_at", "id"), show=listed(ProjectSerializer))

    @operation(
        "Make a project", body=ProjectSerializer, answers={201: WholeProjectSerializer}, repeatable=True
    )
    def post(self, request: Request) -> Response:
        """With the usual verdict scale; whoever makes it is its manager. Operators and managers do this."""
        written = ProjectSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        made = create_project(person(request), fields=dict(written.validated_data))
        return shown_project(request, made, status=201)


class ProjectDetail(APIView):
    """One project."""

    @operation("Read a project", answers=WholeProjectSerializer)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Its settings, its verdict scale and one's own role."""
        return shown_project(request, seen_project(request, project_id))

    @operation("Change a project", body=ProjectSerializer, answers=WholeProjectSerializer, conditional=True)
    def patch(self, request: Request, project_id: UUID) -> Response:
        """Managers change the settings."""
        project = seen_project(request, project_id)
        written = ProjectSerializer(project, data=request.data, partial=True)
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        version = version_seen(request)
        changed = change_project(person(request), project=project, version=version, fields=fields)
        return shown_project(request, changed)


def shown_project(request: Request, project: Project, *, status: int = 200) -> Response:
    """The project with its scale and the person's role, and its version as ETag."""
    body = {
        **ProjectSerializer(project).data,
        "role": role_in(person(request), project),
        "verdicts": VerdictSerializer(project.verdicts.all(), many=True).data,
    }
    return with_etag(Response(body, status=status), project)
