"""A table whose text column isn't known: read its first rows, and say which column holds what."""

from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen
from claims.api.conditions import version_seen, with_etag
from claims.api.importitems import ImportItemSerializer
from claims.api.operations import operation
from claims.importing.columns import UNKNOWN, choose_columns, preview
from claims.models import ImportItem
from claims.permissions import require
from claims.refusals import Conflict
from claims.tasks import wake_importers


def column(meaning: str, **options: Any) -> serializers.CharField:
    """The name of the column that holds something."""
    options = {"required": False, "allow_blank": True} | options
    return serializers.CharField(max_length=1_000, trim_whitespace=False, help_text=meaning, **options)


class ColumnsSerializer(StrictSerializer):
    """Which column holds which field; empty for none."""

    text = column("The column of the text", required=True, allow_blank=False)
    title = column("… of the title")
    url = column("… of the address")
    publisher = column("… of the publisher")
    byline = column("… of the author line")
    published = column("… of the date: 2015-09-14, 2015-09 or 2015")
    language = column("… of the language (BCP 47)")
    key = column("… of your own identifier")


class PreviewSerializer(serializers.Serializer[Any]):
    """The beginning of a table."""

    columns = serializers.ListField(child=serializers.CharField(allow_blank=True))
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True)),
        help_text="The first five; long cells are cut",
    )
    chosen = serializers.DictField(
        child=serializers.CharField(), help_text="What is known: the field, and its column"
    )


class ImportItemColumns(APIView):
    """The columns of one file of an import."""

    @operation(
        "Look at a table's columns", answers=PreviewSerializer, refusals=["columns_known", "forbidden"]
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Its columns and first rows, while it waits for somebody to say which holds the text."""
        item = seen(ImportItem, request, pk, "project", "job", "original")
        require(person(request), "article.import", item.project)
        if item.failure_code != UNKNOWN:
            raise Conflict("The columns of this file aren't asked for.", code="columns_known")
        found = preview(item)
        body = {"columns": found.columns, "rows": found.rows, "chosen": found.chosen}
        return with_etag(Response(body), item)

    @operation(
        "Say which column holds what",
        body=ColumnsSerializer,
        answers=ImportItemSerializer,
        conditional=True,
        refusals=["columns", "columns_known"],
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """A worker then reads the file again."""
        seen(ImportItem, request, pk)
        written = ColumnsSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        version = version_seen(request)
        item = choose_columns(
            person(request), item_id=pk, version=version, columns=dict(written.validated_data)
        )
        transaction.on_commit(wake_importers)
        return with_etag(Response(ImportItemSerializer(item).data), item)
