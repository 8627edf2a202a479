"""Exports as files: ask for one, see how far it is, download its files, go on with a cut download."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.access import access_check
from claims.api.base import StrictSerializer, person, seen, seen_project
from claims.api.exportquery import FilterFields
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.choices import ExportFormat
from claims.exporting.building import request_export
from claims.exporting.downloads import file_of, pieces, wanted_bytes
from claims.exporting.filters import Filters
from claims.exporting.stream import while_allowed
from claims.models import Export
from claims.permissions import require
from claims.tasks import wake_exporters

RANGE = OpenApiParameter(
    "Range", str, OpenApiParameter.HEADER, description="bytes=1000- goes on where a download was cut"
)


class ExportSerializer(serializers.ModelSerializer[Export]):
    """An export, how far it is, and the manifest of its files."""

    project = serializers.UUIDField(source="project_id", read_only=True)
    manifest = serializers.DictField(read_only=True, help_text="Files with rows, sizes and hashes")
    filters = serializers.DictField(read_only=True)
    kept_until = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="When its files are removed; null before it is finished"
    )

    class Meta:
        model = Export
        fields = (
            "id",
            "project",
            "format",
            "filters",
            "state",
            "done",
            "total",
            "manifest",
            "failure",
            "created_at",
            "finished_at",
            "kept_until",
        )
        read_only_fields = fields


class ExportFilterSerializer(FilterFields, StrictSerializer):
    """What an export is narrowed to; see the parameters of verified-claims."""


class NewExportSerializer(StrictSerializer):
    """What to export."""

    format = serializers.ChoiceField(ExportFormat.choices)
    filters = ExportFilterSerializer(required=False)


class ExportList(APIView):
    """One's own exports."""

    @operation(
        "List one's exports",
        query=PageQuery,
        answers=page_of(ExportSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Newest first."""
        project = seen_project(request, project_id)
        require(person(request), "export.read", project)
        rows = Export.objects.visible_to(person(request)).filter(project=project)
        return paged(request, rows, query, order=("-created_at", "-id"), show=listed(ExportSerializer))

    @operation(
        "Ask for an export",
        body=NewExportSerializer,
        answers={202: ExportSerializer},
        repeatable=True,
        refusals=["not_filtered"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """It is built in the background from one snapshot; read it until its state is finished."""
        project = seen_project(request, project_id)
        written = NewExportSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        filters = Filters(**written.validated_data.get("filters", {}))
        wanted = written.validated_data["format"]
        export = request_export(person(request), project=project, wanted=wanted, filters=filters)
        wake_exporters()
        return Response(ExportSerializer(export).data, status=202)


class ExportDetail(APIView):
    """One export of one's own."""

    @operation(
        "Read an export",
        answers=ExportSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """How far it is, and its manifest once it is finished."""
        export = seen(Export, request, pk, "project")
        require(person(request), "export.read", export)
        return Response(ExportSerializer(export).data)


class AnyRenderer(BaseRenderer):
    """Whatever type the file has: what is accepted doesn't matter."""

    media_type = "*/*"
    format = "file"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """A refusal as JSON; files don't come this way."""
        return JSONRenderer().render(data)


class ExportFile(APIView):
    """One file of an export."""

    renderer_classes = [AnyRenderer]

    @operation(
        "Download a file",
        answers={
            (200, "application/octet-stream"): OpenApiResponse(
                {"type": "string", "format": "binary"}, description="The whole file"
            ),
            (206, "application/octet-stream"): OpenApiResponse(
                {"type": "string", "format": "binary"}, description="The bytes that Range names"
            ),
        },
        parameters=[RANGE],
        refusals=["forbidden", "gone", "not_finished", "range"],
    )
    def get(self, request: Request, pk: UUID, name: str) -> StreamingHttpResponse:
        """Its SHA-256 is the ETag; with Range only some bytes, to go on with a cut download.

        Access is checked again at each download and while it runs.
        """
        export = seen(Export, request, pk, "project")
        require(person(request), "export.read", export)
        entry = file_of(export, name)
        tag = f'"{entry["sha256"]}"'
        header = request.headers.get("Range", "")
        if request.headers.get("If-Range", tag) != tag:
            header = ""
        part = wanted_bytes(header, entry["size"])
        start, end = part or (0, entry["size"])
        check = access_check(request, export.project, "export.read")
        response = StreamingHttpResponse(
            while_allowed(pieces(export.file_path(name), start, end), check),
            status=206 if part else 200,
            content_type=entry["media_type"],
        )
        response["Content-Length"] = str(end - start)
        response["Accept-Ranges"] = "bytes"
        response["ETag"] = tag
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        if part:
            response["Content-Range"] = f"bytes {start}-{end - 1}/{entry['size']}"
        return response
