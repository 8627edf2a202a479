"""The import pages, as a manager and others use them."""

import csv
import io

import pytest
from django.urls import reverse

from claims.models import Article, ImportItem, ImportJob
from claims.tasks import take_turn
from tests.importing.conftest import work

PAGE = (
    "Bridge to close for eleven weeks\nBy Ann Marlow\nMay 14, 2016\n"
    + "The old bridge will be closed to cars for eleven weeks, the roads office said on Friday. " * 6
    + "\nMuseum counts its millionth visitor\nBy Ben Harlow\nMay 12, 2016\n"
    + "The harbour museum welcomed its millionth visitor on Wednesday, nine years after it opened. " * 6
)

pytestmark = pytest.mark.django_db


def upload(client, cast, **fields):
    address = reverse("import_list", args=[cast.project.pk])
    return client.post(address, {"text": "Some text of a report.", "cut": "yes", **fields})


def test_pasted_text_becomes_an_article(client, cast):
    client.force_login(cast.manager)
    answer = upload(client, cast, title="Pasted by hand", url="https://example.org/pasted")
    job = ImportJob.objects.get()
    assert answer.url == reverse("import_detail", args=[job.pk])
    work()
    article = Article.objects.get(origin_item__job=job)
    assert (article.title, article.url) == ("Pasted by hand", "https://example.org/pasted")


@pytest.mark.parametrize(
    ("who", "status"),
    [("annotator", 403), ("reviewer", 403), ("outsider", 404), ("former_member", 404), ("staff", 404)],
)
def test_c39_only_managers_import_and_others_see_nothing(client, cast, started, who, status):
    job = started({"a.txt": b"Some text."})
    item = ImportItem.objects.get()
    client.force_login(getattr(cast, who))
    assert upload(client, cast).status_code == status
    for name in ("import_detail", "import_progress", "import_report"):
        assert client.get(reverse(name, args=[job.pk])).status_code == status
    assert client.get(reverse("import_cuts", args=[item.pk])).status_code == status
    assert client.post(reverse("import_pause", args=[job.pk]), {"version": 1}).status_code == status
    assert ImportJob.objects.count() == 1


def test_nothing_to_import_is_refused_on_the_page(client, cast):
    client.force_login(cast.manager)
    answer = upload(client, cast, text="")
    assert answer.status_code == 400
    assert "Choose a file, or paste a text." in answer.content.decode()


def test_the_page_says_when_no_worker_runs(client, cast, started):
    job = started({"a.txt": b"Some text."})
    client.force_login(cast.manager)
    progress = client.get(reverse("import_progress", args=[job.pk])).json()
    assert "No worker is running" in progress["notice"]
    work()
    progress = client.get(reverse("import_progress", args=[job.pk])).json()
    assert (progress["notice"], progress["finished"], progress["done"]) == ("", True, 1)
    assert [row["state"] for row in progress["rows"]] == ["made"]


def test_the_report_has_a_row_for_each_document_and_no_formula(client, cast, imported):
    job = imported({"=cmd().txt": b"Some text.", "empty.txt": b""})
    client.force_login(cast.manager)
    answer = client.get(reverse("import_report", args=[job.pk]))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].startswith("'=cmd().txt,")
    assert ",failed,empty,There is no text in it." in lines[2]


def test_cuts_are_confirmed_as_a_person_wants_them(client, cast, imported):
    imported({"page.txt": PAGE.encode()})
    item = ImportItem.objects.get()
    assert item.state == "awaiting_cuts"
    client.force_login(cast.manager)
    address = reverse("import_cuts", args=[item.pk])
    marks = client.get(address).context["marks"]
    assert marks == "bcccbccc"
    client.post(address, {"version": item.version, "marks": "bcccbcco"})
    work()
    first, second = Article.objects.filter(origin_item=item).order_by("origin_start")
    assert (first.title, first.byline) == ("Bridge to close for eleven weeks", "Ann Marlow")
    assert second.current_revision.text.endswith("May 12, 2016")
    for article in (first, second):
        assert item.text[article.origin_start : article.origin_end] == article.current_revision.text


def test_cuts_confirmed_twice_or_on_an_old_version_are_refused(client, cast, imported):
    imported({"page.txt": PAGE.encode()})
    item = ImportItem.objects.get()
    client.force_login(cast.manager)
    address = reverse("import_cuts", args=[item.pk])
    assert client.post(address, {"version": item.version + 1, "marks": "bcccbccc"}).status_code == 412
    assert client.post(address, {"version": item.version, "marks": "oooooooo"}).status_code == 400
    assert client.post(address, {"version": item.version, "marks": "b"}).status_code == 400
    client.post(address, {"version": item.version, "marks": "bcccbccc"})
    answer = client.post(address, {"version": item.version + 1, "marks": "bcccbccc"}, follow=True)
    assert "confirmed" in answer.content.decode()
    work()
    assert Article.objects.filter(origin_item=item).count() == 2


