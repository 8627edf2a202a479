"""The flow, spelled out: import → segment → suggest, and the sweep that finds what was left.

Rows are the truth. A message only says that there may be something to do, so one that is lost, doubled or
late changes nothing.
"""

import gc
import logging
import time
from collections.abc import Callable
from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.db import transaction
from kombu.exceptions import OperationalError

from claims.exporting.building import build_next_export, export_is_left
from claims.exporting.retention import remove_old_exports
from claims.importing.batches import finish_batch, import_drafts, read_batch
from claims.importing.drafts import StagesAfter
from claims.importing.feeds.checking import check_next_feed, feeds_are_due
from claims.importing.originals import remove_stray_originals
from claims.importing.reprints import link_reprints, unlinked_revisions
from claims.importing.turns import (
    Batch,
    claimed_batch,
    finish_jobs,
    give_up_cancelled,
    note_sign_of_life,
    work_is_left,
)
from claims.models import ImportJob, Project
from claims.notifying.webhooks import deliver_due, queue_deliveries
from claims.retention import remove_old_deliveries, remove_old_keys
from claims.reviewing.decisions import reopen_due
from claims.reviewing.leases import expire_leases
from claims.segmenting.sentences import segment_new, segment_revisions
from claims.suggesting.learning import learn_from_decisions, model_in_use, projects_to_learn_from
from claims.suggesting.proposals import Source, proposals
from claims.suggesting.suggestions import (
    methods_with,
    refresh_suggestions,
    suggest_for_new,
    suggest_for_revisions,
)
from claims.text.language import load_model
from claims.text.sentences import METHOD, sentence_spans

log = logging.getLogger(__name__)

SWEPT_EVERY = 5  # seconds; see CELERY_BEAT_SCHEDULE
REFRESHED_AT_ONCE = 50  # articles
TURNS_FOR = 1.0  # seconds of turns that one message sets off
LONGEST_TURN = 600  # seconds, after which its child process is ended
# Objects that are made before the youngest are searched for rings of garbage. A turn keeps what it makes
# until its end, so that searching more often finds next to nothing.
OBJECTS_BETWEEN_SEARCHES = 50_000
SAMPLE = "“Three of 40 ferries left,” said Ann Lee, a minister. She had told reporters so last year."


@worker_init.connect
def prepare_to_fork(**_: object) -> None:
    """Load the model and the word lists, so that the processes of a worker share them, uncopied."""
    load_model()
    proposals(Source(SAMPLE, sentence_spans(SAMPLE), "en"))
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, 10, 10)


@shared_task(time_limit=LONGEST_TURN)
def import_documents() -> None:
    """About a second of importing, and the rest after whatever else waits.

    What is left is handed on before the work, so that every idle worker joins in.
    """
    until = time.monotonic() + TURNS_FOR
    is_handed_on = False
    while time.monotonic() < until:
        with claimed_batch() as batch:
            if batch is None:
                return
            is_handed_on = is_handed_on or hand_on()
            bring_through(batch, on_part=hand_on)
    if not is_handed_on:
        hand_on()


@shared_task(expires=SWEPT_EVERY)
def sweep() -> None:
    """Find what was left: by a message that got lost, a worker that was killed, a time that has come."""
    for look_after in (
        note_sign_of_life,
        sweep_feeds,
        sweep_imports,
        sweep_exports,
        sweep_webhooks,
        expire_leases,
        reopen_due,
    ):
        _attempt(look_after)


@shared_task(time_limit=LONGEST_TURN)
def check_feeds() -> None:
    """Look at the feed that has been due longest, import what is new, and go on with the next feed."""
    if check_next_feed():
        wake_importers()
        wake_watchers()


@shared_task
def build_exports() -> None:
    """Build the export that waits longest, and the next one after whatever else waits."""
    if build_next_export():
        wake_exporters()


@shared_task
def remove_exports() -> None:
    """Remove the files of exports whose time is over."""
    remove_old_exports()


