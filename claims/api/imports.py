"""Imports over REST: begin one, follow it, pause, resume, cancel, retry."""

import json
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import StreamingHttpResponse
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.api.parsers import StrictJSONParser
from claims.api.people import person_field
from claims.choices import ItemState
from claims.importing import controlling
from claims.importing.progress import notice_of, progress_of
from claims.importing.reports import report_lines
from claims.importing.starting import Upload, start_import
from claims.models import ImportItem, ImportJob
from claims.permissions import require
from claims.refusals import Invalid
from claims.tasks import wake_importers

DOCUMENTS_NAME = "documents.jsonl"
MOST_DOCUMENTS = 1_000


class DocumentSerializer(StrictSerializer):
    """One document with what is known about it."""

    text = serializers.CharField(max_length=1_000_000, trim_whitespace=False)
    title = serializers.CharField(max_length=1000, required=False)
    url = serializers.URLField(max_length=2000, required=False)
    publisher = serializers.CharField(max_length=300, required=False)
    byline = serializers.CharField(max_length=500, required=False)
    published = serializers.CharField(max_length=40, required=False, help_text="2015-09-14, 2015-09 or 2015")
    language = serializers.CharField(max_length=35, required=False)
    key = serializers.CharField(max_length=200, required=False, help_text="Your own identifier")


class NewImportSerializer(StrictSerializer):
    """What to import, as JSON."""

    label = serializers.CharField(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]
    documents = serializers.ListField(
        child=DocumentSerializer(), required=False, max_length=MOST_DOCUMENTS, allow_empty=True
    )
    addresses = serializers.ListField(
        child=serializers.CharField(max_length=2000),
        required=False,
        max_length=MOST_DOCUMENTS,
        help_text="Of public web pages, to be fetched",
    )


class NewUploadSerializer(StrictSerializer):
    """What to import, as multipart/form-data: one or more files named `files`."""

    label = serializers.CharField(max_length=300, required=False, allow_blank=True)  # type: ignore[assignment]
    cut = serializers.BooleanField(default=True, help_text="Propose cuts where a page holds several articles")
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), max_length=200)


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
        return progress_of(job).counts

    def get_total(self, job: ImportJob) -> int:
        """All documents that are known by now."""
        return progress_of(job).total

    def get_done(self, job: ImportJob) -> int:
        """Documents with which workers are finished."""
        return progress_of(job).done

    def get_notice(self, job: ImportJob) -> str:
        """What a person should know."""
        return notice_of(progress_of(job))


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


class ItemQuery(PageQuery):
    """Which documents."""

    state = serializers.ChoiceField(ItemState.choices, required=False)


class ImportList(APIView):
    """The project's imports."""

    parser_classes = (StrictJSONParser, MultiPartParser)

    @operation("List imports", query=PageQuery, answers=page_of(ImportSerializer), refusals=[403])
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Newest first."""
        project = seen_project(request, project_id)
        require(person(request), "article.import", project)
        rows = ImportJob.objects.visible_to(person(request)).filter(project=project)
        rows = rows.select_related("created_by")
        return paged(request, rows, query, order=("-created_at", "-id"), show=listed(ImportSerializer))

    @operation(
        "Begin an import",
        body={"application/json": NewImportSerializer, "multipart/form-data": NewUploadSerializer},
        answers={201: ImportSerializer},
        repeatable=True,
        refusals=[403],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """Accept documents as JSON, or files as multipart/form-data; workers do the rest."""
        project = seen_project(request, project_id)
        require(person(request), "article.import", project)
        written = _written(request)
        job = start_import(
            person(request),
            project=project,
            uploads=_uploads(written),
            addresses=list(dict.fromkeys(written.get("addresses", []))),
            label=written.get("label", ""),
            options={} if written.get("cut") else {"cut": False},
        )
        transaction.on_commit(wake_importers)
        response = with_etag(Response(ImportSerializer(job).data, status=201), job)
        response["Location"] = f"/api/v1/imports/{job.pk}"
        return response


class ImportDetail(APIView):
    """One import."""

    @operation("Read an import", answers=ImportSerializer, refusals=[403])
    def get(self, request: Request, pk: UUID) -> Response:
        """How far it has come by now."""
        job = _job(request, pk)
        return with_etag(Response(ImportSerializer(job).data), job)


class ImportItemList(APIView):
    """The documents of an import."""

    @operation(
        "List the documents of an import",
        query=ItemQuery,
        answers=page_of(ImportItemSerializer),
        refusals=[403],
    )
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """In their order, each with what became of it."""
        rows = ImportItem.objects.filter(job=_job(request, pk)).prefetch_related("articles").defer("text")
        if "state" in query:
            rows = rows.filter(state=query["state"])
        return paged(request, rows, query, order=("ordinal", "id"), show=listed(ImportItemSerializer))


class ImportAction(APIView):
    """Pause, resume, cancel, or retry what failed."""

    action = ""

    @operation("Change an import", answers=ImportSerializer, conditional=True, refusals=[403])
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

    @operation("Download the report of an import", answers={(200, "text/csv"): bytes}, refusals=[403])
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


def _written(request: Request) -> dict[str, Any]:
    if not request.content_type.startswith("multipart/"):
        written: StrictSerializer = NewImportSerializer(data=request.data)
    else:
        data: dict[str, Any] = dict(request.POST.items())
        if request.FILES:
            data |= {name: request.FILES.getlist(name) for name in request.FILES}
        written = NewUploadSerializer(data=data)
    written.is_valid(raise_exception=True)
    return dict(written.validated_data)


def _uploads(written: dict[str, Any]) -> list[Upload]:
    uploads = [Upload(file, file.name, {}) for file in written.get("files", [])]
    if documents := written.get("documents"):
        lines = "\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
        uploads.append(Upload(ContentFile(lines.encode()), DOCUMENTS_NAME, {}))
    if not uploads and not written.get("addresses"):
        raise Invalid({"documents": ["Give documents, addresses or files."]}, code="nothing_to_import")
    return uploads
