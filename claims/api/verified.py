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
from claims.api.renderers import CSVRenderer, JSONLinesRenderer, NDJSONRenderer
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

PAGE = 100


MEDIA_TYPES = {
    renderer.format: renderer.media_type for renderer in (JSONRenderer, JSONLinesRenderer, CSVRenderer)
}


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


class VerifiedList(APIView):
    """Verified claims or figures in the format that the address' suffix or the Accept header names."""

    renderer_classes = [JSONRenderer, JSONLinesRenderer, NDJSONRenderer, CSVRenderer]
    rows: ClassVar[Callable[..., QuerySet[Any]]]
    shape: ClassVar[tuple[Field, ...]]
    alias: ClassVar[str]
    noun: ClassVar[str]

    def answer(
        self, request: Request, project_id: UUID, query: dict[str, Any], suffix: str
    ) -> HttpResponseBase:
        """A page of JSON, or everything as JSON Lines or CSV."""
        project = seen_project(request, project_id)
        filters = Filters(**{name: query[name] for name in FILTER_NAMES if name in query})
        rows = type(self).rows(person(request), project=project, filters=filters)
        if query["order"].startswith("-"):
            rows = rows.reverse()
        selection = Selection(tuple(query.get("fields", ())), query["offsets"] == "utf16")
        wanted = suffix or request.accepted_renderer.format
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
        check = access_check(request, project, "export.read")
        renderer = request.accepted_renderer
        media_type = renderer.media_type if renderer.format == wanted else MEDIA_TYPES[wanted]
        response = StreamingHttpResponse(
            while_allowed(in_chunks(_lines(statement, shape, wanted)), check),
            content_type=f"{media_type}; charset=utf-8",
        )
        name = f"verified-{self.noun}-{project.pk}.{wanted}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class VerifiedClaimList(VerifiedList):
    """Verified claims."""

    rows = staticmethod(verified_claims)
    shape, alias, noun = CLAIM, "c", "claims"

    @operation("Read verified claims", query=ExportQuery, answers=answers("VerifiedClaim"))
    def get(
        self, request: Request, project_id: UUID, suffix: str = "", *, query: dict[str, Any]
    ) -> HttpResponseBase:
        """With figures, spans, quotes, context, article, claimant, evidence, verdict, people and dates.

        JSON comes in pages; JSON Lines and CSV come whole, from one instant, with
        a last line that holds the count and the SHA-256 of all before it: without it the answer was cut off.
        """
        return self.answer(request, project_id, query, suffix)


class VerifiedFigureList(VerifiedList):
    """Verified figures, of claims or alone."""

    rows = staticmethod(verified_figures)
    shape, alias, noun = FIGURE, "f", "figures"

    @operation("Read verified figures", query=ExportQuery, answers=answers("VerifiedFigure"))
    def get(
        self, request: Request, project_id: UUID, suffix: str = "", *, query: dict[str, Any]
    ) -> HttpResponseBase:
        """Faithful transcriptions of quantities, each with its article, span, evidence and people."""
        return self.answer(request, project_id, query, suffix)


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
