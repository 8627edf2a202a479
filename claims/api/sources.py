from typing import Any
from uuid import UUID

from django.db.models import Q
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.sources import change_source, create_source
from claims.api.base import Known, StrictModelSerializer, person, seen, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import operation
from claims.api.pagination import Orders, PageQuery, listed, order_field, page_of, paged
from claims.choices import Reliability, SourceKind
from claims.models import Source


@tells_current(Source)
class SourceSerializer(StrictModelSerializer):
    """A source of the project."""

    id = serializers.UUIDField(required=False)
    url = serializers.URLField(required=False, allow_blank=True, max_length=2000)
    repeats = Known(Source, required=False, allow_null=True)

    class Meta:
        model = Source
        fields = (
            "id",
            "title",
            "url",
            "publisher",
            "author",
            "published_from",
            "published_to",
            "accessed_on",
            "kind",
            "reliability",
            "repeats",
            "created_at",
            "version",
        )
        read_only_fields = ("created_at", "version")


ORDERS: Orders = {
    "oldest": ("Oldest first", ("created_at", "id")),
    "newest": ("Newest first", ("-created_at", "-id")),
    "title": ("By title", ("title", "id")),
}


class SourceQuery(PageQuery):
    """Which sources."""

    order = order_field(ORDERS)

    q = serializers.CharField(
        required=False, max_length=200, help_text="Part of the title, the address or the publisher"
    )
    kind = serializers.ChoiceField(SourceKind.choices, required=False)
    reliability = serializers.ChoiceField(Reliability.choices, required=False)


class SourceList(APIView):
    """The project's sources: search as one types, and make."""

    @operation("List sources", query=SourceQuery, answers=page_of(SourceSerializer))
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """The project's sources."""
        project = seen_project(request, project_id)
        rows = Source.objects.visible_to(person(request)).filter(project=project)
        if wanted := query.get("q"):
            rows = rows.filter(
                Q(title__icontains=wanted) | Q(url__icontains=wanted) | Q(publisher__icontains=wanted)
            )
        for name in ("kind", "reliability"):
            if name in query:
                rows = rows.filter(**{name: query[name]})
        show = listed(SourceSerializer, request=request)
        return paged(request, rows, query, order=ORDERS[query["order"]][1], show=show)

    @operation(
        "Make a source",
        body=SourceSerializer,
        answers={200: SourceSerializer, 201: SourceSerializer},
        repeatable=True,
        refusals=["identifier_taken"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Make a source; an address that the project has already gives that source (200)."""
        project = seen_project(request, project_id)
        context = {"request": request}
        written = SourceSerializer(data=request.data, context=context)
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        pk = fields.pop("id", None)
        source, new = create_source(person(request), project=project, fields=fields, pk=pk)
        body = SourceSerializer(source, context=context).data
        return with_etag(Response(body, status=201 if new else 200), source)


class SourceDetail(APIView):
    """One source."""

    @operation("Read a source", answers=SourceSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The source, with its version as ETag."""
        source = seen(Source, request, pk)
        return with_etag(Response(SourceSerializer(source, context={"request": request}).data), source)

    @operation(
        "Change a source",
        body=SourceSerializer,
        answers=SourceSerializer,
        conditional=True,
        refusals=["url_taken"],
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change some fields; needs If-Match."""
        context = {"request": request}
        written = SourceSerializer(
            seen(Source, request, pk), data=request.data, partial=True, context=context
        )
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        source = change_source(person(request), pk=pk, version=version_seen(request), fields=fields)
        return with_etag(Response(SourceSerializer(source, context=context).data), source)