def test_c15_the_report_runs_nowhere(client, cast, imported):
    job = imported({"=1+1.txt": b"", "@a.txt": b"=2+2 is said to be the sum."})
    client.force_login(cast.manager)
    report = b"".join(client.get(reverse("import_report", args=[job.pk])).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(report)))
    assert [row["document"] for row in rows] == ["'=1+1.txt", "'@a.txt"]
    assert rows[1]["outcome"].startswith("'=2+2")


def test_pause_resume_cancel_and_retry(client, cast, started):
    job = started({"a.txt": b"Some text.", "empty.txt": b""})
    client.force_login(cast.manager)

    def act(action):
        job.refresh_from_db()
        client.post(reverse(f"import_{action}", args=[job.pk]), {"version": job.version})
        job.refresh_from_db()

    act("pause")
    work()
    assert (job.state, set(job.items.values_list("state", flat=True))) == ("paused", {"pending"})
    act("resume")
    work()
    job.refresh_from_db()
    assert job.state == "finished"
    assert list(job.items.values_list("state", flat=True)) == ["made", "failed"]
    act("retry")
    assert list(job.items.values_list("state", flat=True)) == ["made", "pending"]
    act("cancel")
    assert (job.state, list(job.items.values_list("state", flat=True))) == (
        "cancelled",
        ["made", "cancelled"],
    )
    assert (
        "Cancelled: 1 of 2 documents done"
        in client.get(reverse("import_detail", args=[job.pk])).content.decode()
    )


def test_a_row_that_could_not_be_read_is_not_tried_again(client, cast, imported):
    job = imported({"rows.jsonl": b'{"text": "Some text."}\n{not json\n'})
    client.force_login(cast.manager)
    answer = client.post(reverse("import_retry", args=[job.pk]), {"version": job.version}, follow=True)
    assert "Nothing that failed can be tried again." in answer.content.decode()
    assert list(job.items.values_list("state", "attempts")) == [("made", 1), ("failed", 0)]


def test_a_file_that_is_unpacked_meanwhile_makes_no_page_stale(client, cast, started):
    job = started({"a.jsonl": b'{"text": "One."}\n{"text": "Two."}\n'})
    take_turn()
    assert job.items.count() == 2
    client.force_login(cast.manager)
    client.post(reverse("import_pause", args=[job.pk]), {"version": job.version})
    job.refresh_from_db()
    assert job.state == "paused"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_manager_imports_in_the_browser(
    celery_worker_process, cast, open_page, tmp_path, accessibility_violations
):
    from playwright.sync_api import expect

    page = open_page(cast.manager)
    page.goto(reverse("import_list", args=[cast.project.pk]))
    assert accessibility_violations(page) == []
    page.set_input_files(
        "#files",
        [
            {"name": "report.txt", "mimeType": "text/plain", "buffer": b"Planners ask for 50,000 troops."},
            {"name": "empty.md", "mimeType": "text/markdown", "buffer": b""},
            {"name": "page.txt", "mimeType": "text/plain", "buffer": PAGE.encode()},
        ],
    )
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("region", name="Progress")).to_contain_text(
        "3 of 3 documents done", timeout=30_000
    )
    expect(page.get_by_role("row", name="empty.md")).to_contain_text("There is no text in it.")
    expect(page.get_by_role("row", name="report.txt")).to_contain_text("Made")
    assert accessibility_violations(page) == []
    page.get_by_role("row", name="page.txt").get_by_role("link", name="Open").click()
    expect(page.get_by_role("status").filter(has_text="2 articles")).to_be_visible()
    assert accessibility_violations(page) == []
    _cut_by_keyboard(page, expect)
    expect(page.get_by_role("row", name="page.txt")).to_contain_text("Made", timeout=30_000)
    assert Article.objects.filter(origin_item__name="page.txt").count() == 1


def _cut_by_keyboard(page, expect):
    """Join the second article to the first, by keys alone."""
    page.locator("[data-cut-mark]").first.focus()
    page.keyboard.press("n")
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="1 article")).to_be_visible()
    page.get_by_role("button", name="Confirm").press("Enter")
