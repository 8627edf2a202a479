"""Whose documents come next, and what becomes of a turn that fails."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from claims.choices import ItemState, Role
from claims.importing.turns import LEASE, claim_batch, claimed_batch
from claims.models import Article, Fingerprint, ImportItem, ImportJob, Membership
from claims.tasks import take_turn
from tests.importing.conftest import work
from tests.waiting import wait_until

LONG_TEXT = " ".join(f"In place {n} at least {n}00 troops were seen by the garrison." for n in range(20))


@pytest.mark.django_db
def test_one_document_of_another_person_comes_before_the_rest_of_ten_thousand(cast, started):
    many = started({f"{n}.txt": f"Report {n} counts {n + 3} attacks.".encode() * 12_000 for n in range(4)})
    assert claim_batch().job == many
    Membership.objects.filter(user=cast.reviewer, project=cast.project).update(role=Role.MANAGER)
    one = started({"one.txt": b"One report counts 9 attacks."}, user=cast.reviewer)
    turns = [claim_batch().job for _ in range(2)]
    assert one in turns


@pytest.mark.django_db
def test_what_was_interrupted_is_not_held_up_by_newer_imports(started):
    interrupted = started({"a.txt": b"Report 1 counts 3 attacks."})
    assert claim_batch().job == interrupted
    long_ago = timezone.now() - 2 * LEASE
    ImportJob.objects.filter(pk=interrupted.pk).update(turn_at=long_ago)
    ImportItem.objects.filter(job=interrupted).update(leased_until=long_ago + LEASE)
    started({"b.txt": b"Report 2 counts 4 attacks."})
    assert claim_batch().job == interrupted


@pytest.mark.django_db
def test_a_turn_that_fails_is_tried_again_at_once_and_counts(started):
    job = started({"a.txt": b"Report 1 counts 3 attacks."})
    with claimed_batch():
        raise ValueError("a fault of ours")
    again = claim_batch()
    assert again.job == job
    assert again.items[0].attempts == 2


@pytest.mark.django_db(transaction=True)
def test_c20_a_turn_whose_connection_was_cut_is_tried_again_at_once(started):
    job = started({"a.txt": b"Report 1 counts 3 attacks."})
    with claimed_batch(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert claim_batch().job == job


@pytest.mark.django_db(transaction=True)
def test_c17_nothing_counts_as_done_before_its_reprints_are_linked(started):
    """A worker that is killed before an article has its fingerprint leaves it to the next one."""
    job = started({"a.txt": LONG_TEXT.encode()})
    turn = threading.Thread(target=_turn)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE claims_fingerprint IN EXCLUSIVE MODE")
        turn.start()
        waiting = (
            "SELECT count(*) FROM pg_locks WHERE relation = 'claims_fingerprint'::regclass AND NOT granted"
        )
        wait_until(lambda: cursor.execute(waiting).fetchone() != (0,), "the turn waits for the lock")
        assert not Article.objects.filter(origin_item__job=job).exists()
        assert job.items.get().state == ItemState.RUNNING
    turn.join(30)
    work()
    assert Fingerprint.objects.filter(article=Article.objects.get(origin_item__job=job)).exists()


def _turn() -> None:
    try:
        take_turn()
    finally:
        connections.close_all()
