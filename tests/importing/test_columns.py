"""Tables whose columns have names of their own."""

import json

import pytest
from django.urls import reverse

from claims.models import Article, ImportItem
from tests.importing.conftest import work

pytestmark = pytest.mark.django_db

TABLE = "Kop;Tekst;Waar\nEen brug;De brug gaat dicht.;https://example.org/brug\n"


def columns_page(client, cast):
    client.force_login(cast.manager)
    return reverse("import_columns", args=[ImportItem.objects.get().pk])


def test_unknown_columns_are_asked_for_and_then_read(cast, client, imported):
    imported({"tabel.csv": TABLE.encode()})
    assert ImportItem.objects.get().failure_code == "columns"
    address = columns_page(client, cast)
    preview = client.get(address).context["preview"]
    assert preview.columns == ["Kop", "Tekst", "Waar"]
    assert preview.rows == [["Een brug", "De brug gaat dicht.", "https://example.org/brug"]]
    client.post(address, {"version": 1, "text": "Tekst", "title": "Kop", "url": "Waar"})
    work()
    article = Article.objects.get(title="Een brug")
    assert (article.url, article.current_revision.text) == ("https://example.org/brug", "De brug gaat dicht.")


def test_rows_of_json_are_asked_for_too(cast, client, imported):
    imported({"rijen.jsonl": json.dumps({"Tekst": "De brug gaat dicht."}).encode()})
    client.post(columns_page(client, cast), {"version": 1, "text": "Tekst"})
    work()
    assert ImportItem.objects.get().state == "made"


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"version": 1}, 400), ({"version": 1, "text": "Elders"}, 400), ({"version": 2, "text": "Tekst"}, 412)],
)
def test_a_choice_that_does_not_fit_is_refused(cast, client, imported, fields, status):
    imported({"tabel.csv": TABLE.encode()})
    assert client.post(columns_page(client, cast), fields).status_code == status
    assert ImportItem.objects.get().state == "failed"


@pytest.mark.parametrize(("who", "status"), [("annotator", 403), ("outsider", 404)])
def test_only_managers_choose(cast, client, imported, who, status):
    imported({"tabel.csv": TABLE.encode()})
    address = columns_page(client, cast)
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == status
    assert client.post(address, {"version": 1, "text": "Tekst"}).status_code == status
