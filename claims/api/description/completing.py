"""Completes the OpenAPI document: meanings, problems with their codes, headers, examples."""

from collections.abc import Iterator
from typing import Any

from claims.api.description.examples import (
    REFERENCE,
    Examples,
    Schema,
    lines_example,
    problem_example,
    table_example,
)
from claims.api.description.tables import codes, meaning_of, values
from claims.api.errors import MEDIA_TYPE, REFUSALS
from claims.api.operations import CODES
from claims.api.problems import EVERYWHERE, by_status
from claims.exporting.fields import Field

METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM = "#/components/responses/{name}"
HEADERS: dict[str, Schema] = {
    "ETag": {
        "description": "Which version of the row it is; of a file its hash. Send it back as If-Match.",
        "schema": {"type": "string"},
    },
    "RateLimit-Limit": {
        "description": "Requests that the token has a minute; with answers to tokens only.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Remaining": {
        "description": "Requests that are left of this minute.",
        "schema": {"type": "integer"},
    },
    "RateLimit-Reset": {
        "description": "Seconds until the next minute begins.",
        "schema": {"type": "integer"},
    },
    "Location": {"description": "Where to follow what was begun.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "How to sign in: Bearer.", "schema": {"type": "string"}},
}
# What carries the version of a row though it isn't the row itself, and files, which carry their hash.
TAGGED = {"Item", "Evidence", "EvidenceResults", "Preview", "ProposedCuts"}
FORMS = {
    "annotations": "application/ld+json",
    "averitec": "application/vnd.averitec+json",
    "claimreview": "application/ld+json",
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
VOCABULARIES = {"annotations", "averitec", "claimreview"}
BEGINNINGS = {"projects_feeds_create", "projects_imports_create"}
RATE = tuple(name for name in HEADERS if name.startswith("RateLimit-"))
SPECIAL = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}
PARAMETERS = {
    "article_id": "Identifier of the article",
    "id": "Its identifier",
    "name": "The file's name, from the manifest",
    "ordinal": "The sentence's place in the text, from 0",
    "project_id": "Identifier of the project",
    "article": "Of this article alone",
    "annotator": "Of this person alone",
    "state": "Where it stands",
}


def operations(document: Schema) -> Iterator[Schema]:
    """Every operation of the document."""
    for methods in document["paths"].values():
        yield from (methods[method] for method in METHODS if method in methods)


def explain_fields(document: Schema) -> None:
    """Say what each field and parameter means that its serializer doesn't explain."""
    for shape, schema in document["components"]["schemas"].items():
        for field, value in schema.get("properties", {}).items():
            if meaning := meaning_of(shape, field):
                value.setdefault("description", meaning)
    for operation in operations(document):
        for parameter in operation.get("parameters", []):
            name = parameter["name"]
            if meaning := PARAMETERS.get(name) or meaning_of("", name):
                parameter.setdefault("description", meaning)


def explain_values(document: Schema) -> None:
    """Say what each value of a closed list means, in its description and as x-enumDescriptions."""
    names = {id(schema): name for name, schema in document["components"]["schemas"].items()}
    for schema in _schemas(document):
        if "enum" in schema and (meanings := meanings_of(schema["enum"], names.get(id(schema), ""))):
            schema["x-enumDescriptions"] = meanings
            lines = [f"* `{value}`: {meaning}" for value, meaning in meanings.items()]
            schema["description"] = "\n".join(filter(None, [schema.get("description", ""), *lines]))


def meanings_of(listed: list[Any], name: str) -> dict[str, str]:
    """The meaning of each of the `listed` values, from the list `name` or the one that holds them all."""
    wanted = [value for value in listed if value not in {"", None}]
    named = [values()[name]] if name in values() else []
    for meanings in [*named, *sorted(values().values(), key=len)]:
        if wanted and meanings.keys() >= set(wanted):
            return {value: meanings[value] for value in wanted}
    return {}


def keep_own_forms(document: Schema) -> None:
    """Leave an address that ends in a form (`.csv`) that form alone; vocabularies have their own fields."""
    for path, methods in document["paths"].items():
        form = path.rpartition(".")[2]
        wanted = FORMS.get(form, "")
        content = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if wanted in content:
            methods["get"]["responses"]["200"]["content"] = {wanted: content[wanted]}
            if form in VOCABULARIES:
                parameters = methods["get"]["parameters"]
                methods["get"]["parameters"] = [one for one in parameters if one["name"] != "fields"]


def declare_problems(document: Schema) -> None:
    """Put every refusal in one place for all operations that have the same codes, with its example."""
    responses = document["components"].setdefault("responses", {})
    for operation in operations(document):
        found = by_status(operation.pop(CODES))
        for status, answer in operation["responses"].items():
            if MEDIA_TYPE in answer.get("content", {}):
                known = found[int(status)]
                further = "".join(f".{code}" for code in known if code not in EVERYWHERE)
                name = f"Problem{status}{further}"
                responses[name] = _problem(int(status), known)
                operation["responses"][status] = {"$ref": PROBLEM.format(name=name)}


def declare_headers(document: Schema) -> None:
    """Declare the headers of each answer that isn't a refusal."""
    document["components"]["headers"] = HEADERS
    shapes = document["components"]["schemas"]
    for operation in operations(document):
        for answer in operation["responses"].values():
            if "$ref" not in answer:
                tag = ("ETag",) if _is_tagged(operation, answer, shapes) else ()
                place = ("Location",) if operation["operationId"] in BEGINNINGS else ()
                answer.setdefault("headers", {}).update(_headers(*tag, *place, *RATE))


def give_examples(document: Schema, exported: dict[str, tuple[Field, ...]]) -> None:
    """Give each body and each answer an example."""
    examples = Examples(document["components"]["schemas"])
    for operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        rows = _exported_rows(operation, exported, examples)
        for body in bodies:
            for media_type, content in body.get("content", {}).items():
                if media_type in rows:
                    content["example"] = rows[media_type]
                elif "json" in media_type or media_type == "multipart/form-data":
                    content["example"] = examples.of(content["schema"])


def _exported_rows(
    operation: Schema, exported: dict[str, tuple[Field, ...]], examples: Examples
) -> dict[str, str]:
    """The examples of an export's other forms than JSON."""
    answer = operation["responses"].get("200", {}).get("content", {})
    page = answer.get("application/json", {}).get("schema", {}).get("properties", {}).get("results", {})
    name = page.get("items", {}).get("$ref", "").removeprefix(REFERENCE)
    if name not in exported:
        return {}
    row = examples.of({"$ref": REFERENCE + name})
    lines = lines_example(row)
    table = table_example(row, exported[name])
    return {"application/jsonl": lines, "application/x-ndjson": lines, "text/csv": table}


def _is_tagged(operation: Schema, answer: Schema, shapes: dict[str, Schema]) -> bool:
    """Whether an answer carries an ETag: what has a version of its own does."""
    if operation["operationId"] == "evidence_destroy":
        return True  # the item's, which goes on without it
    for media_type, content in answer.get("content", {}).items():
        name = content["schema"].get("$ref", "").removeprefix(REFERENCE)
        if name in TAGGED or "version" in shapes.get(name, {}).get("properties", {}):
            return True
        if media_type == "application/octet-stream":
            return True
    return False


def _problem(status: int, listed: list[str]) -> Schema:
    known = {code: codes()[status][code] for code in listed}
    meanings = "\n".join(f"* `{code}`: {meaning}" for code, meaning in known.items())
    narrowed = {
        "type": "object",
        "properties": {
            "status": {"const": status},
            "code": {"type": "string", "enum": list(known), "x-enumDescriptions": known},
        },
    }
    return {
        "description": f"{REFUSALS[status]}\n\n{meanings}",
        "headers": _headers(*SPECIAL.get(status, ()), *RATE),
        "content": {
            MEDIA_TYPE: {
                "schema": {"allOf": [{"$ref": f"{REFERENCE}Problem"}, narrowed]},
                "example": problem_example(status, listed[0]),
            }
        },
    }


def _headers(*names: str) -> dict[str, Schema]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _schemas(part: Any) -> Iterator[Schema]:
    """Every object of the document, whatever its depth."""
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from _schemas(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _schemas(inner)
