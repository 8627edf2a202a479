"""The database restarted, the storage away, the same text from two sides at once."""

import errno
import os
import threading
import time

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import connection

from claims.importing.originals import remove_stray_originals
from claims.importing.starting import StorageAway, Upload, start_import
from claims.models import Article, ArticleRevision, Claim, ImportItem, ImportJob, Original
from tests.faults.conftest import assert_each_is_one_article
from tests.importing.conftest import work


def test_c20_connections_ended_in_the_middle_leave_no_half_article(scene):
    files = scene.documents(40, length=60)
    job = scene.begin(files)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
        assert cursor.rowcount > 0
    scene.sweep_until_finished(job)
    assert_each_is_one_article(job, files)


CUT = """
CREATE FUNCTION cut_connection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
CREATE TRIGGER connection_is_cut AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION cut_connection();
"""
MENDED = "DROP FUNCTION IF EXISTS cut_connection() CASCADE"


@pytest.fixture
def owner(transactional_db):
    """A connection of the tables' owner, who may break them."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], dbname=name, autocommit=True) as made:
        yield made
        made.execute(MENDED)


def test_c20_a_save_whose_connection_was_cut_is_told_to_come_again(cast, api, owner):
    body = {"start": 0, "end": 3, "quote": cast.revision.text[:3]}
    path = f"/api/v1/articles/{cast.article.pk}/claims"
    owner.execute(CUT.format(table="claims_contribution"))
    cut = api(cast.annotator, "post", path, body)
    assert (cut.status_code, cut["Retry-After"], cut.json()["code"]) == (503, "5", "unavailable")
    assert not Claim.objects.exists()
    owner.execute(MENDED)
    assert api(cast.annotator, "post", path, body).status_code == 201


def test_c20_a_page_whose_connection_was_cut_says_so(cast, client, owner):
    client.force_login(cast.manager)
    client.raise_request_exception = False
    owner.execute(CUT.format(table="claims_importjob"))
    cut = client.post(f"/projects/{cast.project.pk}/imports", {"text": "Some text."})
    assert (cut.status_code, cut["Retry-After"]) == (503, "5")
    assert "Nothing was changed" in cut.content.decode()
    assert not ImportJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_c23_one_text_from_several_sides_at_once_is_one_article(started):
    text = b"The paper asks for at least 50,000 troops within a year."
    jobs = [started({name: text}) for name in ("a.txt", "b.md", "c.txt")]

    def turn() -> None:
        from django.db import connection

        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=turn) for _ in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    states = sorted(ImportItem.objects.filter(job__in=jobs).values_list("state", flat=True))
    assert states == ["duplicate", "duplicate", "made"]
    assert ArticleRevision.objects.filter(text=text.decode()).count() == 1
    assert Article.objects.filter(origin_item__job__in=jobs).count() == 1


@pytest.mark.django_db
def test_c32_an_upload_that_cannot_be_kept_is_refused_and_nothing_is_written(started, settings, tmp_path):
    (tmp_path / "full").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = str(tmp_path / "full" / "media")
    with pytest.raises(StorageAway):
        started({"a.txt": b"Some text."})
    assert not ImportJob.objects.exists()
    assert not Original.objects.exists()


@pytest.mark.django_db
def test_c32_a_file_that_is_away_is_a_failure_that_can_be_retried(cast, started, settings, tmp_path):
    from claims.importing.controlling import retry_failed

    settings.MEDIA_ROOT = str(tmp_path)
    job = started({"a.txt": b"Some text."})
    (tmp_path / "originals").rename(tmp_path / "away")
    work()
    item = ImportItem.objects.get()
    assert (item.state, item.failure_code) == ("failed", "storage")
    (tmp_path / "away").rename(tmp_path / "originals")
    retry_failed(cast.manager, pk=job.pk, version=None)
    work()
    item.refresh_from_db()
    assert item.state == "made"


@pytest.mark.django_db
def test_c32_a_file_that_lost_its_row_is_removed_a_day_later(started, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    started({"a.txt": b"Some text of 3 words."})
    kept = tmp_path / Original.objects.get().file.name
    fresh, stray = (kept.with_name(name) for name in ("being-uploaded", "cut-off"))
    for path in (fresh, stray):
        path.write_bytes(b"half a fi")
    for path in (kept, stray):
        os.utime(path, times=(time.time() - 2 * 86_400,) * 2)
    assert remove_stray_originals() == 1
    assert (kept.exists(), fresh.exists(), stray.exists()) == (True, True, False)


@pytest.mark.django_db
def test_c32_the_files_of_an_upload_that_failed_half_way_are_strays(cast, settings, tmp_path):
    class Cut(ContentFile):
        def chunks(self, chunk_size=None):
            raise OSError(errno.ENOSPC, "No space left on device")

    settings.MEDIA_ROOT = str(tmp_path)
    uploads = [
        Upload(kind(b"Some text."), name, {}) for kind, name in ((ContentFile, "a.txt"), (Cut, "b.txt"))
    ]
    with pytest.raises(StorageAway):
        start_import(cast.manager, project=cast.project, uploads=uploads)
    assert not Original.objects.exists()
    for path in tmp_path.glob("originals/*/*"):
        os.utime(path, times=(time.time() - 2 * 86_400,) * 2)
    remove_stray_originals()
    assert not list(tmp_path.glob("originals/*/*"))


@pytest.mark.django_db
def test_c19_without_a_broker_an_upload_is_accepted_and_kept(client, cast, broker_away):
    from django.urls import reverse

    client.force_login(cast.manager)
    answer = client.post(reverse("import_list", args=[cast.project.pk]), {"text": "Some text."})
    assert answer.status_code == 302
    work()
    assert ImportItem.objects.get().state == "made"


@pytest.fixture
def broker_away():
    """Our side talks to a broker that isn't there."""
    from annotator.celery import app

    address = app.conf.broker_write_url
    app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    app._after_fork()
    yield
    app.conf.broker_write_url = address
    app._after_fork()
