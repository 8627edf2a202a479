from uuid import UUID

from django.db.models import Q
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.sources import change_source, create_source
from claims.api.base import Known, StrictModelSerializer, person, seen, seen_project
from claims.api.conditions import idempotent, version_seen, with_etag
from claims.api.pagination import CursorPages
from claims.models import Source
from claims.refusals import Invalid

LONGEST_SEARCH = 200


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


class SourceList(APIView):
    """The project's sources: search as one types, and make."""

    def get(self, request: Request, project_id: UUID) -> Response:
        """The sources whose title, address or publisher contains `?q=`."""
        project = seen_project(request, project_id)
        rows = Source.objects.visible_to(person(request)).filter(project=project)
        query = request.query_params.get("q", "").strip()
        if len(query) > LONGEST_SEARCH:
            raise Invalid({"q": [f"Search for up to {LONGEST_SEARCH} characters."]})
        if query:
            rows = rows.filter(
                Q(title__icontains=query) | Q(url__icontains=query) | Q(publisher__icontains=query)
            )
        pages = CursorPages()
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(
            SourceSerializer(page, many=True, context={"request": request}).data
        )

    @idempotent
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

    def get(self, request: Request, pk: UUID) -> Response:
        """The source."""
        source = seen(Source, request, pk)
        return with_etag(Response(SourceSerializer(source, context={"request": request}).data), source)

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
