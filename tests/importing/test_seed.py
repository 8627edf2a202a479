"""The sample project, loaded through the actions."""

import io
import re

import pytest
from django.core.management import call_command

from claims.models import Article, Claim, Cut, Figure, ImportItem, Project, Review, User
from tests.seeds import content

pytestmark = pytest.mark.django_db


def loaded():
    out = io.StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def test_every_sample_tag_stands_where_its_file_says(django_user_model):
    said = loaded()
    password = re.search(r"password (\S+) as", said)[1]
    assert User.objects.get(email="manager@example.org").check_password(password)
    assert Article.objects.count() == len(content.articles())
    for model, rows in ((Claim, content.claims()), (Figure, content.figures())):
        wanted = sorted((*tag.span, tag.row["quote"], tag.row["status"]) for tag in rows)
        assert sorted(model.objects.values_list("start", "end", "quote", "status")) == wanted
    assert Review.objects.count() == sum(tag.row["reviewer"] is not None for tag in content.tags())


def test_the_sample_page_waits_to_be_cut():
    loaded()
    item = ImportItem.objects.get(state="awaiting_cuts")
    headlines = {item.text[cut.headline_start : cut.headline_end] for cut in Cut.objects.filter(item=item)}
    assert headlines >= {
        "Bridge to close for eleven weeks",
        "Fewer pupils leave school without a certificate",
        "Museum counts its millionth visitor",
    }


def test_loading_again_changes_nothing():
    loaded()
    before = (Claim.objects.count(), User.objects.count(), Project.objects.count())
    assert "there already" in loaded()
    assert (Claim.objects.count(), User.objects.count(), Project.objects.count()) == before
