"""The documents of an import over REST, each with what became of it."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen, tells_current
from claims.api.conditions import with_etag
from claims.api.offsets import OffsetsQuery, counts_utf16, with_utf16
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.choices import ItemState
from claims.models import Cut, ImportItem, ImportJob
from claims.permissions import require


@tells_current(ImportItem)
class ImportItemSerializer(serializers.ModelSerializer[ImportItem]):
    """One document of an import, and what became of it."""

    articles = serializers.PrimaryKeyRelatedField[Any](many=True, read_only=True)
    duplicate_of = serializers.UUIDField(source="duplicate_of_id", read_only=True, allow_null=True)

    class Meta:
        model = ImportItem
        fields: tuple[str, ...] = (
            "id", "key", "ordinal", "name", "state", "failure_code", "failure", "articles", "duplicate_of",
            "attempts", "finished_at", "version"
        )  # fmt: skip
        read_only_fields: tuple[str, ...] = fields


class ProposedCutSerializer(serializers.ModelSerializer[Cut]):
    """A cut as it was proposed or confirmed, with how sure the method is and why."""

    class Meta:
        model = Cut
        fields = (
            "start", "end", "headline_start", "headline_end", "byline", "published", "confidence", "reasons"
        )  # fmt: skip
        read_only_fields = fields


class PageToCutSerializer(ImportItemSerializer):
    """A document with its text and its cuts."""

    cuts = ProposedCutSerializer(many=True, read_only=True)

    class Meta(ImportItemSerializer.Meta):
        fields = (*ImportItemSerializer.Meta.fields, "text", "cuts")
        read_only_fields = fields


class ItemQuery(PageQuery):
    """Which documents."""

    state = serializers.ChoiceField(ItemState.choices, required=False)


class ImportItemList(APIView):
    """The documents of an import."""

    @operation(
        "List the documents of an import",
        query=ItemQuery,
        answers=page_of(ImportItemSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """In their order, each with what became of it."""
        job = seen(ImportJob, request, pk, "project")
        require(person(request), "article.import", job.project)
        rows = ImportItem.objects.filter(job=job).prefetch_related("articles").defer("text")
        if "state" in query:
            rows = rows.filter(state=query["state"])
        return paged(request, rows, query, order=("ordinal", "id"), show=listed(ImportItemSerializer))


class ImportItemDetail(APIView):
    """One document of an import."""

    @operation(
        "Read a document of an import",
        query=OffsetsQuery,
        answers=PageToCutSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """With its text and proposed cuts while those await a person."""
        item = seen(ImportItem, request, pk, "project")
        require(person(request), "article.import", item.project)
        shown = PageToCutSerializer(item).data
        if counts_utf16(query):
            with_utf16(shown["cuts"], item.text)
        return with_etag(Response(shown), item)
