"""The documentation of the API, made from its OpenAPI document: no script, nothing from elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.api.description.sparse import is_sparse
from claims.api.description.tables import codes
from claims.api.errors import REFUSALS
from claims.api.openapi import document
from claims.exporting.dictionary import SHAPES, dictionary_rows
from claims.pages.door import page

METHODS = ("get", "post", "patch", "put", "delete")
REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Body:
    """What goes in or comes out in one media type: its shape, and an example as it is sent."""

    status: str
    when: str
    media_type: str
    kind: str
    shape: str
    example: str
    headers: list[str]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    bodies: list[Body]
    answers: list[Body]
    problems: list[tuple[str, list[str]]]


@page
@require_GET
def schema_docs(request: HttpRequest) -> HttpResponse:
    """Every operation, every shape, and the data dictionary of the exports."""
    found = document()
    groups: dict[str, list[Operation]] = {}
    for operation, tag in _operations(found):
        groups.setdefault(tag, []).append(operation)
    shown = {
        "groups": sorted(groups.items()),
        "schemas": [
            (name, _plain(schema), _values(schema), _properties(schema))
            for name, schema in sorted(found["components"]["schemas"].items())
            if not is_sparse(name)
        ],
        "problems": [(status, when, codes()[status]) for status, when in sorted(REFUSALS.items())],
        "dictionary": [(name, list(dictionary_rows(fields))) for name, fields in SHAPES.items()],
        "idempotency_kept_days": settings.IDEMPOTENCY_KEPT_DAYS,
        "trail": [(_("API documentation"), "")],
    }
    return render(request, "claims/docs/reference.html", shown)


def _operations(found: dict[str, Any]) -> Iterator[tuple[Operation, str]]:
    for path, operations in found["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                yield _operation(found, path, method, operation), operation["tags"][0]


def _operation(found: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Operation:
    answers = operation["responses"]
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=[
            {
                **parameter,
                "kind": kind_of(parameter["schema"]),
                "description": parameter.get("description") or _plain(parameter["schema"]),
                "values": _values(parameter["schema"]),
            }
            for parameter in operation.get("parameters", [])
        ],
        bodies=list(_bodies("", operation.get("requestBody", {}))),
        answers=[
            body
            for status, answer in sorted(answers.items())
            if "$ref" not in answer
            for body in _bodies(status, answer)
        ],
        problems=[
            (status, _codes(found, answer["$ref"]))
            for status, answer in sorted(answers.items())
            if "$ref" in answer
        ],
    )


def _bodies(status: str, said: dict[str, Any]) -> Iterator[Body]:
    headers = [name for name in said.get("headers", {}) if not name.startswith("RateLimit-")]
    content = said.get("content", {})
    for media_type, kind in content.items():
        example = kind.get("example", "")
        written = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
        schema = kind["schema"].get("anyOf", [kind["schema"]])[0]  # the whole shape before the sparse one
        words = kind_of(schema)
        shape = schema.get("$ref", "").removeprefix(REFERENCE)
        yield Body(status, said.get("description", ""), media_type, words, shape, written, headers)
    if status and not content:
        yield Body(status, said.get("description", ""), "", "", "", "", headers)


def _codes(found: dict[str, Any], reference: str) -> list[str]:
    """The codes that a refusal of an operation may have."""
    (content,) = found["components"]["responses"][reference.rpartition("/")[2]]["content"].values()
    listed: list[str] = content["schema"]["allOf"][1]["properties"]["code"]["enum"]
    return listed


def _values(schema: dict[str, Any]) -> dict[str, str]:
    """The meaning of each value that may stand here."""
    inner = schema.get("items", schema)
    meanings: dict[str, str] = inner.get("x-enumDescriptions", {})
    return meanings


def _properties(schema: dict[str, Any]) -> list[dict[str, Any]]:
    required = set(schema.get("required", []))
    return [
        {
            "name": name,
            "kind": kind_of(value),
            "required": name in required,
            "description": _plain(value),
            "values": _values(value),
        }
        for name, value in schema.get("properties", {}).items()
    ]


def _plain(schema: dict[str, Any]) -> str:
    """The description without the list of values, which stands beside it."""
    lines: list[str] = schema.get("description", "").split("\n")
    return "\n".join(line for line in lines if not line.startswith("* `"))


def kind_of(schema: dict[str, Any]) -> str:
    """What a schema allows, in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].removeprefix(REFERENCE))
    for joint in ("allOf", "oneOf", "anyOf"):
        if joint in schema:
            return " or ".join(kind_of(part) for part in schema[joint])
    if "enum" in schema:
        return " | ".join("null" if value is None else str(value) or "“”" for value in schema["enum"])
    kind = schema.get("type", "any")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if "array" in words and "items" in schema:
        return f"list of {kind_of(schema['items'])}"
    return f"{words} ({schema['format']})" if "format" in schema else words
