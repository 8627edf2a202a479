"""Verified claims and figures: in pages as JSON, and whole as JSON Lines or CSV from one snapshot."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from drf_spectacular.utils import OpenApiResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.access import access_check
from claims.api.base import person, seen_project
from claims.api.exportquery import ExportQuery
from claims.api.openapi import page_schema
from claims.api.operations import operation
from claims.api.pagination import next_address, read_cursor, unknown_cursor, written_cursor
from claims.api.renderers import (
    AnnotationsRenderer,
    AveritecRenderer,
    ClaimReviewRenderer,
    CSVRenderer,
    JSONLinesRenderer,
    NDJSONRenderer,
)
from claims.exporting import claimreview
from claims.exporting.documents import Document, documents
from claims.exporting.fields import Field
from claims.exporting.filters import FILTER_NAMES, Filters, verified_claims, verified_figures
from claims.exporting.rows import (
    Position,
    Selection,
    Statement,
    chosen_fields,
    fetched,
    json_statement,
    page_after,
)
from claims.exporting.shape import CLAIM, FIGURE
from claims.exporting.stream import in_chunks, snapshot, while_allowed
from claims.exporting.whole import whole_lines
from claims.models import Project
from claims.refusals import Conflict, Invalid

PAGE = 100


TABULAR: list[type[JSONRenderer]] = [JSONRenderer, JSONLinesRenderer, NDJSONRenderer, CSVRenderer]
# The more particular media type comes first: what is asked for without a profile is the general one.
VOCABULARIES: list[type[JSONRenderer]] = [AnnotationsRenderer, ClaimReviewRenderer, AveritecRenderer]


def answers(name: str) -> dict[Any, Any]:
    """The documented answers: a page of JSON, lines of JSON, a table."""
    line = OpenApiResponse({"type": "string"}, description="One object a line, and last the trailer")
    table = OpenApiResponse({"type": "string"}, description="A table, and last the line #end")
    return {
        (200, "application/json"): OpenApiResponse(page_schema(name), description="A page"),
        (200, "application/jsonl"): line,
        (200, "application/x-ndjson"): line,
        (200, "text/csv"): table,
    }


def array_of(field: str, meaning: str) -> dict[str, Any]:
    """The schema of a vocabulary's array, as far as we say it; its publisher says the rest."""
    known = {field: {"type": "string", "description": meaning}}
    return {"type": "array", "items": {"type": "object", "properties": known, "required": [field]}}


VOCABULARY_ANSWERS = {
    (200, "application/ld+json"): OpenApiResponse(
        array_of("@context", "Where its terms are defined"),
        description="ClaimReview of schema.org, or Web Annotations of the W3C",
    ),
    (200, "application/vnd.averitec+json"): OpenApiResponse(
        array_of("justification", "Why the claim has its label"),
        description="Entries as AVeriTeC publishes them",
    ),
}


