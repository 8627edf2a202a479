"""Which files each format has, and how their bytes are made from one snapshot."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from claims.choices import ExportFormat
from claims.exporting import annotations, averitec, claimreview
from claims.exporting.fields import Field
from claims.exporting.filters import Filters, verified_claims, verified_figures
from claims.exporting.project import project_rows, project_statements
from claims.exporting.rows import Selection, Statement, json_statement
from claims.exporting.shape import CLAIM, FIGURE
from claims.exporting.stream import Snapshot, json_trailer, with_trailer
from claims.exporting.whole import whole_lines
from claims.models import Project, User
from claims.permissions import require
from claims.refusals import Invalid

LINKED_DATA = "application/ld+json"
FILE_NAMES: dict[str, tuple[str, ...]] = {
    ExportFormat.JSON_LINES: ("claims.jsonl", "figures.jsonl"),
    ExportFormat.CSV: ("claims.csv", "figures.csv"),
    ExportFormat.CLAIM_REVIEW: ("claimreview.jsonld",),
    ExportFormat.ANNOTATIONS: ("annotations.jsonld",),
    ExportFormat.AVERITEC: ("averitec.json",),
    ExportFormat.PROJECT: ("project.jsonl",),
}


@dataclass(slots=True)
class Document:
    """One file: its name, its media type, the rows it is made of, and how."""

    name: str
    media_type: str
    statement: Statement
    lines: Callable[[Snapshot], Iterator[bytes]]
    left_out: list[dict[str, str]] = field(default_factory=list)

    def entry(self, *, rows: int, size: int, sha256: str) -> dict[str, Any]:
        """What the manifest says about it, once it is written of `rows` rows."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "rows": rows - len(self.left_out),
            "size": size,
            "sha256": sha256,
        }


def documents(user: User, *, project: Project, wanted: str, filters: Filters) -> list[Document]:
    """The files of an export in the format `wanted`; raises Missing, Forbidden, Invalid."""
    if wanted == ExportFormat.PROJECT:
        return [_project(user, project, filters)]
    claims = json_statement(verified_claims(user, project=project, filters=filters))
    figures = json_statement(verified_figures(user, project=project, filters=filters))
    if wanted in {ExportFormat.JSON_LINES, ExportFormat.CSV}:
        return [_whole("claims", wanted, claims, CLAIM), _whole("figures", wanted, figures, FIGURE)]
    if wanted == ExportFormat.CLAIM_REVIEW:
        return [_array("claimreview.jsonld", LINKED_DATA, claims, claimreview.writer(project))]
    if wanted == ExportFormat.ANNOTATIONS:
        rows = verified_claims(user, project=project, filters=filters)
        counted = json_statement(rows, Selection(utf16=True))
        return [_array("annotations.jsonld", LINKED_DATA, counted, annotations.annotation)]
    return [_array("averitec.json", "application/json", claims, averitec.averitec_claim)]


def _whole(noun: str, wanted: str, statement: Statement, shape: tuple[Field, ...]) -> Document:
    media_type = "text/csv" if wanted == ExportFormat.CSV else "application/jsonl"

    def lines(source: Snapshot) -> Iterator[bytes]:
        return whole_lines(source, statement, shape, wanted)

    return Document(f"{noun}.{wanted}", media_type, statement, lines)


def _project(user: User, project: Project, filters: Filters) -> Document:
    """All of a project, for its managers, who see all of it."""
    require(user, "export.whole", project)
    if filters != Filters():
        raise Invalid({"filters": ["A whole project is exported without filters."]}, code="not_filtered")
    statements = project_statements(project)

    def lines(source: Snapshot) -> Iterator[bytes]:
        rows = (line for statement in statements for line in source.lines(statement))
        return with_trailer(rows, json_trailer)

    return Document("project.jsonl", "application/jsonl", project_rows(project), lines)


Writer = Callable[[dict[str, Any]], dict[str, Any] | str]


def _array(name: str, media_type: str, statement: Statement, write: Writer) -> Document:
    """A JSON array of what `write` makes of each claim; the reason where it says why there is nothing."""
    document = Document(name, media_type, statement, lambda source: iter(()))

    def lines(source: Snapshot) -> Iterator[bytes]:
        document.left_out.clear()
        separator = "[\n"
        for row in source.lines(statement):
            claim = json.loads(row)
            made = write(claim)
            if isinstance(made, str):
                document.left_out.append({"id": claim["id"], "reason": made})
                continue
            yield f"{separator}{json.dumps(made, ensure_ascii=False)}".encode()
            separator = ",\n"
        yield b"[]\n" if separator == "[\n" else b"\n]\n"

    document.lines = lines
    return document
