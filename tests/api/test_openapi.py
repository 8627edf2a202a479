"""The OpenAPI document is complete and true: nothing lacks its example, its meaning or its code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from claims.api.description.completing import METHODS, operations
from claims.api.description.examples import REFERENCE, Examples
from claims.api.description.tables import codes, fields, values
from claims.api.errors import MEDIA_TYPE, REFUSALS
from claims.api.openapi import document

ROOT = Path(__file__).parents[2]
# Where a code says why a fetch failed it is told as `failure_code` of a document, not as a refusal.
REFUSING = {"Conflict", "Forbidden", "Invalid", "ParseError", "Refusal", "ValidationError"}

# What is posted with neither a key nor a version, and why that is well.
WITHOUT_KEY = {
    "articles_activity_create": "it says where one is, until one says it again",
    "claims_renew_create": "it keeps the same for longer",
    "figures_renew_create": "it keeps the same for longer",
    "projects_tokens_create": "the answer that would be kept holds a secret",
    "projects_webhooks_create": "the answer that would be kept holds a secret",
}


def answers(operation: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The statuses of an operation with their answers, looked up where they are shared."""
    for status, answer in operation["responses"].items():
        name = answer.get("$ref", "").removeprefix("#/components/responses/")
        yield status, document()["components"]["responses"][name] if name else answer


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every body that goes in or out, with where it stands and its media type; not files."""
    bodies = [("body", operation.get("requestBody", {})), *answers(operation)]
    for place, body in bodies:
        for media_type, content in body.get("content", {}).items():
            if content["schema"].get("format") != "binary" and "octet-stream" not in media_type:
                yield f"{operation['operationId']} {place} {media_type}", media_type, content


def test_every_operation_has_examples_that_fit_their_shapes():
    components = document()["components"]
    wrong = []
    for operation in operations(document()):
        for place, _media_type, content in contents(operation):
            if "example" not in content:
                wrong.append(f"{place}: no example")
                continue
            schema = content["schema"] | {"components": components}
            validator = Draft202012Validator(schema, format_checker=FormatChecker())
            wrong += [f"{place}: {error.message}" for error in validator.iter_errors(content["example"])]
    assert wrong == []


def test_every_field_of_every_shape_has_an_example():
    shapes = document()["components"]["schemas"]
    examples = Examples(shapes)
    for name in shapes:
        examples.of({"$ref": f"{REFERENCE}{name}"})
    assert examples.lacking == set(), "say in claims/api/description/fields.tsv what these look like"


def test_every_value_of_a_closed_list_has_its_meaning():
    # The names that `fields` may hold are explained in the shape that has them.
    named = [
        id(parameter["schema"]["items"])
        for operation in operations(document())
        for parameter in operation.get("parameters", [])
        if parameter["name"] == "fields"
    ]
    lacking = [
        schema["enum"]
        for schema in every_object(document())
        if isinstance(schema.get("enum"), list)
        and id(schema) not in named
        and set(schema["enum"]) - {"", None} - set(schema.get("x-enumDescriptions", {}))
    ]
    assert lacking == []


def test_every_field_and_parameter_says_what_it_means():
    silent = {
        f"{shape}.{name}"
        for shape, schema in document()["components"]["schemas"].items()
        for name, value in schema.get("properties", {}).items()
        if not described(value)
    }
    for operation in operations(document()):
        for parameter in operation.get("parameters", []):
            if not described(parameter) and not described(parameter["schema"]):
                silent.add(f"{operation['operationId']}?{parameter['name']}")
    assert silent == set()


def test_every_status_has_its_codes_and_every_code_of_ours_its_meaning():
    assert codes().keys() >= {
        int(status)
        for operation in operations(document())
        for status in operation["responses"]
        if status >= "4"
    }
    assert codes().keys() == REFUSALS.keys()
    known = {code for meanings in codes().values() for code in meanings}
    assert {code for code, _file in written_codes()} - known == set()


def test_each_operation_names_the_codes_that_it_may_answer_with():
    told = {operation["operationId"]: problems(operation) for operation in operations(document())}
    verify = told["claims_verify_create"]
    assert verify["409"] == {"status", "leased", "upheld_already", "adjudicated", "invariant"}
    assert {"parts_missing", "invalid"} <= verify["400"]
    assert "quote_differs" not in verify["400"]
    assert "409" not in told["claims_retrieve"]
    assert told["sources_retrieve"]["404"] == {"not_found"}
    named = {code for statuses in told.values() for known in statuses.values() for code in known}
    # No operation answers to a method that it hasn't, and each refusal has a code that says more than this.
    assert {code for known in codes().values() for code in known} - named == {
        "method_not_allowed",
        "conflict",
    }


def test_every_operation_declares_its_headers():
    for operation in operations(document()):
        for status, answer in answers(operation):
            assert {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"} <= answer["headers"].keys()
            assert ("Retry-After" in answer["headers"]) == (status in {"429", "503"}), operation[
                "operationId"
            ]
        named = {parameter["name"] for parameter in operation.get("parameters", [])}
        assert ("If-Match" in named) == ("428" in operation["responses"]), operation["operationId"]
        assert ("Idempotency-Key" in named) == ("422" in operation["responses"]), operation["operationId"]


def test_whatever_makes_or_decides_may_be_sent_again():
    unsafe = {}
    for path, methods in document()["paths"].items():
        if "post" in methods:
            named = {parameter["name"] for parameter in methods["post"].get("parameters", [])}
            if not named & {"Idempotency-Key", "If-Match"}:
                unsafe[methods["post"]["operationId"]] = path
    assert unsafe.keys() == WITHOUT_KEY.keys()


def test_the_tables_say_nothing_of_what_isnt_there():
    shapes = document()["components"]["schemas"]
    gone = [
        name
        for name in fields()
        if "." in name and name.split(".")[1] not in shapes.get(name.split(".")[0], {}).get("properties", {})
    ]
    assert gone == []
    listed = {value for schema in every_object(document()) for value in schema.get("x-enumDescriptions", {})}
    assert {value for meanings in values().values() for value in meanings} - listed == set()


@pytest.mark.parametrize("path", sorted(document()["paths"]))
def test_an_operation_has_a_summary_and_says_what_it_does(path):
    for method, operation in document()["paths"][path].items():
        assert method in METHODS
        assert operation["summary"], operation["operationId"]
        assert operation["description"], operation["operationId"]


def problems(operation: dict[str, Any]) -> dict[str, set[str]]:
    """The codes of an operation's refusals by their status."""
    return {
        status: set(content["schema"]["allOf"][1]["properties"]["code"]["enum"])
        for status, answer in answers(operation)
        for media_type, content in answer.get("content", {}).items()
        if media_type == MEDIA_TYPE
    }


def described(schema: dict[str, Any]) -> bool:
    return bool(schema.get("description"))


def every_object(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from every_object(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from every_object(inner)


def written_codes() -> Iterator[tuple[str, str]]:
    """Every code that a refusal is given in the source: where it is raised, and in its class."""
    for file in sorted((ROOT / "claims").rglob("*.py")):
        if "text" in file.parts or "pages" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSING:
                said = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            elif isinstance(node, ast.ClassDef) and getattr((node.bases or [None])[0], "id", "") in REFUSING:
                said = [
                    line.value
                    for line in node.body
                    if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "code"
                ]
            else:
                continue
            yield from ((str(value.value), str(file)) for value in said if isinstance(value, ast.Constant))
