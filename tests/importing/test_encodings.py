"""An encoding that a person names, for files whose own can only be guessed: through every door."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from claims.models import Article, ImportJob
from tests.importing.conftest import work

pytestmark = pytest.mark.django_db

TEXT = "Žáci ze školy v Šumperku četli 50 knih, řekl učitel."
CZECH = TEXT.encode("cp1250")


def packed() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", CZECH)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", CZECH), ("a.csv", b'id,text\r\n1,"' + CZECH + b'"\r\n'), ("a.zip", packed())]
)
def test_c3_files_are_read_in_the_encoding_that_was_chosen_on_the_page(client, cast, name, data):
    client.force_login(cast.manager)
    page = reverse("import_list", args=[cast.project.pk])
    given = {"files": SimpleUploadedFile(name, data), "encoding": "cp1250", "cut": "yes"}
    assert client.post(page, given).status_code == 302
    work()
    assert Article.objects.get(project=cast.project, origin_item__isnull=False).current_revision.text == TEXT


def test_c3_unicode_is_read_as_unicode_whatever_was_named(imported):
    job = imported({"a.txt": TEXT.encode()}, encoding="cp1250")
    assert Article.objects.get(origin_item__job=job).current_revision.text == TEXT


def test_c3_over_rest_another_name_for_it_will_do_and_an_unknown_one_is_refused(cast, api):
    address = f"/api/v1/projects/{cast.project.pk}/imports"

    def sent(encoding):
        data = {"files": SimpleUploadedFile("a.txt", CZECH), "encoding": encoding}
        return api.client_of(cast.manager).post(address, data)

    refused = [sent(name) for name in ("klingon", "rot13", "utf-7", "idna", "\x00")]
    assert {(one.status_code, one["Content-Type"]) for one in refused} == {(400, "application/problem+json")}
    assert [one.json()["code"] for one in refused[:4]] == ["unknown_encoding"] * 4
    assert "cp1250" in refused[0].json()["errors"]["encoding"][0]
    assert not ImportJob.objects.filter(project=cast.project).exists()
    assert sent("Windows-1250").status_code == 201
    work()
    assert Article.objects.get(project=cast.project, origin_item__isnull=False).current_revision.text == TEXT


def test_c3_the_command_takes_it_too(cast, tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(CZECH)
    options = {"project": str(cast.project.pk), "user": cast.manager.email, "here": True}
    with pytest.raises(CommandError, match="klingon"):
        call_command("import", file, encoding="klingon", **options)
    call_command("import", file, encoding="cp1250", **options)
    assert Article.objects.get(project=cast.project, origin_item__isnull=False).current_revision.text == TEXT
