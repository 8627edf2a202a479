"""Turns: which documents a worker takes next, and for how long they are its own.

The rows say what is to do. A worker claims a batch of one job's items under a lease; a worker that was
killed lets its lease run out, and the items are claimed again, fewer at a time, so that a document that
ends every worker that touches it is found and set aside.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import (
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from claims.choices import ImportState, ItemState
from claims.models import Heartbeat, ImportItem, ImportJob

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=10)
RENEWED_EVERY = 3.0  # seconds
MOST_ATTEMPTS = 3
# Documents of one turn, by how often they have been tried: what may have ended a worker comes in small
# groups first and then alone.
MOST_ITEMS = {0: 1_000, 1: 20, 2: 1}
# When less than a turn is left, half of it is taken, but no fewer documents than this: workers end together.
FEWEST_SHARED = 250
MOST_SIZE = 250_000  # characters or bytes in one turn, about a second of work
FETCHED_SIZE = MOST_SIZE // 4  # what a page to be fetched counts for: servers are slow
SIZE = Case(When(text="", then=Coalesce("original__size", FETCHED_SIZE)), default=Length("text"))
# What a turn asks of no item: to read it costs as much as the rest.
UNASKED = ("created_at", "leased_until", "failure_code", "failure", "duplicate_of", "finished_at", "version")
WORKERS = "workers"
SILENCE = timedelta(seconds=45)
OPEN = [ItemState.PENDING, ItemState.RUNNING]


class GivenUp(Exception):
    """Others took on, set aside or cancelled an item of the turn, because this worker seemed to have gone."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some items of one job that this worker has under a lease."""

    job: ImportJob
    items: tuple[ImportItem, ...]

    @property
    def ids(self) -> list[UUID]:
        """The items' ids."""
        return [item.pk for item in self.items]


@contextmanager
def claimed_batch(only: ImportJob | None = None) -> Iterator[Batch | None]:
    """The next batch under a lease that is kept up until the block ends; None when nothing is to do.

    With `only` it is a batch of that job. If the block fails the items are given back, to be tried again
    fewer at a time, and the failure is logged; it is raised only where the database stays away.
    """
    note_sign_of_life()
    batch = claim_batch(only)
    if batch is None:
        yield None
        return
    try:
        with _kept_up(batch.ids):
            yield batch
        # Its person waits from now on: who came meanwhile, and had to wait for this turn, comes first.
        job = ImportJob.objects.filter(pk=batch.job.pk)
        job.update(turn_at=timezone.now())
        # Two turns that end at once don't see each other's documents end before both are committed.
        finish_jobs(job)
    except Exception:
        log.exception("A turn of import %s failed", batch.job.pk)
        if not _given_back(batch):
            raise


def claim_batch(only: ImportJob | None = None) -> Batch | None:
    """Lease the next items of the job whose turn it is. Two workers never get the same item."""
    while (job := next_job(only)) is not None:
        with transaction.atomic():
            items = _next_items(job)
            ImportJob.objects.filter(pk=job.pk).update(turn_at=timezone.now())
            if items:
                return Batch(job, tuple(items))
        finish_jobs(ImportJob.objects.filter(pk=job.pk))
        if not claimable(ImportItem.objects.filter(job=job)).exists():
            continue
        return None  # another worker is taking them this moment
    return None


def next_job(only: ImportJob | None = None) -> ImportJob | None:
    """The running job with something to do whose person has waited longest for a turn.

    Who had none yet waits since the import was begun, so that new imports never hold up those before them.
    """
    jobs = ImportJob.objects.all() if only is None else ImportJob.objects.filter(pk=only.pk)
    waiting = claimable(ImportItem.objects.filter(job=OuterRef("pk")))
    same_person = ImportJob.objects.filter(created_by=OuterRef("created_by"), state=ImportState.RUNNING)
    latest = same_person.order_by().values("created_by").annotate(latest=Max("turn_at")).values("latest")
    return (
        jobs.filter(Exists(waiting), state=ImportState.RUNNING)
        .select_related("project", "created_by")
        .annotate(
            person_waits_since=Coalesce(Subquery(latest), "created_at"),
            waits_since=Coalesce("turn_at", "created_at"),
        )
        .order_by("person_waits_since", "waits_since", "created_at")
        .first()
    )


