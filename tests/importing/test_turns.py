"""Whose documents come next, and what becomes of a turn that fails."""

import threading
from datetime import datetime

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from annotator.celery import app
from claims.choices import ImportState, ItemState, Role
from claims.importing import turns
from claims.importing.batches import fail_item
from claims.importing.controlling import cancel_import
from claims.importing.documents import Unreadable
from claims.importing.progress import Progress, message_of, progress_of
from claims.importing.turns import LEASE, GivenUp, claim_batch, claimed_batch
from claims.models import Article, Fingerprint, ImportItem, ImportJob, Membership
from claims.tasks import bring_through, import_documents, sweep_imports, take_turn
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
def test_who_comes_in_the_middle_of_a_turn_has_the_next_one(cast, started):
    started({f"{n}.txt": f"Report {n} counts {n + 3} attacks.".encode() * 12_000 for n in range(4)})
    Membership.objects.filter(user=cast.reviewer, project=cast.project).update(role=Role.MANAGER)
    with claimed_batch():
        one = started({"one.txt": b"One report counts 9 attacks."}, user=cast.reviewer)
    assert claim_batch().job == one


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
@pytest.mark.parametrize(("documents", "handed_on"), [(1, 0), (2, 1)])
def test_what_is_left_is_handed_on_so_that_idle_workers_join_in(started, documents, handed_on):
    """Each document is as large as one turn."""
    app.control.purge()
    started({f"{n}.txt": f"Report {n} counts {n + 3} attacks.".encode() * 12_000 for n in range(documents)})
    import_documents()
    with app.connection_for_read() as broker:
        waiting = broker.default_channel.queue_declare("imports").message_count
    assert waiting == handed_on


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


@pytest.mark.django_db(transaction=True)
def test_c21_a_document_that_another_worker_is_claiming_is_passed_over(started):
    started({"a.txt": b"Report 1 counts 3 attacks."})
    found: list[object] = []
    other = threading.Thread(target=_claim, args=[found])
    with transaction.atomic():
        assert ImportItem.objects.select_for_update().get()
        other.start()
        other.join(10)
        is_quick = not other.is_alive()
    other.join(10)
    assert (is_quick, found) == (True, [None])


def _claim(found: list[object]) -> None:
    try:
        found.append(claim_batch())
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_leases_are_renewed_past_rows_that_the_work_has_locked(started, monkeypatch):
    monkeypatch.setattr(turns, "RENEWED_EVERY", 0.05)
    started({"a.txt": b"Report 1 counts 3 attacks.", "b.txt": b"Report 2 counts 4 attacks."})
    seen = []
    with claimed_batch() as batch, transaction.atomic():
        ended, other = batch.items
        fail_item(ended, Unreadable("damaged", "It can't be read."))
        before = _leased_until(other)
        wait_until(lambda: _leased_until(other) > before, "the lease is renewed", seconds=10)
        seen.append("renewed")  # a turn that fails is given back, and says so in the log alone
    assert seen == ["renewed"]


@pytest.mark.django_db(transaction=True)
def test_the_thread_that_renews_leases_cannot_hang_a_turn(started, monkeypatch):
    """What it waits for may be held by the transaction that waits for it to end."""
    monkeypatch.setattr(turns, "RENEWED_EVERY", 0.05)
    started({"a.txt": b"Report 1 counts 3 attacks."})
    seen: list[str] = []
    turn = threading.Thread(target=_turn_in_one_transaction, args=[seen], daemon=True)
    turn.start()
    turn.join(20)
    hangs = turn.is_alive()
    if hangs:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        turn.join(20)
    assert not hangs
    assert seen == ["the thread waited for us"]


def _turn_in_one_transaction(seen: list[str]) -> None:
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor, claimed_batch():
            wait_until(
                lambda: cursor.execute(waiting).fetchone() != (0,), "the thread waits for us", pause=0.01
            )
            seen.append("the thread waited for us")
    finally:
        connections.close_all()


def _leased_until(item: ImportItem) -> datetime:
    return ImportItem.objects.values_list("leased_until", flat=True).get(pk=item.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_turns_that_end_at_the_same_moment_one_finishes_the_job(started, monkeypatch):
    monkeypatch.setattr(turns, "MOST_SIZE", 1)
    job = started({f"{n}.txt": f"Report {n} counts {n + 3} attacks.".encode() for n in range(2)})
    both_have_written = threading.Barrier(2, timeout=30)

    def turn() -> None:
        with claimed_batch() as batch, transaction.atomic():
            bring_through(batch)
            both_have_written.wait()
        connections.close_all()

    workers = [threading.Thread(target=turn) for _ in range(2)]
    taken = job.items.filter(attempts=1)
    for number, worker in enumerate(workers, 1):
        worker.start()
        wait_until(lambda number=number: taken.count() == number, "it has taken a document", seconds=10)
    for worker in workers:
        worker.join()
    assert list(job.items.values_list("state", flat=True)) == [ItemState.MADE] * 2
    job.refresh_from_db()
    assert job.state == "finished"


@pytest.mark.django_db
def test_what_was_set_aside_while_a_slow_worker_had_it_gets_no_article(started):
    """The worker seemed to have gone: others took its item, and gave it up."""
    job = started({"a.txt": b"Report 1 counts 3 attacks."})
    slow = claim_batch()
    _let_leases_run_out(attempts=3)
    assert take_turn()
    assert job.items.get().failure_code == "set_aside"
    with pytest.raises(GivenUp):
        bring_through(slow)
    assert not Article.objects.filter(origin_item__job=job).exists()
    assert job.items.get().state == ItemState.FAILED


@pytest.mark.django_db
def test_what_a_killed_worker_had_of_a_cancelled_import_ends_as_cancelled(cast, started):
    job = started({"a.txt": b"Report 1 counts 3 attacks."})
    assert claim_batch()
    cancel_import(cast.manager, pk=job.pk, version=None)
    assert job.items.get().state == ItemState.RUNNING
    _let_leases_run_out()
    sweep_imports()
    assert job.items.get().state == ItemState.CANCELLED
    job.refresh_from_db()
    assert progress_of(job).is_finished


def _let_leases_run_out(**fields: int) -> None:
    ImportItem.objects.update(leased_until=timezone.now() - LEASE, **fields)


def _turn() -> None:
    try:
        take_turn()
    finally:
        connections.close_all()


def test_progress_names_a_time_only_while_documents_are_left():
    done = Progress(ImportState.RUNNING, {ItemState.MADE: 3}, rate=3.0, workers_silent=False)
    assert message_of(done) == "3 of 3 documents done"
    left = Progress(
        ImportState.RUNNING, {ItemState.MADE: 3, ItemState.PENDING: 6}, rate=3.0, workers_silent=False
    )
    assert message_of(left) == "3 of 9 documents done · 3.0 a second · about 2 seconds left"
