from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.api.people import PersonSerializer, person_field
from claims.models import Claim, Comment, Figure
from claims.notifying.comments import LONGEST, add_comment, settle_comment


class RemarkSerializer(serializers.ModelSerializer[Comment]):
    """What a person says about an item."""

    author = person_field()
    mentions = PersonSerializer(many=True, read_only=True)

    class Meta:
        model = Comment
        fields = ("id", "claim", "figure", "author", "text", "mentions", "created_at", "resolved_at")
        read_only_fields = fields


class NewRemarkSerializer(StrictSerializer):
    """A comment; “@name” calls a member who may see the item."""

    text = serializers.CharField(max_length=LONGEST)


class CommentList(APIView):
    """What is said about one claim or figure."""

    model: type[Claim | Figure] = Claim

    @operation("List comments", query=PageQuery, answers=page_of(RemarkSerializer))
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """Oldest first."""
        item = seen(self.model, request, pk)
        rows = item.comments.select_related("author").prefetch_related("mentions")
        return paged(request, rows, query, order=("created_at", "id"), show=listed(RemarkSerializer))

    @operation("Comment", body=NewRemarkSerializer, answers={201: RemarkSerializer}, repeatable=True)
    def post(self, request: Request, pk: UUID) -> Response:
        """Say something about it; who is called with “@” is told."""
        written = NewRemarkSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        comment = add_comment(person(request), self.model, pk=pk, text=written.validated_data["text"])
        return Response(RemarkSerializer(comment).data, status=201)


class CommentSettle(APIView):
    """Mark a comment as dealt with."""

    @operation("Settle a comment", answers=RemarkSerializer, repeatable=True)
    def post(self, request: Request, pk: UUID) -> Response:
        """Settling it again changes nothing."""
        return Response(RemarkSerializer(settle_comment(person(request), pk=pk)).data)
