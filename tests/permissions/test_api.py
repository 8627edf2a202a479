"""C38: every operation of the API for everybody, on rows of their own project, of another, and of none.

What members get on their own rows stands in `api.tsv`, a line for each operation. An operation that is new
fails here until its line says what everybody may do; the failure shows
what they get now.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.cast import Caller, Cast, make_cast
from tests.permissions.operations import OPERATIONS, Operation
from tests.permissions.world import ACTORS, MEMBERS, Place, foreign_place, missing_place, own_place

TABLE = Path(__file__).with_name("api.tsv")


class _Undone(Exception):
    pass


@pytest.fixture(scope="module")
def cast(kept_rows: None) -> Cast:
    """The cast of all tests here, which leave everything as it was."""
    return make_cast()


@pytest.fixture(scope="module")
def api(cast: Cast) -> Caller:
    """Calls the API as any of the actors, who are signed in already."""
    api = Caller()
    for actor in ACTORS:
        api.client_of(person(cast, actor))
    return api


@pytest.fixture(scope="module")
def own(cast: Cast) -> Place:
    return own_place(cast)


@pytest.fixture(scope="module")
def foreign(cast: Cast) -> Place:
    return foreign_place(cast)


def person(cast: Cast, actor: str) -> Any:
    return None if actor == "anonymous" else getattr(cast, actor)


def ask(api: Any, cast: Any, actor: str, operation: Operation, place: Any) -> tuple[int, bytes]:
    """What `actor` gets; nothing of it stays."""
    try:
        with transaction.atomic():
            answer = api(
                person(cast, actor),
                operation.method,
                operation.address(place),
                operation.body(place, cast),
                if_match="*",
            )
            raise _Undone
    except _Undone:
        assert answer.has_header("ETag") == operation.declares("ETag", answer.status_code)
        return answer.status_code, b"" if answer.streaming else answer.content


def expected() -> dict[str, dict[str, int]]:
    """The table: by operation, what each actor gets on their own project's rows."""
    with TABLE.open() as lines:
        return {
            row["operation"]: {actor: int(row[actor]) for actor in ACTORS}
            for row in csv.DictReader(lines, delimiter="\t")
        }


def test_c38_the_table_names_every_operation_and_no_other():
    assert set(expected()) == {operation.name for operation in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_c38_everybody_gets_exactly_what_the_table_says(db, cast, api, own, operation):
    got = {actor: ask(api, cast, actor, operation, own)[0] for actor in ACTORS}
    assert got == expected()[operation.name]


@pytest.mark.parametrize(
    "operation", [operation for operation in OPERATIONS if operation.names_a_row], ids=lambda o: o.name
)
def test_c38_foreign_is_the_same_as_missing(db, cast, api, foreign, operation):
    missing = missing_place(foreign)
    for actor in [*MEMBERS, "former_member", "staff", "disabled", "anonymous"]:
        status = 401 if actor in {"disabled", "anonymous"} else 404
        theirs, nothing = (ask(api, cast, actor, operation, place) for place in (foreign, missing))
        assert theirs == nothing, actor
        assert theirs[0] == status, actor
