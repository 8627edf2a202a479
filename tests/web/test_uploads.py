"""What is uploaded: bounded while it is read, and given back so that no browser runs it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import ImportItem, ImportJob, Original
from claims.tasks import take_turn

SCRIPT = b"<!doctype html><title>x</title><p>At least 5 people saw it.<script>alert(1)</script>"


@pytest.fixture
def uploaded(cast, client) -> Original:
    client.force_login(cast.manager)
    page = SimpleUploadedFile("page.html", SCRIPT, content_type="text/html")
    assert client.post(f"/projects/{cast.project.pk}/imports", {"files": page}).status_code == 302
    return Original.objects.get()


def test_c55_an_upload_comes_back_as_an_attachment_of_a_fixed_type(cast, client, uploaded):
    client.force_login(cast.annotator)
    answer = client.get(f"/originals/{uploaded.pk}")
    assert b"".join(answer.streaming_content) == SCRIPT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{uploaded.pk}.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_c55_access_is_checked_each_time(cast, client, uploaded):
    for person in (cast.outsider, cast.staff, cast.former_member):
        client.force_login(person)
        assert client.get(f"/originals/{uploaded.pk}").status_code == 404
    client.force_login(cast.annotator)
    cast.project.memberships.filter(user=cast.annotator).delete()
    assert client.get(f"/originals/{uploaded.pk}").status_code == 404


def test_c10_a_form_of_a_hundred_thousand_parts_is_refused(cast, client):
    client.force_login(cast.manager)
    part = b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n'
    text = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nSome text.\r\n'
    body = text + b"".join(part % number for number in range(100_000)) + b"--b--\r\n"
    path = f"/projects/{cast.project.pk}/imports"
    answer = client.post(path, body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 400
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'></svg>"),
        ("bomb.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff"),
    ],
)
def test_c10_a_picture_is_never_decoded(cast, client, name, content):
    client.force_login(cast.manager)
    picture = SimpleUploadedFile(name, content, content_type="image/png")
    assert client.post(f"/projects/{cast.project.pk}/imports", {"files": picture}).status_code == 302
    while take_turn():
        pass
    item = ImportItem.objects.get()
    assert (item.state, item.articles.count()) == ("failed", 0)
    assert item.failure
