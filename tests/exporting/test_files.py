"""Exports as files: built by a worker, proven by their manifest, downloaded in parts."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from claims.exporting.building import build_next_export
from claims.exporting.documents import FILE_NAMES
from claims.exporting.retention import remove_old_exports
from claims.models import Export
from tests.exporting.material import make_verified_claim
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def ask(cast, api, wanted: str = "jsonl", **filters) -> dict:
    path = f"/api/v1/projects/{cast.project.pk}/exports"
    answer = api(cast.manager, "post", path, {"format": wanted, "filters": filters})
    assert answer.status_code == 202, answer.content
    return answer.json()


def built(cast, api, wanted: str = "jsonl", **filters) -> dict:
    export = ask(cast, api, wanted, **filters)
    assert build_next_export()
    shown = api(cast.manager, "get", f"/api/v1/exports/{export['id']}").json()
    assert (shown["state"], shown["failure"]) == ("finished", "")
    return shown


def download(cast, api, export: dict, name: str, **headers):
    answer = api(cast.manager, "get", f"/api/v1/exports/{export['id']}/files/{name}", **headers)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body


def test_a_worker_builds_it_and_says_how_far_it_is(cast, api, verified, celery_worker_process):
    export = ask(cast, api)
    path = f"/api/v1/exports/{export['id']}"
    shown = wait_until(
        lambda: (found := api(cast.manager, "get", path).json())["state"] == "finished" and found,
        "the export is finished",
    )
    assert shown["total"] == 2
    _, body = download(cast, api, export, "claims.jsonl")
    assert json.loads(body.splitlines()[0])["id"] == str(verified.pk)


def test_c63_the_manifest_has_counts_and_hashes(cast, api, verified):
    export = built(cast, api, claimant="army")
    manifest = export["manifest"]
    assert manifest["filters"] == {"claimant": "army"}
    assert manifest["schema_version"] == "1"
    for entry in manifest["files"]:
        answer, body = download(cast, api, export, entry["name"])
        assert len(body) == entry["size"] == int(answer["Content-Length"])
        assert hashlib.sha256(body).hexdigest() == entry["sha256"] == answer["ETag"].strip('"')
        *rows, trailer = body.splitlines()
        assert len(rows) == entry["rows"] == json.loads(trailer)["count"] == 1


def test_a_cut_download_goes_on(cast, api, verified):
    export = built(cast, api)
    _, whole = download(cast, api, export, "claims.jsonl")
    answer, rest = download(cast, api, export, "claims.jsonl", range="bytes=100-")
    assert (answer.status_code, rest) == (206, whole[100:])
    assert answer["Content-Range"] == f"bytes 100-{len(whole) - 1}/{len(whole)}"
    _, part = download(cast, api, export, "claims.jsonl", range="bytes=5-9")
    assert part == whole[5:10]
    _, last = download(cast, api, export, "claims.jsonl", range="bytes=-7")
    assert last == whole[-7:]
    other, everything = download(cast, api, export, "claims.jsonl", range="bytes=5-", if_range='"other"')
    assert (other.status_code, everything) == (200, whole)
    beyond, _ = download(cast, api, export, "claims.jsonl", range=f"bytes={len(whole)}-")
    assert (beyond.status_code, beyond["Content-Type"]) == (416, "application/problem+json")


def test_the_table_of_a_file_is_the_table_over_rest(cast, api, verified):
    export = built(cast, api, "csv")
    _, body = download(cast, api, export, "figures.csv")
    path = f"/api/v1/projects/{cast.project.pk}/verified-figures.csv"
    assert b"".join(api(cast.manager, "get", path).streaming_content) == body
    assert next(csv.DictReader(io.StringIO(body.decode())))["claim"] == str(verified.pk)


def test_c39_an_export_is_its_owners_alone(cast, api, verified):
    export = built(cast, api)
    path = f"/api/v1/exports/{export['id']}"
    for other in (cast.reviewer, cast.outsider, cast.former_member, cast.staff):
        assert api(other, "get", path).status_code == 404
        assert api(other, "get", f"{path}/files/claims.jsonl").status_code == 404


def test_c65_who_left_downloads_nothing_any_more(cast, api, verified):
    export = built(cast, api)
    cast.project.memberships.filter(user=cast.manager).update(ended_at=timezone.now())
    answer, _ = download(cast, api, export, "claims.jsonl")
    assert answer.status_code == 404


def test_c65_a_stream_ends_without_its_trailer_when_access_is_lost():
    from claims.exporting.stream import while_allowed
    from claims.refusals import Forbidden

    answers = iter([None, Forbidden("revoked")])
    clock = iter(range(0, 100, 2))

    def check() -> None:
        if (answer := next(answers)) is not None:
            raise answer

    stream = while_allowed([b"1", b"2", b"trailer"], check, now=lambda: next(clock))
    assert next(stream) == b"1"
    with pytest.raises(Forbidden):
        next(stream)
    assert list(stream) == []


def test_what_a_killed_worker_left_is_built_anew(cast, api, verified):
    export = ask(cast, api)
    Export.objects.update(state="running", attempts=1, leased_until=timezone.now())
    assert build_next_export()
    assert Export.objects.get(pk=export["id"]).state == "finished"
    assert not build_next_export()


def test_what_fails_three_times_is_given_up(cast, api, verified):
    ask(cast, api)
    Export.objects.update(state="running", attempts=3, leased_until=timezone.now())
    assert not build_next_export()
    assert Export.objects.get().state == "failed"


def test_who_left_before_it_was_built_gets_a_reason(cast, api, verified):
    export = ask(cast, api)
    cast.project.memberships.filter(user=cast.manager).update(ended_at=timezone.now())
    assert build_next_export()
    row = Export.objects.get(pk=export["id"])
    assert (row.state, bool(row.failure)) == ("failed", True)
    assert not default_storage.exists(row.file_path("claims.jsonl"))


def test_an_unfinished_or_unknown_file_is_refused(cast, api, verified):
    export = ask(cast, api)
    path = f"/api/v1/exports/{export['id']}/files"
    assert api(cast.manager, "get", f"{path}/claims.jsonl").status_code == 409
    build_next_export()
    for name in ("other.jsonl", "..%2F..%2Fsettings.py", "%2e%2e"):
        assert api(cast.manager, "get", f"{path}/{name}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"format": "xlsx"},
        {"format": "jsonl", "filters": {"annotator__password": "a"}},
        {"format": "jsonl", "filters": []},
        {"format": "jsonl", "state": "finished"},
        {"format": "jsonl", "filters": {"value_from": "NaN"}},
    ],
)
def test_odd_requests_are_refused(cast, api, body):
    assert api(cast.manager, "post", f"/api/v1/projects/{cast.project.pk}/exports", body).status_code == 400
    assert not Export.objects.exists()


@pytest.mark.parametrize("wanted", ["claimreview", "annotations", "averitec"])
def test_the_other_formats_are_json(cast, api, verified, wanted):
    cast.project.publishing_organisation, cast.project.publishing_url = "Desk", "https://example.org/checks"
    cast.project.save()
    cast.article.url = "https://example.org/story"
    cast.article.save()
    make_verified_claim(cast, "April 2016")
    export = built(cast, api, wanted)
    (entry,) = export["manifest"]["files"]
    _, body = download(cast, api, export, entry["name"])
    assert len(json.loads(body)) == entry["rows"] == 2
    assert export["manifest"]["left_out"] == []


def test_claim_reviews_say_what_they_leave_out(cast, api, verified):
    export = built(cast, api, "claimreview")
    (entry,) = export["manifest"]["files"]
    _, body = download(cast, api, export, entry["name"])
    assert (json.loads(body), entry["rows"]) == ([], 0)
    (left,) = export["manifest"]["left_out"]
    assert left["id"] == str(verified.pk)
    assert "publishing organisation" in left["reason"]


@pytest.mark.parametrize("wanted", FILE_NAMES)
def test_each_format_has_the_files_that_are_removed_again(cast, api, verified, wanted):
    export = built(cast, api, wanted)
    names = [entry["name"] for entry in export["manifest"]["files"]]
    assert tuple(names) == FILE_NAMES[wanted]
    row = Export.objects.get()
    assert export["kept_until"][:10] == export["manifest"]["kept_until"][:10]
    assert remove_old_exports() == 0
    assert all(default_storage.exists(row.file_path(name)) for name in names)
    age(row)
    assert (remove_old_exports(), remove_old_exports()) == (1, 0)
    assert not any(default_storage.exists(row.file_path(name)) for name in names)
    answer, _ = download(cast, api, export, names[0])
    assert (answer.status_code, answer.json()["code"]) == (410, "gone")
    shown = api(cast.manager, "get", f"/api/v1/exports/{export['id']}").json()
    assert (shown["state"], shown["manifest"]["files"][0]["sha256"] != "") == ("removed", True)


def test_c32_what_a_removal_left_half_done_is_removed_by_the_next(cast, api, verified, monkeypatch):
    built(cast, api)
    row = Export.objects.get()
    age(row)
    whole = default_storage.delete

    def break_off(path):
        if path.endswith("figures.jsonl"):
            raise OSError("the storage is away")
        whole(path)

    monkeypatch.setattr(default_storage, "delete", break_off)
    assert remove_old_exports() == 0
    row.refresh_from_db()
    assert row.state == "finished"
    answer, _ = download(cast, api, {"id": row.pk}, "claims.jsonl")
    assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
    monkeypatch.undo()
    assert remove_old_exports() == 1


def test_a_worker_that_lost_its_turn_leaves_the_new_files_alone(cast, api, verified, monkeypatch):
    from claims.exporting import building

    ask(cast, api)
    stored = building._stored

    def slow(export, *rest):
        entry = stored(export, *rest)
        if export.attempts == 1:  # its lease runs out, and another worker builds the export meanwhile
            Export.objects.update(leased_until=timezone.now())
            assert build_next_export()
        return entry

    monkeypatch.setattr(building, "_stored", slow)
    assert build_next_export()
    row = Export.objects.get()
    assert (row.state, row.attempts) == ("finished", 2)
    for entry in row.manifest["files"]:
        with default_storage.open(row.file_path(entry["name"])) as file:
            assert hashlib.sha256(file.read()).hexdigest() == entry["sha256"]


def age(export) -> None:
    """Let the export be older than its files are kept."""
    old = timezone.now() - timedelta(days=settings.EXPORT_KEPT_DAYS, seconds=1)
    Export.objects.filter(pk=export.pk).update(finished_at=old)
