"""The OpenAPI document: what the declarations of the operations leave to say."""

import functools
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.description import completing
from claims.api.description.sparse import allow_sparse
from claims.api.tags import SPAN_EDGES
from claims.exporting.fields import Schema, object_schema
from claims.exporting.shape import CLAIM, FIGURE, utf16_fields

EXPORTED = {"VerifiedClaim": (CLAIM, "c"), "VerifiedFigure": (FIGURE, "f")}


class OpenApiDocument(APIView):
    """The document that describes this API, for people who are signed in."""

    schema = None

    def get(self, request: Request) -> Response:
        """OpenAPI 3.1 as JSON."""
        return Response(document())


@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI document of the whole API; it is the same for everybody."""
    generator: Any = SchemaGenerator
    found: dict[str, Any] = generator().get_schema(request=None, public=True)
    return found


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a program signs in."""

    target_class = "claims.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        """A bearer token."""
        description = "A token of the page “API tokens”: Authorization: Bearer annotator_..."
        return {"type": "http", "scheme": "bearer", "description": description}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The document with the shapes that Postgres writes; a hook of drf-spectacular."""
    components = result.setdefault("components", {}).setdefault("schemas", {})
    for name, (fields, alias) in EXPORTED.items():
        schema = object_schema((*fields, *utf16_fields(alias)))
        # `fields=` leaves fields out, and `offsets=utf16` adds two.
        schema["required"] = []
        components[name] = schema
    for name, schema in components.items():
        for value in schema.get("properties", {}).values():
            if value.get("format") == "uri":
                del value["format"]  # an address may be empty, which is no URI
            if {"type": "string", "maxLength": 0} in value.get("oneOf", []):
                value["anyOf"] = value.pop("oneOf")  # not every reader takes an empty text for no URI
        if not name.endswith("Request") and {"start", "end"} <= schema.get("properties", {}).keys():
            add_utf16(schema)
    completing.explain_fields(result)
    completing.explain_values(result)
    completing.declare_problems(result)
    completing.declare_headers(result)
    completing.give_examples(result, {name: fields for name, (fields, _alias) in EXPORTED.items()})
    completing.keep_own_forms(result)
    allow_sparse(result)
    return result


def add_utf16(schema: Schema) -> None:
    """Declare what `offsets=utf16` adds to a span; a body never has it."""
    if not schema.get("additionalProperties", True):
        return
    for edge in sorted(SPAN_EDGES & schema["properties"].keys()):
        schema["properties"][f"{edge}_utf16"] = {
            "type": "integer",
            "minimum": 0,
            "readOnly": True,
            "description": f"`{edge}` in UTF-16 code units; with ?offsets=utf16 only",
        }


def page_schema(name: str) -> Schema:
    """A page of exported rows."""
    return {
        "type": "object",
        "properties": {
            "next": {"type": ["string", "null"], "format": "uri", "description": "The next page"},
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        },
        "required": ["next", "results"],
    }
