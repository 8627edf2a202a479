"""Imports over REST: begin one, follow it, pause, resume, cancel, retry."""

from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.http import StreamingHttpResponse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import operation
from claims.api.pagination import PageQuery, page_of, paged
from claims.api.parsers import StrictJSONParser
from claims.api.people import person_field
from claims.api.uploads import NewImportSerializer, NewUploadSerializer, uploads_of, written_import
from claims.importing import controlling
from claims.importing.encodings import with_encoding
from claims.importing.progress import Progress, notice_of, progresses_of
from claims.importing.reports import report_lines
from claims.importing.starting import start_import
from claims.models import ImportJob
from claims.permissions import require
from claims.tasks import wake_importers


@tells_current(ImportJob)
class ImportSerializer(serializers.ModelSerializer[ImportJob]):
    """An import and how far it has come."""

    project = serializers.UUIDField(source="project_id", read_only=True)
    created_by = person_field()
    counts = serializers.SerializerMethodField(help_text="Documents by state")
    total = serializers.SerializerMethodField()
    done = serializers.SerializerMethodField()
    notice = serializers.SerializerMethodField(help_text="Such as that no worker is running")

    class Meta:
        model = ImportJob
        fields = (
            "id", "project", "label", "state", "created_by", "created_at", "finished_at", "total", "done",
            "counts", "notice", "version"
        )  # fmt: skip
        read_only_fields = fields

    def get_counts(self, job: ImportJob) -> dict[str, int]:
        """Documents by state."""
        return self._progress(job).counts

    def get_total(self, job: ImportJob) -> int:
        """All documents that are known by now."""
        return self._progress(job).total

    def get_done(self, job: ImportJob) -> int:
        """Documents that have come to an end, other than by being given up."""
        return self._progress(job).done

    def get_notice(self, job: ImportJob) -> str:
        """What a person should know."""
        return notice_of(self._progress(job))

    def _progress(self, job: ImportJob) -> Progress:
        context = cast("dict[str, dict[UUID, Progress]]", self.context)
        known = context.setdefault("progresses", {})
        if job.pk not in known:
            known |= progresses_of([job])
        return known[job.pk]


def _shown(jobs: list[ImportJob]) -> Any:
    return ImportSerializer(jobs, many=True, context={"progresses": progresses_of(jobs)}).data


class ImportList(APIView):
    """The project's imports."""

    parser_classes = (StrictJSONParser, MultiPartParser)

    @operation("List imports", query=PageQuery, answers=page_of(ImportSerializer), refusals=["forbidden"])
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Newest first."""
        project = seen_project(request, project_id)
        require(person(request), "article.import", project)
        rows = ImportJob.objects.visible_to(person(request)).filter(project=project)
        rows = rows.select_related("created_by")
        return paged(request, rows, query, order=("-created_at", "-id"), show=_shown)

    @operation(
        "Begin an import",
        body={"application/json": NewImportSerializer, "multipart/form-data": NewUploadSerializer},
        answers={201: ImportSerializer},
        repeatable=True,
        refusals=["nothing_to_import", "storage", "too_many", "unknown_encoding"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Accept documents as JSON, or files as multipart/form-data; workers do the rest."""
        project = seen_project(request, project_id)
        require(person(request), "article.import", project)
        written = written_import(request)
        job = start_import(
            person(request),
            project=project,
            uploads=uploads_of(written),
            addresses=list(dict.fromkeys(written.get("addresses", []))),
            label=written.get("label", ""),
            options=with_encoding({} if written.get("cut") else {"cut": False}, written.get("encoding", "")),
        )
        transaction.on_commit(wake_importers)
        response = with_etag(Response(ImportSerializer(job).data, status=201), job)
        response["Location"] = f"/api/v1/imports/{job.pk}"
        return response


class ImportDetail(APIView):
    """One import."""

    @operation("Read an import", answers=ImportSerializer, refusals=["forbidden"])
    def get(self, request: Request, pk: UUID) -> Response:
        """How far it has come by now."""
        job = _job(request, pk)
        return with_etag(Response(ImportSerializer(job).data), job)


class ImportAction(APIView):
    """Pause, resume, cancel, or retry what failed."""

    action = ""

    @operation(
        "Change an import",
        answers=ImportSerializer,
        conditional=True,
        refusals=["nothing_to_retry", "state"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """The import as it is then."""
        act = {
            "pause": controlling.pause_import,
            "resume": controlling.resume_import,
            "cancel": controlling.cancel_import,
            "retry": controlling.retry_failed,
        }[self.action]
        job = act(person(request), pk=pk, version=version_seen(request))
        if self.action in {"resume", "retry"}:
            transaction.on_commit(wake_importers)
        return with_etag(Response(ImportSerializer(job).data), job)


class ImportReport(APIView):
    """A row per document."""

    @operation("Download the report of an import", answers={(200, "text/csv"): bytes}, refusals=["forbidden"])
    def get(self, request: Request, pk: UUID) -> StreamingHttpResponse:
        """As CSV; cells that a spreadsheet would run are quoted."""
        job = _job(request, pk)
        response = StreamingHttpResponse(report_lines(job), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{job.pk}.csv"'
        return response


def _job(request: Request, pk: UUID) -> ImportJob:
    job = seen(ImportJob, request, pk, "project", "created_by")
    require(person(request), "article.import", job.project)
    return job
