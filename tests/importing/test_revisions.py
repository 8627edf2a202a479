"""An article that comes again with changed text."""

import json

import pytest
from django.urls import reverse

from claims.annotating.claims import create_claim
from claims.annotating.evidence import add_evidence
from claims.annotating.figures import create_figure
from claims.models import Article, Claim, Figure, ImportItem

pytestmark = pytest.mark.django_db

URL = "https://example.org/2015/planners"
FIRST = (
    "Planners ask for troops.\n\nThe paper asks for at least 50,000 troops within a year. "
    "Nine governments have made offers, it says.\n\nA general will leave in October."
)
SECOND = FIRST.replace("Nine governments", "So far nine governments").replace(
    "A general will leave in October.", ""
)


def bring(imported, text, url=URL):
    job = imported({"rows.jsonl": json.dumps({"text": text, "url": url, "title": "Planners"}).encode()})
    return ImportItem.objects.get(job=job)


def span(text, quote):
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


@pytest.fixture
def tagged(cast, imported):
    article = Article.objects.get(origin_item=bring(imported, FIRST))
    claim, _ = create_claim(
        cast.annotator,
        article=article,
        fields=span(FIRST, "The paper asks for at least 50,000 troops within a year")
        | {"statement": "Planners ask for 50,000 troops.", "confidence": 80},
    )
    add_evidence(
        cast.annotator,
        Claim,
        item_id=claim.pk,
        version=None,
        fields={"source": cast.source, "quote": "50,000"},
    )
    troops = span(FIRST, "at least 50,000 troops")
    numeral = {"numeral_start": troops["start"] + 9, "numeral_end": troops["start"] + 15}
    create_figure(
        cast.annotator, article=article, fields=troops | numeral | {"kind": "count", "value_low": "50000"}
    )
    create_claim(cast.annotator, article=article, fields=span(FIRST, "A general will leave in October"))
    return article


def test_it_becomes_a_revision_and_the_old_one_stays(tagged, imported):
    item = bring(imported, SECOND)
    tagged.refresh_from_db()
    assert (item.state, item.duplicate_of_id) == ("made", tagged.pk)
    assert (tagged.current_revision.number, tagged.current_revision.text) == (2, SECOND)
    assert tagged.revisions.get(number=1).text == FIRST
    assert tagged.current_revision.sentences.exists()
    assert Claim.objects.filter(revision__number=1).count() == 2


def test_the_same_text_again_is_no_revision(tagged, imported):
    assert bring(imported, FIRST).state == "duplicate"
    assert tagged.revisions.count() == 1


def test_another_address_is_another_article(tagged, imported):
    bring(imported, SECOND, url=URL + "/other")
    assert tagged.revisions.count() == 1
    assert Article.objects.filter(url__startswith=URL).count() == 2


def test_rows_that_share_the_address_of_their_site_are_articles_of_their_own(imported):
    rows = [
        json.dumps({"text": f"Text number {number}.", "url": "https://example.org/"}) for number in range(3)
    ]
    imported({"rows.jsonl": "\n".join(rows).encode()})
    assert Article.objects.filter(url="https://example.org/").count() == 3


def test_tags_are_proposed_by_quote_and_what_is_gone_is_listed(cast, client, tagged, imported):
    bring(imported, SECOND)
    client.force_login(cast.annotator)
    page = client.get(reverse("article_revisions", args=[tagged.pk]))
    placed = {one.quote for one in page.context["placed"]}
    assert placed == {"The paper asks for at least 50,000 troops within a year", "at least 50,000 troops"}
    assert [one.tag.quote for one in page.context["unplaced"]] == ["A general will leave in October"]


def test_a_tag_is_carried_over_with_its_evidence_once(cast, client, tagged, imported):
    bring(imported, SECOND)
    claim = Claim.objects.get(quote__startswith="The paper")
    figure = Figure.objects.get()
    client.force_login(cast.annotator)
    for _ in range(2):
        client.post(reverse("carry_tag", args=[tagged.pk, "claim", claim.pk]))
        client.post(reverse("carry_tag", args=[tagged.pk, "figure", figure.pk]))
    new = Claim.objects.get(revision__number=2)
    assert (new.statement, new.confidence, new.status) == ("Planners ask for 50,000 troops.", 80, "draft")
    assert SECOND[new.start : new.end] == new.quote
    assert [one.quote for one in new.evidence.all()] == ["50,000"]
    carried = Figure.objects.get(revision__number=2)
    assert SECOND[carried.numeral_start : carried.numeral_end] == "50,000"


def test_others_see_the_page_but_carry_nothing_and_strangers_see_none_of_it(cast, client, tagged, imported):
    bring(imported, SECOND)
    claim = Claim.objects.get(quote__startswith="The paper")
    for who, seen, carried in [("reviewer", 200, 404), ("outsider", 404, 404)]:
        client.force_login(getattr(cast, who))
        assert client.get(reverse("article_revisions", args=[tagged.pk])).status_code == seen
        assert client.post(reverse("carry_tag", args=[tagged.pk, "claim", claim.pk])).status_code == carried
    assert not Claim.objects.filter(revision__number=2).exists()
