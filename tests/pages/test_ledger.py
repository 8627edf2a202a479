"""The ledger: figures grouped by what they measure, and how each stands to those of other articles."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Figure
from tests.cast import make_article
from tests.tagged import submit, tag_figure


def ledger(client, cast, **filters):
    return client.get(f"/projects/{cast.project.pk}/ledger", filters)


def entries(page):
    return {entry.figure.quote: entry for group in page.context["groups"] for entry in group.entries}


def stated(cast, quote, annotator=None, **fields):
    """A submitted figure in an article of its own."""
    article = make_article(cast.project, f"{quote}. Nothing more.\n")
    figure = tag_figure(annotator or cast.annotator, article.current_revision, quote, **fields)
    submit(annotator or cast.annotator, figure)
    return figure


@pytest.fixture
def troops(cast):
    """Three figures of troops, of which the exact one conflicts with the other two."""
    return [
        stated(cast, "at least 50,000 troops", stated_by="The general"),
        stated(cast, "60,000 troop", value_low=60000, value_high=60000, modifier="exact"),
        stated(
            cast, "20,000 soldiers", value_low=20000, value_high=20000, modifier="exact", counted="troops"
        ),
    ]


def test_figures_of_the_same_stand_together_with_what_conflicts(client, cast, troops):
    client.force_login(cast.annotator)
    page = ledger(client, cast)
    assert [(group.title, group.count, group.conflicts) for group in page.context["groups"]] == [
        ("troop", 3, 3)
    ]
    found = entries(page)
    least, _more, fewer = (found[figure.quote] for figure in troops)
    assert ([other for other, _ in least.conflicting], least.agreeing) == ([troops[2]], [troops[1]])
    assert {other for other, _ in fewer.conflicting} == {troops[0], troops[1]}
    assert fewer.conflicting[0][1] == ("both tell of troops", "no value fits both")
    text = page.content.decode()
    assert "no value fits both" in text
    assert "The general" in text


def test_what_differs_in_scope_does_not_conflict(client, cast):
    stated(cast, "50 troops", value_low=50, value_high=50, modifier="exact", scope_place="Mali")
    stated(cast, "70 troops", value_low=70, value_high=70, modifier="exact", scope_place="Niger")
    client.force_login(cast.annotator)
    assert [entry.conflicting for entry in entries(ledger(client, cast)).values()] == [[], []]


def test_rejected_figures_and_those_of_the_same_article_are_not_compared(client, cast, troops):
    Figure.objects.filter(pk=troops[2].pk).update(status="in_review")
    Figure.objects.filter(pk=troops[2].pk).update(status="rejected")
    revision = troops[1].revision
    same = tag_figure(cast.annotator, revision, "60,000", value_low=1, value_high=1, modifier="exact")
    submit(cast.annotator, same)
    client.force_login(cast.annotator)
    found = entries(ledger(client, cast))
    assert found["20,000 soldiers"].conflicting == []
    assert [other for other, _ in found["60,000"].conflicting] == [troops[0]]


@pytest.mark.parametrize(
    ("filters", "quotes"),
    [
        ({"unit": "Troops"}, {"at least 50,000 troops", "60,000 troop", "20,000 soldiers"}),
        ({"unit": "USD"}, {"5 dollars"}),
        ({"low": "55,000"}, {"at least 50,000 troops", "60,000 troop"}),
        ({"high": "20000", "unit": "troop"}, {"20,000 soldiers"}),
        ({"low": "5", "high": "5.0"}, {"5 dollars"}),
        ({"text": "soldiers nothing"}, {"20,000 soldiers"}),
        ({"text": "GENERAL"}, {"at least 50,000 troops"}),
        ({"status": "draft"}, {"7 drafts"}),
        ({"status": "verified"}, set()),
        ({"unit": "nothing such"}, set()),
    ],
)
def test_each_filter_finds_its_own(client, cast, troops, filters, quotes):
    stated(
        cast,
        "5 dollars",
        kind="money",
        value_low=5,
        value_high=5,
        modifier="exact",
        counted="",
        measure="USD",
    )
    article = make_article(cast.project, "7 drafts\n")
    tag_figure(cast.annotator, article.current_revision, "7 drafts", value_low=7)
    client.force_login(cast.reviewer)
    assert set(entries(ledger(client, cast, **filters))) == quotes


@pytest.mark.parametrize(
    "filters", [{"low": "many"}, {"high": "1e999999"}, {"low": "NaN"}, {"low": "Infinity"}, {"status": "x"}]
)
def test_a_filter_that_is_not_understood_is_explained(client, cast, troops, filters):
    client.force_login(cast.annotator)
    page = ledger(client, cast, **filters)
    assert page.status_code == 400
    assert "All figures are shown instead" in page.content.decode()
    assert len(entries(page)) == 3


def test_blind_annotators_see_and_compare_only_their_own(client, cast, troops):
    stated(cast, "10 troops", cast.second_annotator, value_low=10, value_high=10, modifier="exact")
    cast.project.blind = True
    cast.project.save()
    client.force_login(cast.second_annotator)
    page = ledger(client, cast)
    assert {quote: entry.conflicting for quote, entry in entries(page).items()} == {"10 troops": []}
    assert [group.count for group in page.context["groups"]] == [1]
    client.force_login(cast.reviewer)
    assert len(entries(ledger(client, cast))["10 troops"].conflicting) == 3


def test_more_figures_than_are_compared_are_counted(client, cast):
    words = " ".join(f"{number} men" for number in range(100, 170))
    article = make_article(cast.project, words)
    for number in range(100, 170):
        figure = tag_figure(
            cast.annotator, article.current_revision, f"{number} men", value_low=number, counted="man"
        )
        submit(cast.annotator, figure)
    client.force_login(cast.annotator)
    page = ledger(client, cast)
    group = page.context["groups"][0]
    assert (group.count, len(group.entries)) == (70, 60)
    assert "The first 60 of 70 are shown" in page.content.decode()


def test_more_groups_need_no_more_queries(client, cast, troops, django_assert_num_queries):
    client.force_login(cast.annotator)
    ledger(client, cast)
    with CaptureQueriesContext(connection) as few:
        ledger(client, cast)
    for counted in ("man", "tank", "ship"):
        stated(cast, f"3 {counted}", value_low=3, counted=counted)
    with django_assert_num_queries(len(few)):
        ledger(client, cast)


def test_c53_what_people_wrote_is_only_text(client, cast):
    stated(cast, "4 <b>men</b>", value_low=4, counted="<b>men</b>", stated_by="<script>alert(1)</script>")
    client.force_login(cast.annotator)
    text = ledger(client, cast).content.decode()
    assert "<script>alert" not in text
    assert "<b>men" not in text


@pytest.mark.parametrize("user", ["outsider", "former_member", "staff"])
def test_c38_who_may_see_it(client, cast, troops, user):
    client.force_login(getattr(cast, user))
    assert ledger(client, cast).status_code == 404
