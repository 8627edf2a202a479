"""An article that was taken whole is cut by hand."""

import pytest
from django.urls import reverse

from claims.annotating.assignments import begin_assignment
from claims.importing.cuts import Part
from claims.importing.recutting import cut_article
from claims.models import Article, Assignment, Cut, Event, ImportItem, Sentence, SuggestionDecision
from claims.refusals import Conflict, Missing
from tests.importing.conftest import work
from tests.importing.test_pages import PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(imported):
    """A page with two articles that was taken as one."""
    imported({"page.txt": PAGE.encode()}, cut=False)
    return Article.objects.select_related("current_revision").get(origin_item__name="page.txt")


def test_the_parts_take_the_place_of_the_article(cast, client, whole):
    text = whole.current_revision.text
    client.force_login(cast.manager)
    listed = client.get(reverse("article_list", args=[cast.project.pk])).content.decode()
    address = reverse("article_cuts", args=[whole.pk])
    assert address in listed
    assert client.get(address).context["marks"] == "bcccbccc"
    client.post(address, {"version": whole.version, "marks": "bcccbcco"})
    work()
    assert not Article.objects.filter(pk=whole.pk).exists()
    item = ImportItem.objects.get(name="page.txt")
    first, second = Article.objects.filter(origin_item=item).order_by("origin_start")
    assert (item.state, item.job.state, item.text) == ("made", "finished", text)
    assert (first.title, first.byline) == ("Bridge to close for eleven weeks", "Ann Marlow")
    for part in (first, second):
        assert text[part.origin_start : part.origin_end] == part.current_revision.text
        assert Sentence.objects.filter(revision=part.current_revision).exists()
        assert part.current_revision.original_id == item.original_id
    deleted = Event.objects.get(noun="article", row=str(whole.pk), operation="delete")
    assert (deleted.actor, deleted.reason) == (cast.manager, "article cut")


def test_a_part_is_cut_again_and_its_offsets_are_those_of_the_page(cast, api, imported):
    imported({"page.txt": PAGE.encode()})
    item = ImportItem.objects.get()
    api(
        cast.manager,
        "put",
        f"/api/v1/import-items/{item.pk}/cuts",
        {"cuts": [{"start": 0, "end": len(item.text)}]},
        if_match="*",
    )
    work()
    (whole,) = Article.objects.filter(origin_item=item)
    address = f"/api/v1/articles/{whole.pk}/cuts"
    proposed = api(cast.manager, "get", address)
    cuts = [{name: cut[name] for name in ("start", "end", "byline")} for cut in proposed.json()["cuts"]]
    assert len(cuts) == 2
    assert api(cast.manager, "put", address, {"cuts": cuts}, if_match=whole.version + 1).status_code == 412
    assert api(cast.manager, "put", address, {"cuts": cuts}, if_match=whole.version).status_code == 200
    work()
    last = Article.objects.filter(origin_item=item).order_by("origin_start").last()
    third = last.current_revision.text.index("The harbour museum")
    api(
        cast.manager,
        "put",
        f"/api/v1/articles/{last.pk}/cuts",
        {"cuts": [{"start": 0, "end": third}, {"start": third, "end": len(last.current_revision.text)}]},
        if_match=last.version,
    )
    work()
    item.refresh_from_db()
    parts = Article.objects.filter(origin_item=item).order_by("origin_start")
    assert [part.byline for part in parts] == ["Ann Marlow", "", ""]
    assert Cut.objects.filter(item=item, article=None).count() == 0
    for part in parts:
        assert item.text[part.origin_start : part.origin_end] == part.current_revision.text
    assert parts.count() == 3


def test_what_somebody_has_worked_on_is_refused_with_what_to_do(cast, client, whole):
    parts = [Part(0, 300), Part(300, 600)]

    def refused():
        with pytest.raises(Conflict) as refusal:
            cut_article(cast.manager, article_id=whole.pk, version=whole.version, parts=parts)
        client.force_login(cast.manager)
        shown = client.get(reverse("article_cuts", args=[whole.pk]))
        assert (shown.status_code, refusal.value.detail in shown.content.decode()) == (409, True)
        return refusal.value.code

    given = Assignment.objects.create(
        project=cast.project, article=whole, annotator=cast.annotator, assigned_by=cast.manager
    )
    assert refused() == "assigned"
    given.state = "taken_back"
    given.save()
    suggestion = whole.current_revision.suggestions.first()
    decided = SuggestionDecision.objects.create(
        suggestion=suggestion, user=cast.annotator, outcome="dismissed"
    )
    assert refused() == "has_decisions"
    decided.delete()
    tag = whole.current_revision.claims.create(
        project=cast.project, start=0, end=6, quote="Bridge", annotator=cast.annotator
    )
    assert refused() == "has_tags"
    tag.delete()
    cut_article(cast.manager, article_id=whole.pk, version=whole.version, parts=parts)
    with pytest.raises(Missing):
        begin_assignment(cast.annotator, whole)


@pytest.mark.parametrize("marks", ["bccccccc", "oooooooo", "b"])
def test_marks_that_cut_nothing_are_refused_on_the_page(cast, client, whole, marks):
    client.force_login(cast.manager)
    address = reverse("article_cuts", args=[whole.pk])
    assert client.post(address, {"version": whole.version, "marks": marks}).status_code == 400
    assert Article.objects.filter(pk=whole.pk).exists()
