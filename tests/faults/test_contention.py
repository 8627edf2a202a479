"""Two at once in each other's way, and too long waits: told apart, done once more where that is safe."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from claims.models import Claim, Comment, Event
from claims.reviewing.decisions import verify_item
from tests.tagged import submit, tag_claim
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

CLAIM = "SELECT FROM claims_claim WHERE id = %s FOR UPDATE"
CHANGES = "SELECT FROM claims_changecounter WHERE project_id = %s FOR UPDATE"
PERSON = "SELECT FROM claims_user WHERE id = %s FOR UPDATE"
# Half of deadlock_timeout: the other one waits before we look for a deadlock, and looks well after us.
WAITING = """
SELECT count(*) FROM pg_locks
WHERE pid = %s AND NOT granted AND clock_timestamp() - waitstart > interval '0.5 s'
"""


@pytest.fixture
def claim(cast) -> Claim:
    claim = tag_claim(cast, cast.annotator)
    submit(cast.annotator, claim)
    return claim


@contextmanager
def other() -> Iterator[psycopg.Connection]:
    """Somebody else's connection, as the same role."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
    ) as theirs:
        yield theirs


def in_the_way(first: tuple[str, Any], then: tuple[str, Any], ask: Callable[[], Any]) -> Any:
    """What `ask` is answered while another transaction has `first` and, once we wait for it, wants `then`.

    Whoever waited first is undone, which is us: the other one begins to wait half a second after we did.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    with other() as theirs, other() as watcher:
        watcher.autocommit = True
        theirs.execute(first[0], [first[1]])

        def want() -> None:
            wait_until(lambda: watcher.execute(WAITING, [ours]).fetchone()[0], "we wait for the other one")
            theirs.execute(then[0], [then[1]])
            theirs.rollback()

        thread = threading.Thread(target=want)
        thread.start()
        try:
            return ask()
        finally:
            thread.join()


def test_what_names_its_version_is_done_once_more_after_a_deadlock(cast, api, claim, caplog):
    caplog.set_level("INFO", "claims.contention")
    verify_item(cast.reviewer, Claim, pk=claim.pk, version=None)
    claim.refresh_from_db()
    answer = in_the_way(
        (CHANGES, cast.project.pk),
        (CLAIM, claim.pk),
        lambda: api(
            cast.annotator, "patch", f"/api/v1/claims/{claim.pk}", {"claimant": "A"}, if_match=claim.version
        ),
    )
    assert answer.status_code == 200, answer.content
    assert "Once more: deadlock detected" in caplog.text
    claim.refresh_from_db()
    assert (claim.claimant, claim.status) == ("A", "submitted")
    assert cast.project.changes.filter(kind="withdrawn").count() == 1


@pytest.mark.parametrize("key", ["", "a-key"])
def test_a_deadlock_is_told_as_what_it_is_and_with_a_key_done_once_more(cast, client, claim, key, caplog):
    caplog.set_level("INFO", "claims.contention")
    client.force_login(cast.reviewer)  # which writes to the row that the other one will have
    answer = in_the_way(
        (PERSON, cast.reviewer.pk),
        (CLAIM, claim.pk),
        lambda: client.post(
            f"/api/v1/claims/{claim.pk}/comments",
            {"text": "Which border?"},
            content_type="application/json",
            headers={"idempotency-key": key} if key else {},
        ),
    )
    assert "deadlock detected" in caplog.text
    if key:
        assert answer.status_code == 201, answer.content
    else:
        assert (answer.status_code, answer.json()["code"]) == (503, "contended"), answer.content
        assert answer["Retry-After"] == "1"
        assert "Send it again" in answer.json()["detail"]
    assert Comment.objects.count() == (1 if key else 0)
    assert Event.objects.filter(noun="comment").count() == (1 if key else 0)


@pytest.mark.parametrize(
    ("setting", "code", "seconds"),
    [("lock_timeout", "contended", "1"), ("statement_timeout", "timed_out", "5")],
)
def test_a_wait_that_the_database_ends_is_told_as_what_it_is(cast, api, claim, setting, code, seconds):
    with other() as theirs, connection.cursor() as cursor:
        theirs.execute(CLAIM, [claim.pk])
        cursor.execute(f"SET {setting} TO '200ms'")
        try:
            body = {"claimant": "A"}
            answer = api(cast.annotator, "patch", f"/api/v1/claims/{claim.pk}", body, if_match=claim.version)
        finally:
            cursor.execute(f"RESET {setting}")
    assert (answer.status_code, answer.json()["code"]) == (503, code), answer.content
    assert answer["Retry-After"] == seconds
    claim.refresh_from_db()
    assert claim.claimant == ""


def test_a_page_says_it_too(cast, client, claim):
    client.force_login(cast.reviewer)
    with other() as theirs, connection.cursor() as cursor:
        theirs.execute(CLAIM, [claim.pk])
        cursor.execute("SET lock_timeout TO '200ms'")
        try:
            form = {"decision": "verify", "version": str(claim.version)}
            answer = client.post(reverse("claim_decision", args=[claim.pk]), form)
        finally:
            cursor.execute("RESET lock_timeout")
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert "Send it again" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.status == "submitted"
