"""The API against its own OpenAPI document: whatever is sent, no fault of ours and nothing undeclared.

Four people in turn, seeded: 2,000 cases here, 20,000 under the marker `proof`, which prints what it sent.
Another seed: SCHEMATHESIS_SEED=1 make proof TESTS=tests/api.
"""

import functools
import itertools
import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.cast import Cast, make_cast
from tests.permissions.operations import OPERATION_NAMES
from tests.permissions.world import Place, own_place

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
SEED = int(os.environ.get("SCHEMATHESIS_SEED", "20261122"))
# As many for each operation as make the whole, however many there are.
CASES, PROVEN_CASES = (-(-whole // len(OPERATION_NAMES)) for whole in (2_000, 20_000))
ROLES = ["annotator", "reviewer", "manager", "outsider"]


class _Undone(Exception):
    pass


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Iterator[Counter[int]]:
    """How many answers of each status there were; told in the end."""
    counted: Counter[int] = Counter()
    yield counted
    told = ", ".join(f"{status}: {count}" for status, count in sorted(counted.items()))
    with request.config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{counted.total()} cases, {len(ROLES)} roles, seed {SEED}; answers {told}")


@pytest.fixture(scope="module")
def cast(kept_rows: None) -> Cast:
    """The cast of all tests here, which leave everything as it was."""
    return make_cast()


@pytest.fixture(scope="module")
def place(cast: Cast) -> Place:
    return own_place(cast)


@pytest.fixture(scope="module")
def secrets(cast: Cast) -> list[str]:
    """A token of each role."""
    return [_token(cast, role) for role in ROLES]


@pytest.mark.parametrize("name", OPERATION_NAMES)
def test_no_case_breaks_what_the_document_says(db, place, secrets, name, tally):
    assert _tried(place, secrets, name, CASES, tally) >= 1


@pytest.mark.proof
@pytest.mark.parametrize("name", OPERATION_NAMES)
def test_ten_times_as_many_cases_break_nothing_either(db, place, secrets, name, tally):
    assert _tried(place, secrets, name, PROVEN_CASES, tally) >= 1


def _tried(place: Place, secrets: list[str], name: str, cases: int, tally: Counter[int]) -> int:
    """How many cases of one operation were sent and answered as the document says."""
    in_turn = itertools.cycle(secrets)
    operation = _operation(name)
    sent = 0

    @seed(SEED)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), existing=st.sampled_from([True, True, True, False]))
    def send(case: Any, existing: bool) -> None:
        nonlocal sent
        if existing:
            _name_what_exists(case, place)
        tally[_undone(case, next(in_turn))] += 1
        sent += 1

    send()
    return sent


@pytest.fixture(autouse=True)
def _kept_connection() -> Iterator[None]:
    """A request's end leaves the connection of the test open."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def _undone(case: Any, secret: str) -> int:
    """Send the case and check the answer, whose status it gives; nothing of it stays."""
    try:
        with transaction.atomic():
            answer = case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
            raise _Undone
    except _Undone:
        return int(answer.status_code)


def _operation(name: str) -> Any:
    return _schema().find_operation_by_id(name)


@functools.cache
def _schema() -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    from claims.api.openapi import document

    schema = schemathesis.openapi.from_dict(document())
    schema.app = WSGIHandler()
    return schema


def _name_what_exists(case: Any, place: Place) -> None:
    """Name rows that there are, and any version of them, so that the case gets past the door."""
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = "*"
    nouns = case.operation.path.split("/")
    for parameter in case.path_parameters or {}:
        noun = nouns[nouns.index(f"{{{parameter}}}") - 1]
        if noun in place.rows:
            case.path_parameters[parameter] = str(place.rows[noun])


def _token(cast: Any, role: str) -> str:
    from claims.choices import Scope
    from claims.models import ApiToken

    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=getattr(cast, role),
        project=cast.foreign_project if role == "outsider" else cast.project,
        name="everything",
        scopes=list(Scope.values),
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return secret
