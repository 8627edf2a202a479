"""The review queues: what is in each, how much, and the next item."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import visible_article
from claims.api.base import person, seen_project
from claims.api.offsets import OffsetsQuery
from claims.api.operations import operation
from claims.api.pagination import next_address, next_field, unknown_cursor
from claims.api.reviews import ItemSerializer, ItemsSerializer, item_body, shown_item
from claims.api.tags import reading_context
from claims.models import Project
from claims.permissions import require
from claims.reviewing.filters import FILTERS, saved_filter
from claims.reviewing.listing import Cursor, counts, listed
from claims.reviewing.queue import take_article, take_next


class NamedQueueQuery(serializers.Serializer[Any]):
    """Which queue."""

    queue = serializers.ChoiceField(list(FILTERS), default="waiting", help_text="Its key, from the counts")


class QueueQuery(NamedQueueQuery, OffsetsQuery):
    """Which page of which queue."""

    cursor = serializers.CharField(required=False, max_length=200, help_text="From `next` of a page")


class QueuedSerializer(ItemSerializer):
    """An item of a queue."""

    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why it stands where it does")
    takeable = serializers.BooleanField(help_text="Whether one may take it now")
    refusal = serializers.CharField(help_text="Why not; empty where one may")


class QueuePageSerializer(serializers.Serializer[Any]):
    """A page of a queue."""

    next = next_field()
    results = QueuedSerializer(many=True)


class QueueCountSerializer(serializers.Serializer[Any]):
    """How much is in a queue."""

    queue = serializers.ChoiceField(list(FILTERS))
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.CharField(help_text="A number; 1000+ for more than a thousand")


class QueueCountsSerializer(serializers.Serializer[Any]):
    """How much is in each queue."""

    results = QueueCountSerializer(many=True)


class QueueCounts(APIView):
    """The queues of a project."""

    @operation(
        "Count what waits",
        answers=QueueCountsSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID) -> Response:
        """Each saved queue with how much is in it."""
        project = _reviewed(request, project_id)
        shown = [
            {"queue": key, "label": str(FILTERS[key].label), "count": count}
            for key, count in counts(person(request), project).items()
        ]
        return Response({"results": shown})


class Queue(APIView):
    """One queue."""

    @operation(
        "List a queue",
        query=QueueQuery,
        answers=QueuePageSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Disputed first, then what waits longest."""
        project = _reviewed(request, project_id)
        after = Cursor.parse(query["cursor"]) if "cursor" in query else None
        if "cursor" in query and after is None:
            raise unknown_cursor()
        rows, following = listed(person(request), project, saved_filter(query["queue"]), after)
        context = reading_context(request, project.pk, query)
        results = [
            {
                **item_body(request, row.item, context),
                "reasons": [str(reason) for reason in row.reasons],
                "takeable": row.takeable,
                "refusal": row.refusal,
            }
            for row in rows
        ]
        following_cursor = str(following) if following else None
        return Response({"next": next_address(request, following_cursor), "results": results})


class QueueNext(APIView):
    """The next item of a queue."""

    @operation(
        "Take the next item of a queue",
        query=NamedQueueQuery,
        answers={200: ItemSerializer, 204: None},
        repeatable=True,
        refusals=["leased", "status"],
    )
    def post(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """An item leased to the reviewer, 204 when nothing waits for them."""
        project = seen_project(request, project_id)
        item = take_next(person(request), project=project, only=saved_filter(query["queue"]))
        if item is None:
            return Response(status=204)
        return shown_item(request, item)


class ArticleTake(APIView):
    """All that waits in one article."""

    @operation(
        "Take all that waits in an article",
        answers=ItemsSerializer,
        repeatable=True,
        refusals=["leased", "status"],
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """The items, leased to the reviewer, in the order of the text."""
        article = visible_article(person(request), article_id)
        items = take_article(person(request), article=article)
        return Response({"results": [item_body(request, item) for item in items]})


def _reviewed(request: Request, project_id: UUID) -> Project:
    project = seen_project(request, project_id)
    require(person(request), "queue.view", project)
    return project