def claimable(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Those of `items` that nobody works on: waiting, or left by a worker that has gone."""
    now = timezone.now()
    waiting = Q(state=ItemState.PENDING) & (Q(leased_until__isnull=True) | Q(leased_until__lt=now))
    return items.filter(waiting | Q(state=ItemState.RUNNING, leased_until__lt=now))


def work_is_left() -> bool:
    """Whether any running job has something to do."""
    waiting = claimable(ImportItem.objects.filter(job=OuterRef("pk")))
    return ImportJob.objects.filter(Exists(waiting), state=ImportState.RUNNING).exists()


def finish_jobs(jobs: QuerySet[ImportJob]) -> int:
    """Finish those of `jobs` of which nothing is left to do; how many."""
    left = ImportItem.objects.filter(job=OuterRef("pk"), state__in=OPEN)
    running = jobs.filter(~Exists(left), state=ImportState.RUNNING)
    return running.update(state=ImportState.FINISHED, finished_at=timezone.now(), version=F("version") + 1)


def give_up_cancelled() -> int:
    """Cancel what a worker that has gone had at hand of cancelled imports; how many."""
    left = claimable(ImportItem.objects.filter(job__state=ImportState.CANCELLED))
    return left.update(state=ItemState.CANCELLED, finished_at=timezone.now(), leased_until=None)


def note_sign_of_life() -> None:
    """Write down that a worker is at work."""
    if not Heartbeat.objects.filter(name=WORKERS).update(at=timezone.now()):
        Heartbeat.objects.update_or_create(name=WORKERS, defaults={"at": timezone.now()})


def workers_are_silent() -> bool:
    """Whether no worker has given a sign of life for so long that people should be told."""
    return not Heartbeat.objects.filter(name=WORKERS, at__gt=timezone.now() - SILENCE).exists()


def _next_items(job: ImportJob) -> list[ImportItem]:
    now = timezone.now()
    left = ImportItem.objects.filter(job=job, state=ItemState.RUNNING, leased_until__lt=now)
    fresh = claimable(ImportItem.objects.filter(job=job, state=ItemState.PENDING))
    items = _within_size(left) or _within_size(fresh)
    for item in items:
        item.attempts += 1
        item.job, item.project = job, job.project
    prefetch_related_objects([item for item in items if not item.text], "original")
    taken = ImportItem.objects.filter(pk__any_of=[item.pk for item in items])
    taken.update(state=ItemState.RUNNING, leased_until=now + LEASE, attempts=F("attempts") + 1)
    return items


def _within_size(waiting: QuerySet[ImportItem]) -> list[ImportItem]:
    """As many of `waiting`, locked, as make one turn; all have been tried equally often."""
    candidates = list(
        waiting.defer(*UNASKED)
        .annotate(size=SIZE)
        .order_by("ordinal")
        .select_for_update(skip_locked=True, of=("self",))[: MOST_ITEMS[0]]
    )
    items: list[ImportItem] = []
    size = 0
    share = max(len(candidates) // 2, FEWEST_SHARED) if len(candidates) < MOST_ITEMS[0] else MOST_ITEMS[0]
    for item in candidates:
        attempts = item.attempts if not items else items[0].attempts
        if item.attempts != attempts or len(items) >= min(share, MOST_ITEMS.get(attempts, 1)):
            break
        size += item.size
        if items and size > MOST_SIZE:
            break
        items.append(item)
    return items


def _given_back(batch: Batch) -> bool:
    """Let anybody claim the items again once the database answers; whether it did within the lease."""
    deadline = time.monotonic() + LEASE.total_seconds()
    while time.monotonic() < deadline:
        try:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            mine = ImportItem.objects.filter(
                pk__in=batch.ids, state=ItemState.RUNNING, attempts=batch.items[0].attempts
            )
            mine.update(leased_until=timezone.now())
        except (DatabaseError, InterfaceError):
            time.sleep(0.5)
        else:
            return True
    return False


@contextmanager
def _kept_up(ids: list[UUID]) -> Iterator[None]:
    ended = threading.Event()
    keeper = threading.Thread(target=_keep_up, args=(ids, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep_up(ids: list[UUID], ended: threading.Event) -> None:
    """Renew the lease for as long as the process lives and works on it.

    The work itself may hold rows that are written here, and it waits for this thread to end. So what is
    locked is passed over, as claiming does too, and nothing is waited for long.
    """
    while not ended.wait(RENEWED_EVERY):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1s'")
            with transaction.atomic():
                mine = ImportItem.objects.filter(pk__any_of=ids, state=ItemState.RUNNING)
                free = mine.select_for_update(skip_locked=True).values_list("pk", flat=True)
                mine.filter(pk__any_of=list(free)).update(leased_until=timezone.now() + LEASE)
            note_sign_of_life()
        except (DatabaseError, InterfaceError):
            continue  # the database is away; the work itself will say so
        finally:
            connection.close()