class VerifiedList(APIView):
    """Verified claims or figures in the format that the address' suffix or the Accept header names."""

    renderer_classes = TABULAR
    rows: ClassVar[Callable[..., QuerySet[Any]]]
    shape: ClassVar[tuple[Field, ...]]
    alias: ClassVar[str]
    noun: ClassVar[str]

    @classmethod
    def media_types(cls) -> dict[str, str]:
        """The media type of each format, by the suffix that asks for it."""
        return {renderer.format: renderer.media_type for renderer in reversed(cls.renderer_classes)}

    def answer(
        self, request: Request, project_id: UUID, query: dict[str, Any], suffix: str
    ) -> HttpResponseBase:
        """A page of JSON, or everything as JSON Lines or CSV."""
        project = seen_project(request, project_id)
        filters = Filters(**{name: query[name] for name in FILTER_NAMES if name in query})
        rows = type(self).rows(person(request), project=project, filters=filters)
        if query["order"].startswith("-"):
            rows = rows.reverse()
        wanted = suffix or request.accepted_renderer.format
        if wanted in {renderer.format for renderer in VOCABULARIES}:
            if "fields" in query:
                raise Invalid({"fields": ["This form has fields of its own. Choose some of JSON or CSV."]})
            return self._vocabulary(request, project, filters, wanted)
        selection = Selection(tuple(query.get("fields", ())), query["offsets"] == "utf16")
        if wanted == "json":
            return self._page(request, rows, selection, query)
        return self._whole(request, project, rows, selection, wanted)

    def _page(
        self, request: Request, rows: QuerySet[Any], selection: Selection, query: dict[str, Any]
    ) -> HttpResponse:
        limit = query.get("limit") or PAGE
        newest_first = query["order"].startswith("-")
        page = page_after(rows, _position(query.get("cursor")), limit, newest_first=newest_first)
        found = fetched(json_statement(page, selection, positions=True))
        following = None
        if len(found) > limit:
            _, at, pk = found[limit - 1]
            following = next_address(request, written_cursor([at.isoformat(), str(pk)]))
        head = f'{{"next":{json.dumps(following)},"results":['.encode()
        body = ",".join(row[0] for row in found[:limit]).encode()
        return HttpResponse(head + body + b"]}", content_type="application/json")

    def _whole(
        self, request: Request, project: Project, rows: QuerySet[Any], selection: Selection, wanted: str
    ) -> StreamingHttpResponse:
        shape = chosen_fields(self.shape, selection, self.alias)
        statement = json_statement(rows, selection)
        renderer = request.accepted_renderer
        media_type = renderer.media_type if renderer.format == wanted else self.media_types()[wanted]
        name = f"verified-{self.noun}-{project.pk}.{wanted}"
        return _streamed(
            request, project, _lines(statement, shape, wanted), f"{media_type}; charset=utf-8", name
        )

    def _vocabulary(
        self, request: Request, project: Project, filters: Filters, wanted: str
    ) -> StreamingHttpResponse:
        """The bytes of the file that an export in this format has."""
        if wanted == "claimreview" and not claimreview.is_published(project):
            raise Conflict(
                "ClaimReview needs a publishing organisation and its address. Set them in the settings.",
                code="no_publisher",
            )
        (document,) = documents(person(request), project=project, wanted=wanted, filters=filters)
        lines = _document_lines(document)
        return _streamed(request, project, lines, self.media_types()[wanted], document.name)


class VerifiedClaimList(VerifiedList):
    """Verified claims."""

    rows = staticmethod(verified_claims)
    shape, alias, noun = CLAIM, "c", "claims"

    renderer_classes = [*TABULAR, *VOCABULARIES]

    @operation(
        "Read verified claims",
        query=ExportQuery,
        answers=answers("VerifiedClaim") | VOCABULARY_ANSWERS,
        fields=[field.name for field in CLAIM],
        refusals=["forbidden", "no_publisher"],
    )
    def get(
        self, request: Request, project_id: UUID, suffix: str = "", *, query: dict[str, Any]
    ) -> HttpResponseBase:
        """With figures, spans, quotes, context, article, claimant, evidence, verdict, people and dates.

        JSON comes in pages; JSON Lines and CSV come whole, from one instant, with
        a last line that holds the count and the SHA-256 of all before it: without it the answer was cut off.
        ClaimReview, Web Annotations (application/ld+json with the profile http://www.w3.org/ns/anno.jsonld)
        and AVeriTeC come whole as an array, which is no JSON without its end; what can't be written in
        such a form is left out, and the manifest of an export as files says which and why.
        """
        return self.answer(request, project_id, query, suffix)


class VerifiedFigureList(VerifiedList):
    """Verified figures, of claims or alone."""

    rows = staticmethod(verified_figures)
    shape, alias, noun = FIGURE, "f", "figures"

    @operation(
        "Read verified figures",
        query=ExportQuery,
        answers=answers("VerifiedFigure"),
        fields=[field.name for field in FIGURE],
        refusals=["forbidden"],
    )
    def get(
        self, request: Request, project_id: UUID, suffix: str = "", *, query: dict[str, Any]
    ) -> HttpResponseBase:
        """Faithful transcriptions of quantities, each with its article, span, evidence and people."""
        return self.answer(request, project_id, query, suffix)


def _streamed(
    request: Request, project: Project, lines: Iterator[bytes], content_type: str, name: str
) -> StreamingHttpResponse:
    """The lines as they come, for as long as whoever asked may read them."""
    check = access_check(request, project, "export.read")
    response = StreamingHttpResponse(while_allowed(in_chunks(lines), check), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _document_lines(document: Document) -> Iterator[bytes]:
    with snapshot() as source:
        yield from document.lines(source)


def _lines(statement: Statement, shape: tuple[Field, ...], wanted: str) -> Iterator[bytes]:
    with snapshot() as source:
        yield from whole_lines(source, statement, shape, wanted)


def _position(cursor: str | None) -> Position | None:
    if not cursor:
        return None
    at, pk = read_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        raise unknown_cursor() from None