@shared_task
def remove_records() -> None:
    """Remove what webhooks were told, and answers to requests with a key, whose time is over."""
    _attempt(remove_old_deliveries)
    _attempt(remove_old_keys)


@shared_task(expires=SWEPT_EVERY)
def deliver_webhooks() -> None:
    """Send the messages to webhooks that are due."""
    deliver_due()


@shared_task
def learn() -> None:
    """Train each project's model on what its team decided, and look for projects with old suggestions."""
    for project in projects_to_learn_from():
        learn_from_decisions(project)
    for project in Project.objects.all():
        refresh.delay(str(project.pk))


@shared_task
def remove_strays() -> None:
    """Remove what kills and failures have left in the storage."""
    remove_stray_originals()


@shared_task
def refresh(project_id: str) -> None:
    """Suggest anew for some articles of a project, and for the rest after whatever else waits."""
    project = Project.objects.filter(pk=project_id).first()
    if project is not None and refresh_suggestions(project, limit=REFRESHED_AT_ONCE):
        refresh.delay(project_id)


def take_turn(only: ImportJob | None = None) -> bool:
    """Bring a batch of documents, of one job alone if so asked, through the flow; whether there was one."""
    with claimed_batch(only) as batch:
        if batch is not None:
            bring_through(batch)
    return batch is not None


def bring_through(batch: Batch, on_part: Callable[[], object] = lambda: None) -> None:
    """Import, segment and suggest for the documents of a batch.

    `on_part` is called as soon as some documents of a file that holds many wait by themselves.
    An article, its sentences, its suggestions and the end of its item are there together or not at all.
    """
    drafts = read_batch(batch, on_part)
    with transaction.atomic():
        model = model_in_use(batch.job.project_id)
        imported = import_drafts(batch, drafts, StagesAfter(METHOD, methods_with(model)))
        suggest_for_new(imported.new, segment_new(imported.new), model)
        segment_revisions(imported.earlier)
        suggest_for_revisions(imported.earlier)
        link_reprints([*imported.new, *unlinked_revisions(imported.earlier)])
        finish_batch(batch)


def hand_on() -> bool:
    """Wake one more importer if documents wait; whether they do."""
    is_left = work_is_left()
    if is_left:
        wake_importers()
    return is_left


def sweep_feeds() -> None:
    """Wake the watchers when a feed is due."""
    if feeds_are_due():
        wake_watchers(expires=SWEPT_EVERY)


def sweep_imports() -> None:
    """Wake the importers when documents wait, and finish the jobs that lack only that."""
    give_up_cancelled()
    finish_jobs(ImportJob.objects.all())
    if work_is_left():
        wake_importers(expires=SWEPT_EVERY)


def wake_importers(**options: Any) -> None:
    """Say that documents wait. Without a broker nothing is lost: the sweep says it again."""
    try:
        import_documents.apply_async(retry=False, **options)
    except OperationalError as error:
        log.warning("The broker can't be reached; the sweep starts what waits: %s", error)


def wake_watchers(**options: Any) -> None:
    """Say that a feed may be due. Without a broker nothing is lost: the sweep says it again."""
    try:
        check_feeds.apply_async(retry=False, **options)
    except OperationalError as error:
        log.warning("The broker can't be reached; the sweep checks what is due: %s", error)


def sweep_exports() -> None:
    """Wake the exporters when an export waits or was left behind."""
    if export_is_left():
        wake_exporters()


def sweep_webhooks() -> None:
    """Make messages of what changed, and send what is due in a task of its own."""
    queue_deliveries()
    deliver_webhooks.apply_async(retry=False)


def wake_exporters() -> None:
    """Say that an export waits, once what is being decided is committed."""
    transaction.on_commit(_queue_exports)


def _queue_exports() -> None:
    try:
        build_exports.apply_async(retry=False)
    except OperationalError as error:
        log.warning("The broker can't be reached; the sweep starts what waits: %s", error)


def _attempt(look_after: Callable[[], object]) -> None:
    try:
        look_after()
    except Exception:  # one part's fault must not keep the others from being looked after
        log.exception("Failed: %s", look_after.__name__)
