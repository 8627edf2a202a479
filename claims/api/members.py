from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen_project
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.api.people import person_field
from claims.choices import Role
from claims.members import add_member, change_role, end_membership
from claims.models import Membership
from claims.permissions import require


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """One person's role in a project."""

    user = person_field()

    class Meta:
        model = Membership
        fields = ("id", "user", "role", "created_at", "ended_at")
        read_only_fields = fields


class NewMemberSerializer(StrictSerializer):
    """Who becomes a member."""

    email = serializers.EmailField(max_length=254, help_text="The address of an account that exists")
    role = serializers.ChoiceField(Role.choices)


class RoleSerializer(StrictSerializer):
    """What a member does."""

    role = serializers.ChoiceField(Role.choices)


class MemberQuery(PageQuery):
    """Which members."""

    ended = serializers.BooleanField(
        default=False, help_text="Those who were members and aren't any more; managers ask"
    )


class MemberList(APIView):
    """Who is in a project."""

    @operation(
        "List members",
        query=MemberQuery,
        answers=page_of(MemberSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """The present members, or the former ones."""
        project = seen_project(request, project_id)
        if query["ended"]:
            require(person(request), "membership.change", project)
        rows = Membership.objects.visible_to(person(request)).filter(project=project)
        rows = rows.filter(ended_at__isnull=not query["ended"]).select_related("user")
        return paged(request, rows, query, order=("created_at", "id"), show=listed(MemberSerializer))

    @operation(
        "Add a member",
        body=NewMemberSerializer,
        answers={200: MemberSerializer, 201: MemberSerializer},
        repeatable=True,
        refusals=["member_already"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Managers add people who have an account; adding a member again changes nothing (200)."""
        project = seen_project(request, project_id)
        written = NewMemberSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        membership, new = add_member(person(request), project=project, **written.validated_data)
        return Response(MemberSerializer(membership).data, status=201 if new else 200)


class MemberDetail(APIView):
    """One member."""

    @operation(
        "Change a member's role", body=RoleSerializer, answers=MemberSerializer, refusals=["last_manager"]
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Managers change roles; the last manager stays one."""
        written = RoleSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        membership = change_role(person(request), pk=pk, role=written.validated_data["role"])
        return Response(MemberSerializer(membership).data)

    @operation("End a membership", answers=MemberSerializer, refusals=["last_manager"])
    def delete(self, request: Request, pk: UUID) -> Response:
        """What the person made stays; the last manager stays too."""
        return Response(MemberSerializer(end_membership(person(request), pk=pk)).data)
