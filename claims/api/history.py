from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen, seen_project
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.api.people import person_field
from claims.models import Claim, Event, Figure
from claims.permissions import require


class EventSerializer(serializers.ModelSerializer[Event]):
    """Who changed what, before and after, when and why."""

    actor = person_field(allow_null=True)
    before = serializers.DictField(allow_null=True, help_text="The row before; null when it was made")
    after = serializers.DictField(allow_null=True, help_text="The row after; null when it was deleted")
    row = serializers.CharField(help_text="The identifier of the row that was changed")
    operation = serializers.ChoiceField(["insert", "update", "delete"])
    decision = serializers.IntegerField(
        source="transaction", help_text="What has the same number was one decision"
    )

    class Meta:
        model = Event
        fields = ("id", "at", "noun", "row", "operation", "actor", "reason", "before", "after", "decision")
        read_only_fields = fields


class ItemHistory(APIView):
    """What happened to one claim or figure, its evidence, its reviews and its comments."""

    model: type[Claim | Figure] = Claim

    @operation("Read its history", query=PageQuery, answers=page_of(EventSerializer))
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """Oldest first."""
        item = seen(self.model, request, pk)
        rows = Event.objects.filter(**{str(self.model._meta.model_name): item}, project=item.project_id)
        return paged(
            request, rows.select_related("actor"), query, order=("id",), show=listed(EventSerializer)
        )


class ProjectHistory(APIView):
    """What happened in a project."""

    @operation(
        "Read a project's history",
        query=PageQuery,
        answers=page_of(EventSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Oldest first; for managers."""
        project = seen_project(request, project_id)
        require(person(request), "history.view", project)
        rows = Event.objects.visible_to(person(request)).filter(project=project).select_related("actor")
        return paged(request, rows, query, order=("id",), show=listed(EventSerializer))
