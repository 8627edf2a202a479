"""The OpenAPI document: what the declarations of the operations leave to say."""

import functools
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

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
    for schema in components.values():
        for value in schema.get("properties", {}).values():
            if value.get("format") == "uri":
                del value["format"]  # an address may be empty, which is no URI
    return result


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
