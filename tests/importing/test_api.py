"""Imports over REST."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Article, ImportItem, ImportJob
from tests.importing.conftest import work
from tests.importing.test_pages import PAGE

pytestmark = pytest.mark.django_db

DOCUMENTS = {"documents": [{"text": "The paper asks for 50,000 troops.", "title": "Planners", "key": "a1"}]}


def address(cast):
    return f"/api/v1/projects/{cast.project.pk}/imports"


def test_documents_are_imported_and_followed(cast, api):
    made = api(cast.manager, "post", address(cast), DOCUMENTS)
    assert (made.status_code, made.json()["state"]) == (201, "running")
    work()
    job = api(cast.manager, "get", made["Location"]).json()
    assert (job["state"], job["counts"], job["done"]) == ("finished", {"made": 1}, 1)
    (item,) = api(cast.manager, "get", f"{made['Location']}/items").json()["results"]
    article = Article.objects.get(pk=item["articles"][0])
    assert (article.title, article.current_revision.text) == ("Planners", DOCUMENTS["documents"][0]["text"])


def test_files_are_imported(cast, client):
    client.force_login(cast.manager)
    files = [SimpleUploadedFile("a.txt", b"Some text."), SimpleUploadedFile("b.csv", b"text\nOne\nTwo\n")]
    made = client.post(address(cast), {"files": files, "label": "Two files"})
    assert (made.status_code, made.json()["label"]) == (201, "Two files")
    work()
    assert set(ImportItem.objects.values_list("state", flat=True)) == {"made"}
    assert ImportItem.objects.count() == 3


def test_c22_an_upload_sent_again_with_its_key_is_the_same_import(cast, client):
    client.force_login(cast.manager)

    def send(text):
        files = [SimpleUploadedFile("a.txt", text)]
        return client.post(address(cast), {"files": files}, headers={"Idempotency-Key": "one"})

    first, again, other = send(b"Some text."), send(b"Some text."), send(b"Other text.")
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json()["id"] == again.json()["id"]
    assert ImportJob.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"documents": []},
        {"documents": [{"title": "no text"}]},
        {"documents": [{"text": "a", "owner": "me"}]},
        {"documents": {"text": "a"}},
        {"documents": [{"text": "a\x00"}]},
        {"documents": [{"text": "a"}], "state": "finished"},
        b'{"documents": [{"text": "\\ud800"}]}',
        b'{"documents": ' + b"[" * 100_000,
    ],
)
def test_c2_c7_c8_c43_bad_bodies_are_refused_and_nothing_is_made(cast, api, body):
    answer = api(cast.manager, "post", address(cast), body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("annotator", 403), ("reviewer", 403), ("outsider", 404), ("former_member", 404)]
)
def test_c39_only_managers_of_the_project_reach_an_import(cast, api, started, who, status):
    job = started({"a.txt": b"Some text."})
    item = ImportItem.objects.get()
    user = getattr(cast, who)
    one = f"/api/v1/imports/{job.pk}"
    assert api(user, "post", address(cast), DOCUMENTS).status_code == status
    for path in (address(cast), one, f"{one}/items", f"{one}/report.csv", f"/api/v1/import-items/{item.pk}"):
        assert api(user, "get", path).status_code == status, path
    for action in ("pause", "resume", "cancel", "retry"):
        assert api(user, "post", f"{one}/{action}", if_match=1).status_code == status
    cuts = {"cuts": [{"start": 0, "end": 4}]}
    assert api(user, "put", f"/api/v1/import-items/{item.pk}/cuts", cuts, if_match=1).status_code == status


def test_imports_are_listed_in_a_constant_number_of_queries(cast, api, started):
    client = api.client_of(cast.manager)

    def queries() -> list[int]:
        counts = []
        for get in (lambda: api(cast.manager, "get", address(cast)), lambda: client.get(page)):
            with CaptureQueriesContext(connection) as captured:
                assert get().status_code == 200
            counts.append(len(captured))
        return counts

    page = f"/projects/{cast.project.pk}/imports"
    started({"a.txt": b"Some text."})
    client.get(page)
    before = queries()
    for number in range(5):
        started({f"{number}.txt": b"Some text."})
    assert queries() == before
    told = api(cast.manager, "get", address(cast)).json()["results"][0]
    assert (told["total"], told["done"], told["counts"]) == (1, 0, {"pending": 1})


def test_an_import_is_paused_by_who_saw_its_version(cast, api, started):
    one = f"/api/v1/imports/{started({'a.txt': b'Some text.'}).pk}"
    assert api(cast.manager, "post", f"{one}/pause").status_code == 428
    assert api(cast.manager, "post", f"{one}/pause", if_match=7).status_code == 412
    paused = api(cast.manager, "post", f"{one}/pause", if_match=1)
    assert (paused.json()["state"], paused["ETag"]) == ("paused", '"2"')


def test_cuts_are_read_and_set(cast, api, imported):
    imported({"page.txt": PAGE.encode()})
    item = ImportItem.objects.get()
    path = f"/api/v1/import-items/{item.pk}"
    page = api(cast.manager, "get", path).json()
    headlines = [page["text"][cut["headline_start"] : cut["headline_end"]] for cut in page["cuts"]]
    assert headlines == ["Bridge to close for eleven weeks", "Museum counts its millionth visitor"]
    cut = {name: page["cuts"][0][name] for name in ("start", "end", "headline_start", "headline_end")}
    overlapping = {"cuts": [cut, cut | {"start": cut["start"] + 5}]}
    assert api(cast.manager, "put", f"{path}/cuts", overlapping, if_match=1).status_code == 400
    past = {"cuts": [cut | {"end": len(page["text"]) + 1}]}
    assert api(cast.manager, "put", f"{path}/cuts", past, if_match=1).status_code == 400
    assert api(cast.manager, "put", f"{path}/cuts", {"cuts": [cut]}, if_match=1).status_code == 200
    work()
    assert Article.objects.get(origin_item=item).title == "Bridge to close for eleven weeks"


def test_the_report_is_csv(cast, api, imported):
    job = imported({"a.txt": b"Some text."})
    answer = api(cast.manager, "get", f"/api/v1/imports/{job.pk}/report.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["document", "a.txt"]


def test_a_page_of_documents_leads_to_the_next(cast, api, imported):
    rows = "\n".join(json.dumps({"text": f"Text number {number}."}) for number in range(5))
    job = imported({"rows.jsonl": rows.encode()})
    names, path = [], f"/api/v1/imports/{job.pk}/items?limit=2"
    while path:
        page = api(cast.manager, "get", path).json()
        names += [item["name"] for item in page["results"]]
        path = page["next"]
    assert names == [f"rows.jsonl, line {number}" for number in range(1, 6)]
