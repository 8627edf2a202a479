"""Says in the OpenAPI document what an answer looks like when `fields=` names some fields only."""

from typing import Any

from claims.api.description.examples import REFERENCE, Schema
from claims.api.description.tables import SPARSE
from claims.api.sparse import PARAMETER, ROWS


def allow_sparse(document: Schema) -> None:
    """Let each operation that takes `fields` answer with its whole shape, or with parts of it.

    An answer to a request without `fields` is whole: a program that never sends it can rely on that shape.
    """
    shapes = document["components"]["schemas"]
    for methods in document["paths"].values():
        operation = methods.get("get", {})
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        content = operation.get("responses", {}).get("200", {}).get("content", {}).get("application/json", {})
        reference = content.get("schema", {}).get("$ref", "")
        if PARAMETER in names and reference:
            content["schema"] = {"anyOf": [content["schema"], _sparse(reference, shapes)]}


def is_sparse(name: str) -> bool:
    """Whether a shape is the sparse form of another."""
    return name.startswith(SPARSE)


def _sparse(reference: str, shapes: dict[str, Schema]) -> Schema:
    name = reference.removeprefix(REFERENCE)
    rows: dict[str, Any] | None = shapes[name]["properties"].get(ROWS)
    if rows is None:
        return {"$ref": _part_of(name, shapes)}
    part = {**rows, "items": {"$ref": _part_of(rows["items"]["$ref"].removeprefix(REFERENCE), shapes)}}
    return {**shapes[name], "properties": {**shapes[name]["properties"], ROWS: part}}


def _part_of(name: str, shapes: dict[str, Schema]) -> str:
    """The reference to the shape `name` of which nothing must be there."""
    whole = shapes[name]
    part = {key: value for key, value in whole.items() if key != "required"}
    shapes[SPARSE + name] = part | {"description": f"A {name} with the fields that `fields` names"}
    return f"{REFERENCE}{SPARSE}{name}"
