"""`fields=a,b` on everything that is read: each operation of the document that answers with JSON takes it."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from claims.api.openapi import document
from tests.exporting.material import make_verified_claim
from tests.permissions.operations import OPERATIONS, Operation
from tests.permissions.test_api import expected
from tests.permissions.world import MEMBERS, own_place

JSON = "application/json"
READING = [
    operation
    for operation in OPERATIONS
    if operation.method == "get"
    and JSON in document()["paths"][operation.path]["get"]["responses"]["200"]["content"]
]


def described(operation: Operation) -> dict[str, Any]:
    return document()["paths"][operation.path]["get"]


def names_of(operation: Operation) -> list[str]:
    """What the document says that `fields` may hold."""
    (parameter,) = [one for one in described(operation)["parameters"] if one["name"] == "fields"]
    return parameter["schema"]["items"]["enum"]


def rows_of(body: Any) -> list[dict[str, Any]]:
    return body["results"] if isinstance(body.get("results"), list) else [body]


@pytest.fixture
def read(cast, api):
    """Reads as a member who may, with more in the query; gives the answer."""
    place = own_place(cast)
    make_verified_claim(cast, "April 2016")
    may = expected()

    def answer(operation: Operation, more: str = "") -> Any:
        member = next(one for one in MEMBERS if may[operation.name][one] in {200, 409})
        address = operation.address(place)
        address += f"{'&' if '?' in address else '?'}{more}" if more else ""
        return api(getattr(cast, member), "get", address)

    return answer


def test_every_operation_that_reads_says_which_fields_may_be_chosen():
    silent = [
        operation.name
        for operation in READING
        if not any(one["name"] == "fields" for one in described(operation).get("parameters", []))
    ]
    assert silent == []
    assert len(READING) > 60


def test_chosen_fields_come_alone_and_as_they_were(read):
    wrong, empty = [], []
    for operation in READING:
        whole = read(operation)
        if whole.status_code == 409:
            continue  # what isn't asked for at present; the others show the rule
        known = names_of(operation)
        rows = rows_of(whole.json())
        empty += [operation.name] if not rows else []
        if any(not set(row) <= set(known) for row in rows):
            wrong.append((operation.name, "has fields that the document doesn't name", rows[0].keys()))
        for chosen in (known[:1], known[1::2] or known, known):
            sparse = read(operation, f"fields={','.join(chosen)}")
            expected_rows = [{name: value for name, value in row.items() if name in chosen} for row in rows]
            if sparse.status_code != 200 or rows_of(sparse.json()) != expected_rows:
                wrong.append((operation.name, chosen, sparse.content[:300]))
    assert wrong == []
    assert len(empty) < len(READING) // 4, empty


def test_a_field_that_there_isnt_is_refused_with_those_that_there_are(read):
    wrong = []
    for operation in READING:
        known = names_of(operation)
        for query in ("fields=annotator__password", f"fields={known[0]},nonsense", "fields="):
            answer = read(operation, query)
            told = answer.json()
            if (answer.status_code, told.get("code")) != (400, "unknown_field") or not all(
                name in told["errors"]["fields"][0] for name in known
            ):
                wrong.append((operation.name, query, told))
    assert wrong == []


def test_an_answer_without_fields_is_whole(read):
    components = {"components": document()["components"]}
    wrong = []
    for operation in READING:
        answer = read(operation)
        schema = described(operation)["responses"]["200"]["content"][JSON]["schema"]
        whole = schema.get("anyOf", [schema])[0] | components
        if answer.status_code == 200:
            validator = Draft202012Validator(whole, format_checker=FormatChecker())
            wrong += [(operation.name, error.message) for error in validator.iter_errors(answer.json())]
    assert wrong == []


def test_offsets_in_utf16_stay_with_their_field(cast, api):
    own_place(cast)
    path = f"/api/v1/articles/{cast.article.pk}/claims?offsets=utf16&fields=id,start"
    (row, *_) = api(cast.annotator, "get", path).json()["results"]
    assert row.keys() == {"id", "start", "start_utf16"}


def test_a_vocabulary_keeps_its_own_fields(cast, api):
    path = f"/api/v1/projects/{cast.project.pk}/verified-claims.annotations?fields=id"
    answer = api(cast.manager, "get", path)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "fields of its own" in answer.json()["detail"]
