"""The page of exports, and the command that writes the same files."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.exporting.building import build_next_export
from claims.models import Export
from tests.exporting.material import make_verified_claim, make_verified_figure


@pytest.fixture
def verified(cast):
    claim = make_verified_claim(cast, "It will take at least 50,000 troops to hold the border")
    make_verified_figure(cast, "at least 50,000 troops", claim=claim)
    return claim


def address(cast) -> str:
    return f"/projects/{cast.project.pk}/exports"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_files_are_asked_for_watched_and_downloaded(cast, verified, open_page, accessibility_violations):
    page = open_page(cast.manager)
    page.goto(address(cast))
    page.get_by_label("Form", exact=True).select_option("csv")
    page.get_by_role("button", name="Build the files").click()
    build_next_export()  # unless a worker of another test has built it already
    page.get_by_role("paragraph").filter(has_text="Finished. Reload the page").wait_for()
    page.reload()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="claims.csv").click()
    assert str(verified.pk) in downloading.value.path().read_text()
    assert accessibility_violations(page) == []


def test_the_form_narrows_what_is_exported(cast, verified, client):
    client.force_login(cast.manager)
    form = {"format": "jsonl", "verdict": ["supported"], "claimant": "army"}
    assert client.post(address(cast), form).status_code == 302
    assert Export.objects.get().filters == {"verdict": ["supported"], "claimant": "army"}
    assert client.post(address(cast), {"format": "xlsx"}).status_code == 400


def test_others_see_neither_the_page_nor_the_progress(cast, verified, client):
    client.force_login(cast.manager)
    client.post(address(cast), {"format": "jsonl"})
    progress = f"/exports/{Export.objects.get().pk}/progress"
    assert client.get(progress).json()["finished"] is False
    for other in (cast.outsider, cast.former_member, cast.staff):
        client.force_login(other)
        assert client.get(address(cast)).status_code == 404
        assert client.get(progress).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_command_writes_files_and_a_manifest(cast, verified, tmp_path):
    said = StringIO()
    options = {"user": cast.manager.email, "into": tmp_path, "filter": ["claimant=army"]}
    call_command("export", str(cast.project.pk), stdout=said, **options)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [entry["rows"] for entry in manifest["files"]] == [1, 1]
    for entry in manifest["files"]:
        written = (tmp_path / entry["name"]).read_bytes()
        assert (len(written), hashlib.sha256(written).hexdigest()) == (entry["size"], entry["sha256"])
    assert "2 rows in 2 files" in said.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        {"user": "nobody@example.org"},
        {"user": "outsider@example.org"},
        {"user": "manager@example.org", "filter": ["annotator__password=a"]},
    ],
)
def test_the_command_says_what_is_wrong(cast, tmp_path, options):
    with pytest.raises(CommandError):
        call_command("export", str(cast.project.pk), into=tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


def test_the_whole_project_is_offered_to_managers_and_never_narrowed(cast, verified, client):
    for person, offered in ((cast.reviewer, False), (cast.manager, True)):
        client.force_login(person)
        assert ('value="project"' in client.get(address(cast)).content.decode()) is offered
    answer = client.post(address(cast), {"format": "project", "claimant": "army"})
    assert answer.status_code == 400
    assert "without filters" in answer.content.decode()


def test_the_page_says_how_long_files_are_kept_and_that_they_are_gone(cast, verified, client):
    client.force_login(cast.manager)
    client.post(address(cast), {"format": "csv"})
    build_next_export()
    assert "Kept until" in client.get(address(cast)).content.decode()
    Export.objects.update(state="removed")
    shown = client.get(address(cast)).content.decode()
    assert "Files are kept for 30 days" in shown
    assert "claims.csv" in shown
    assert "download>" not in shown
