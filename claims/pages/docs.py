"""The documentation of the API, made from its OpenAPI document: no script, nothing from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.api.openapi import document
from claims.exporting.dictionary import SHAPES, dictionary_rows
from claims.pages.door import page

METHODS = ("get", "post", "patch", "put", "delete")
REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    body: str
    answers: list[tuple[str, str, str]]


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
            (name, schema, _properties(schema))
            for name, schema in sorted(found["components"]["schemas"].items())
        ],
        "dictionary": [(name, list(dictionary_rows(fields))) for name, fields in SHAPES.items()],
        "trail": [(_("API documentation"), "")],
    }
    return render(request, "claims/docs/reference.html", shown)


def _operations(found: dict[str, Any]) -> Iterator[tuple[Operation, str]]:
    for path, operations in found["paths"].items():
        for method in METHODS:
            if method in operations:
                operation = operations[method]
                yield _operation(path, method, operation), operation["tags"][0]


def _operation(path: str, method: str, operation: dict[str, Any]) -> Operation:
    content = operation.get("requestBody", {}).get("content", {})
    return Operation(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=[
            {**parameter, "kind": kind_of(parameter["schema"])}
            for parameter in operation.get("parameters", [])
        ],
        body=next((kind_of(kind["schema"]) for kind in content.values()), ""),
        answers=[
            (status, answer.get("description", ""), _answer_kinds(answer))
            for status, answer in sorted(operation["responses"].items())
        ],
    )


def _answer_kinds(answer: dict[str, Any]) -> str:
    return ", ".join(
        f"{media_type}: {kind_of(kind['schema'])}" for media_type, kind in answer.get("content", {}).items()
    )


def _properties(schema: dict[str, Any]) -> list[dict[str, Any]]:
    required = set(schema.get("required", []))
    return [
        {
            "name": name,
            "kind": kind_of(value),
            "required": name in required,
            "description": value.get("description", ""),
        }
        for name, value in schema.get("properties", {}).items()
    ]


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
