"""kill -9 of workers while they import, and what is left for the next one."""

import json
import os
import signal

from django.db import connection
from django.utils import timezone

from annotator.celery import app
from claims.choices import ItemState
from claims.models import Article, ImportItem, ImportJob
from claims.tasks import sweep, wake_importers
from tests.faults.conftest import assert_each_is_one_article
from tests.faults.stages import SEEN, stages_of
from tests.faults.storm import children
from tests.waiting import wait_until


def test_c17_a_worker_killed_at_each_stage_loses_and_doubles_nothing(scene):
    begun = []
    for number, stage in enumerate(
        ["reading", "making articles", "storing sentences", "storing suggestions"]
    ):
        files = scene.documents(40, length=60, seed=number)
        job = scene.begin(files)
        begun.append((job, files))
        wait_until(lambda stage=stage: stage in stages_seen(), stage, seconds=30, pause=0.002)
        scene.worker().kill()
    scene.worker()
    for job, files in begun:
        scene.sweep_until_finished(job)
        assert_each_is_one_article(job, files)


def test_c17_a_killed_child_is_replaced_and_its_work_comes_again(scene):
    files = scene.documents(40, length=60)
    job = scene.begin(files)
    for child in children(scene.worker().process.pid):
        os.kill(child, signal.SIGKILL)
    scene.sweep_until_finished(job)
    assert scene.worker().alive
    assert_each_is_one_article(job, files)


def test_c17_a_large_file_killed_while_it_is_expanded_gives_each_document_once(scene):
    rows = [{"text": f"Report {number} counts {number + 3} attacks."} for number in range(3_000)]
    job = scene.begin({"rows.jsonl": "\n".join(map(json.dumps, rows)).encode()})
    scene.worker().kill()
    # As if the time had passed for which they stay the killed worker's; that it does is shown above.
    ImportItem.objects.filter(job=job, state="running").update(leased_until=timezone.now())
    scene.worker()
    scene.sweep_until_finished(job, seconds=120)
    assert ImportItem.objects.filter(job=job, state="made").count() == len(rows)
    assert Article.objects.filter(origin_item__job=job).count() == len(rows)


def test_c18_a_job_whose_message_was_never_sent_is_found_by_the_sweep(scene):
    files = scene.documents(3)
    job = scene.start(files)
    sweep.delay()
    wait_until(lambda: state_of(job) == "finished", "the import is finished", seconds=30)
    assert_each_is_one_article(job, files)


def test_c19_a_broker_that_was_emptied_changes_nothing(scene):
    scene.worker().kill()  # before it takes what is lost here
    files = scene.documents(3)
    job = scene.start(files)
    wake_importers()
    assert app.control.purge() > 0
    scene.worker()
    scene.sweep_until_finished(job, seconds=30)
    assert_each_is_one_article(job, files)


def test_c21_one_message_ten_times_has_one_effect(scene):
    files = scene.documents(30)
    job = scene.start(files)
    for _ in range(10):
        wake_importers()
    scene.sweep_until_finished(job, seconds=60)
    assert_each_is_one_article(job, files)


def test_c33_a_worker_that_is_told_to_stop_finishes_its_turn_or_leaves_it_whole(scene):
    files = scene.documents(8, length=1_500)  # two turns, of a second each or so
    job = scene.begin(files)
    scene.worker().stop()
    assert state_of(job) == "running", "all was done before the worker ended, which proves nothing"
    assert not ImportItem.objects.filter(job=job, state="running", articles__isnull=False).exists()
    scene.worker()
    scene.sweep_until_finished(job)
    assert_each_is_one_article(job, files)


def test_c13_what_ended_its_worker_three_times_is_set_aside(scene):
    job = scene.start(scene.documents(1))
    ImportItem.objects.filter(job=job).update(attempts=3)
    sweep.delay()
    wait_until(lambda: state_of(job) == "finished", "the import is finished", seconds=30)
    item = ImportItem.objects.get(job=job)
    assert (item.state, item.failure_code) == (ItemState.FAILED, "set_aside")
    assert "3 times" in item.failure


def stages_seen() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        return stages_of(cursor.fetchone() or ())


def state_of(job: ImportJob) -> str:
    job.refresh_from_db()
    return str(job.state)
