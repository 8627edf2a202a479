"""The page of agreement: its numbers, what it withholds, and the items behind each number."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from claims.models import Assignment, Claim, Review
from claims.text.agreement import wilson_interval
from tests.measuring.material import annotated_articles, decide


def agreement(client, cast, path="", **query):
    return client.get(f"/projects/{cast.project.pk}/agreement{path}", query)


def measured(page):
    return {one.question.key: one for one in page.context["measures"]}


def verdict(cast, key):
    return cast.project.verdicts.get(key=key)


@pytest.fixture
def several(cast):
    """Four articles, forty sentences; the second annotator differs on every fourth one."""
    supported, refuted = verdict(cast, "supported"), verdict(cast, "refuted")
    types = ["numerical", "quote"]

    def claim(place, item):
        other = place and item % 4 == 0
        return {
            "verdict": refuted if (item % 2 == 0) != bool(other) else supported,
            "claim_type": types[item % 2],
        }

    def figure(place, item):
        return {"value_low": 101, "value_high": 101} if place and item % 10 == 0 else {}

    people = [cast.annotator, cast.second_annotator]
    return annotated_articles(cast.project, people, 4, claim=claim, figure=figure)


def test_it_tells_kappa_and_alpha_with_interval_and_items(client, cast, several):
    client.force_login(cast.reviewer)
    found = measured(agreement(client, cast))
    # 20 + 20 verdicts of which ten of the first 20 differ: p_o = .75, p_e = .5 · .25 + .5 · .75 = .5.
    assert found["verdict"].kappa.value == 0.5
    assert found["verdict"].kappa.n == 40
    assert found["verdict"].kappa.low < 0.5 < found["verdict"].kappa.high
    assert (found["type"].kappa.value, found["type"].alpha.value) == (1, 1)
    assert 0.9 < found["value"].alpha.value < 1
    assert found["claim_span"].alpha.value == 1
    assert found["claim_span"].alpha.n == 80


def test_what_is_undefined_is_explained(client, cast, several):
    client.force_login(cast.reviewer)
    page = agreement(client, cast)
    kinds = measured(page)["kind"]
    assert kinds.kappa.value is None
    assert "Every label is the same" in page.content.decode()


def test_nothing_is_told_under_thirty_items(client, cast):
    annotated_articles(
        cast.project,
        [cast.annotator, cast.second_annotator],
        2,
        claim=lambda place, item: {"claim_type": "quote"},
    )
    client.force_login(cast.reviewer)
    page = agreement(client, cast)
    found = measured(page)["type"]
    assert (found.kappa.value, found.alpha.value, found.alpha.n) == (None, None, 20)
    assert "nothing is shown under 30" in page.content.decode()


def test_two_of_three_people_are_compared_when_both_are_chosen(client, cast):
    people = [cast.annotator, cast.second_annotator, cast.reviewer]
    types = ["numerical", "quote", "causal"]
    annotated_articles(
        cast.project, people, 4, claim=lambda place, item: {"claim_type": types[(item + (place == 2)) % 3]}
    )
    client.force_login(cast.manager)
    page = agreement(client, cast)
    assert measured(page)["type"].kappa.value is None
    assert "choose both" in page.content.decode()
    assert {pair.texts for _one, _other, pair in page.context["pairs"]} == {4}
    both = agreement(client, cast, one=cast.annotator.pk, other=cast.second_annotator.pk)
    assert measured(both)["type"].kappa.value == 1
    third = agreement(client, cast, one=cast.annotator.pk, other=cast.reviewer.pk)
    assert measured(third)["type"].kappa.value < 0


def test_an_article_and_a_period_can_be_chosen(client, cast, several):
    client.force_login(cast.reviewer)
    assert measured(agreement(client, cast, article=several[0].pk))["type"].alpha.n == 10
    Assignment.objects.filter(article=several[0]).update(submitted_at=timezone.now() - timedelta(days=90))
    week = timezone.now().date() - timedelta(days=7)
    assert measured(agreement(client, cast, since=week))["type"].alpha.n == 30


def test_each_number_leads_to_the_items_behind_it(client, cast, several):
    client.force_login(cast.reviewer)
    page = agreement(client, cast, "/items", about="verdict")
    rows = page.context["rows"]
    assert page.context["page"].paginator.count == 40
    assert [row.differs for row in rows[:11]] == [True] * 10 + [False]
    assert sorted(said.words for said in rows[0].said) == ["Refuted", "Supported"]
    assert {said.person for said in rows[0].said} == {"Annotator", "Second annotator"}
    for about, count in [("type", 40), ("kind", 40), ("value", 40), ("claim_span", 40), ("figure_span", 40)]:
        assert agreement(client, cast, "/items", about=about).context["page"].paginator.count == count
    values = agreement(client, cast, "/items", about="value").context["rows"][0]
    assert {said.words for said in values.said} == {"100 man", "101 man"}


def test_only_submitted_articles_and_tags_count(client, cast, several):
    Assignment.objects.filter(annotator=cast.second_annotator, article=several[0]).update(state="open")
    Claim.objects.filter(revision__article=several[1], annotator=cast.annotator).update(status="draft")
    client.force_login(cast.reviewer)
    found = measured(agreement(client, cast))
    assert found["type"].alpha.n == 20
    rows = agreement(client, cast, "/items", about="claim_span").context["rows"]
    assert [row.missing for row in rows if row.article == several[1]] == [("Annotator",)] * 10


def test_calibration_tells_how_often_confidence_was_upheld(client, cast, several):
    items = list(Claim.objects.filter(annotator=cast.annotator).order_by("pk"))
    decide(Claim, cast.reviewer, items[:30], "verified")
    decide(Claim, cast.reviewer, items[30:36], "rejected")
    decide(Claim, cast.reviewer, items[36:], "returned")
    client.force_login(cast.reviewer)
    page = agreement(client, cast)
    band = next(each for each in page.context["bins"] if each.lowest == 80)
    low, high = wilson_interval(30, 40)
    assert (band.n, band.share) == (40, 0.75)
    assert (band.low, band.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert [each.share for each in page.context["bins"] if each.lowest != 80] == [None] * 5
    behind = agreement(client, cast, "/items", about="calibration-80")
    assert behind.context["page"].paginator.count == 40
    other = agreement(client, cast, one=cast.second_annotator.pk)
    assert sum(each.n for each in other.context["bins"]) == 0


def test_what_a_reviewer_fixed_was_not_upheld(client, cast, several):
    items = list(Claim.objects.filter(annotator=cast.annotator).order_by("pk"))
    decide(Claim, cast.reviewer, items, "verified")
    Review.objects.create(claim=items[0], item_version=1, reviewer=cast.second_reviewer, decision="fixed")
    client.force_login(cast.reviewer)
    band = next(each for each in agreement(client, cast).context["bins"] if each.lowest == 80)
    assert (band.n, band.share) == (40, 0.975)
    rows = agreement(client, cast, "/items", about="calibration-80").context["rows"]
    assert [row.quote for row in rows if row.differs] == [items[0].quote]


def test_more_articles_need_no_more_queries(client, cast, several, django_assert_num_queries):
    client.force_login(cast.reviewer)

    def ask():
        agreement(client, cast)
        agreement(client, cast, "/items", about="type")

    ask()
    with CaptureQueriesContext(connection) as few:
        ask()
    people = [cast.annotator, cast.second_annotator]
    annotated_articles(cast.project, people, 3, first=10, claim=lambda place, item: {"claim_type": "causal"})
    with django_assert_num_queries(len(few)):
        ask()


@pytest.mark.parametrize("key", ["agreement", "calibration"])
def test_each_has_a_plot_and_a_csv(client, cast, several, key):
    client.force_login(cast.reviewer)
    plot = agreement(client, cast, f"/{key}.dark.svg")
    assert etree.fromstring(plot.content).tag == "{http://www.w3.org/2000/svg}svg"
    head, *lines = agreement(client, cast, f"/{key}.csv").content.decode().splitlines()
    assert len(lines) == 6
    assert "explanation" in head


@pytest.mark.parametrize("name", ["one", "other", "article"])
def test_c38_c42_what_is_foreign_is_unknown(client, cast, several, name):
    client.force_login(cast.reviewer)
    for value in ("x", cast.foreign_article.pk, cast.outsider.pk):
        page = agreement(client, cast, **{name: value})
        assert page.status_code == 400
        assert "Unknown" in page.content.decode()
        assert agreement(client, cast, "/items", about="type", **{name: value}).status_code == 400


@pytest.mark.parametrize("about", ["", "nothing", "calibration-", "calibration-81", "calibration-100"])
def test_a_number_that_is_none_is_missing(client, cast, about):
    client.force_login(cast.reviewer)
    assert agreement(client, cast, "/items", about=about).status_code == 404


@pytest.mark.parametrize("path", ["", "/items?about=type", "/agreement.csv", "/agreement.light.svg"])
@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "staff"])
def test_c38_who_may_see_it(client, cast, user, path):
    client.force_login(getattr(cast, user))
    assert agreement(client, cast, path).status_code == (403 if user == "annotator" else 404)
