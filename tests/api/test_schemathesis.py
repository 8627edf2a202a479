"""The API against its own OpenAPI document: whatever is sent, no fault of ours and nothing undeclared.

Four people in turn, seeded: about 2,000 cases here, more than 20,000 under the marker `proof`.
"""

import itertools
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

from tests.permissions.operations import OPERATION_NAMES
from tests.permissions.world import Place, own_place

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CASES, PROVEN_CASES = 18, 200
ROLES = ["annotator", "reviewer", "manager", "outsider"]


class _Undone(Exception):
    pass


@pytest.mark.parametrize("name", OPERATION_NAMES)
def test_no_case_breaks_what_the_document_says(cast, name):
    assert _tried(cast, name, CASES) >= 1


@pytest.mark.proof
@pytest.mark.parametrize("name", OPERATION_NAMES)
def test_ten_times_as_many_cases_break_nothing_either(cast, name):
    assert _tried(cast, name, PROVEN_CASES) >= 1


def _tried(cast: Any, name: str, cases: int) -> int:
    """How many cases of one operation were sent and answered as the document says."""
    place = own_place(cast)
    secrets = itertools.cycle([_token(cast, role) for role in ROLES])
    operation = _operation(name)
    sent = 0

    @seed(20261122)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), existing=st.booleans())
    def send(case: Any, existing: bool) -> None:
        nonlocal sent
        if existing:
            _name_what_exists(case, place)
        _undone(case, next(secrets))
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


def _undone(case: Any, secret: str) -> None:
    """Send the case and check the answer; nothing of it stays."""
    try:
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
            raise _Undone
    except _Undone:
        return


def _operation(name: str) -> Any:
    from django.core.handlers.wsgi import WSGIHandler

    from claims.api.openapi import document

    schema = schemathesis.openapi.from_dict(document())
    schema.app = WSGIHandler()
    return schema.find_operation_by_id(name)


def _name_what_exists(case: Any, place: Place) -> None:
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
