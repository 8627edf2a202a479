"""The desk's view: what is measured, as a page, as plots and as CSV."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from claims.models import Claim, Figure
from claims.reviewing.decisions import reject_item, return_item, verify_item
from claims.reviewing.leases import take_item
from tests.cast import make_article
from tests.tagged import submit, tag_claim, tag_figure


def desk(client, cast, path="", **query):
    return client.get(f"/projects/{cast.project.pk}/desk{path}", query)


def measured(page, key):
    return next(table for table in page.context["tables"] if table.key == key).records


@pytest.fixture
def decided(cast, waiting_claim, waiting_figure):
    """A claim that was verified and a figure that was returned."""
    verify_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version, confidence=90)
    return_item(
        cast.reviewer, Figure, pk=waiting_figure.pk, version=waiting_figure.version, comment="Which border?"
    )


@pytest.fixture
def two_annotators(cast):
    """A project whose articles get two annotators."""
    cast.project.annotators_per_article = 2
    cast.project.save()


def test_throughput_counts_each_day(client, cast, decided):
    client.force_login(cast.reviewer)
    *before, today = measured(desk(client, cast), "throughput")
    assert len(before) == 27
    assert not any(day["submitted"] or day["verified"] or day["returned"] for day in before)
    assert today == {
        "day": timezone.now().date(),
        "submitted": 2,
        "verified": 1,
        "rejected": 0,
        "returned": 1,
    }


def test_a_rejected_item_counts_as_rejected(client, cast, waiting_claim):
    reject_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version, comment="Opinion")
    client.force_login(cast.manager)
    assert measured(desk(client, cast), "throughput")[-1]["rejected"] == 1


def test_the_period_is_in_the_address(client, cast, decided):
    client.force_login(cast.reviewer)
    yesterday = timezone.now().date() - timedelta(days=1)
    days = measured(desk(client, cast, since=yesterday, until=yesterday), "throughput")
    assert [(day["day"], day["submitted"]) for day in days] == [(yesterday, 0)]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("yesterday", "", "Give a day"),
        ("2026-02-30", "", "Give a day"),
        ("2026-03-02", "2026-03-01", "Swap them"),
        ("2020-01-01", "2026-03-01", "366 days at most"),
        ("", "0001-01-01", None),
    ],
)
def test_a_period_that_is_none_is_explained(client, cast, since, until, words):
    client.force_login(cast.reviewer)
    page = desk(client, cast, since=since, until=until)
    assert page.status_code == (400 if words else 200)
    assert words is None or words in page.content.decode()


def test_waiting_times_are_told_for_each_decision(client, cast, waiting_claim, waiting_figure):
    for model, item, hours in [(Claim, waiting_claim, 10), (Figure, waiting_figure, 30)]:
        model.objects.filter(pk=item.pk).update(submitted_at=timezone.now() - timedelta(hours=hours))
        verify_item(cast.reviewer, model, pk=item.pk, version=item.version, confidence=90)
    client.force_login(cast.reviewer)
    rows = {row["decision"]: row for row in measured(desk(client, cast), "waiting")}
    claims, figures = rows["Claims, verified"], rows["Figures, verified"]
    assert (claims["count"], round(claims["median_hours"]), round(claims["p90_hours"])) == (1, 10, 10)
    assert (figures["count"], round(figures["median_hours"])) == (1, 30)
    assert rows["Claims, rejected"] == {
        "decision": "Claims, rejected", "count": 0, "median_hours": None, "p90_hours": None,
    }  # fmt: skip


def test_the_ninetieth_percentile_lies_between_its_neighbours(client, cast):
    article = make_article(cast.project, " ".join(f"word{number}" for number in range(11)))
    for hours in range(11):
        figure = tag_figure(cast.annotator, article.current_revision, f"word{hours}")
        submit(cast.annotator, figure)
        Figure.objects.filter(pk=figure.pk).update(submitted_at=timezone.now() - timedelta(hours=10 * hours))
        verify_item(cast.reviewer, Figure, pk=figure.pk, version=figure.version, confidence=90)
    client.force_login(cast.reviewer)
    row = next(row for row in measured(desk(client, cast), "waiting") if row["count"])
    assert (row["count"], round(row["median_hours"]), round(row["p90_hours"])) == (11, 50, 90)


def test_the_backlog_is_told_by_age(client, cast, waiting_claim, waiting_figure):
    Figure.objects.filter(pk=waiting_figure.pk).update(submitted_at=timezone.now() - timedelta(days=100))
    Claim.objects.filter(pk=waiting_claim.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    client.force_login(cast.reviewer)
    rows = [(row["claims"], row["figures"]) for row in measured(desk(client, cast), "backlog")]
    assert rows == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 0), (0, 1)]


def test_verdicts_of_what_is_verified_and_of_what_waits(client, cast, two_annotators, decided):
    second = tag_claim(cast, cast.second_annotator, "50,000", verdict="supported")
    submit(cast.second_annotator, second)
    client.force_login(cast.reviewer)
    rows = {row.pop("verdict"): row for row in measured(desk(client, cast), "verdicts")}
    assert rows["Refuted"] == {"verified_in_period": 1, "verified": 1, "waiting": 0}
    assert rows["Supported"] == {"verified_in_period": 0, "verified": 0, "waiting": 1}
    last_month = timezone.now().date() - timedelta(days=40)
    page = desk(client, cast, since=last_month, until=last_month)
    assert measured(page, "verdicts")[1]["verified_in_period"] == 0


def test_the_workload_of_each_member(client, cast, two_annotators, decided):
    second = tag_claim(cast, cast.second_annotator)
    submit(cast.second_annotator, second)
    take_item(cast.second_reviewer, Claim, pk=second.pk)
    client.force_login(cast.manager)
    rows = {row.pop("person"): row for row in measured(desk(client, cast), "workload")}
    assert set(rows) == {
        "Annotator", "Second annotator", "Reviewer", "Second reviewer", "Manager", "Disabled",
    }  # fmt: skip
    assert rows["Annotator"] == {
        "role": "Annotator", "open_articles": 1, "returned": 1, "held": 0, "waiting": 0, "submitted": 2,
        "decided": 0,
    }  # fmt: skip
    assert (rows["Reviewer"]["decided"], rows["Reviewer"]["submitted"]) == (2, 0)
    assert rows["Second reviewer"]["held"] == 1
    assert rows["Second annotator"]["waiting"] == 1


def test_what_belongs_to_another_project_is_not_counted(client, cast, decided):
    cast.foreign_project.memberships.create(user=cast.reviewer, role="reviewer")
    client.force_login(cast.reviewer)
    page = client.get(f"/projects/{cast.foreign_project.pk}/desk")
    for key in ("throughput", "waiting", "backlog", "verdicts", "workload"):
        numbers = [
            value for row in measured(page, key) for value in row.values() if type(value) in {int, float}
        ]
        assert numbers
        assert not any(numbers)


def test_more_rows_need_no_more_queries(client, cast, waiting_claim, django_assert_num_queries):
    client.force_login(cast.reviewer)
    desk(client, cast)
    with CaptureQueriesContext(connection) as few:
        desk(client, cast)
    for number in range(5):
        article = make_article(cast.project, f"{number} word more")
        submit(cast.second_annotator, tag_figure(cast.second_annotator, article.current_revision, "word"))
    with django_assert_num_queries(len(few)):
        desk(client, cast)


def test_a_name_that_a_spreadsheet_would_run_is_only_text(client, cast):
    cast.annotator.name = '=HYPERLINK("https://evil.example")'
    cast.annotator.save()
    client.force_login(cast.reviewer)
    rows = list(csv.reader(desk(client, cast, "/workload.csv").content.decode().splitlines()))
    assert "'" + cast.annotator.name in [row[0] for row in rows]


def test_a_name_in_any_letters_is_drawn(client, cast):
    cast.annotator.name = "$x$ <b> 王小明 & نور"
    cast.annotator.save()
    client.force_login(cast.reviewer)
    tag_claim(cast, cast.annotator)
    plot = desk(client, cast, "/workload.light.svg")
    assert "$x$ <b> 王小明 & نور" in "".join(etree.fromstring(plot.content).itertext())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_plot_is_an_image_that_is_sent_once(client, cast, decided, theme):
    client.force_login(cast.reviewer)
    plot = desk(client, cast, f"/throughput.{theme}.svg")
    assert plot["Content-Type"] == "image/svg+xml"
    assert plot["Cache-Control"] == "private, no-cache"
    assert etree.fromstring(plot.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert b"Submitted" in plot.content
    address = f"/projects/{cast.project.pk}/desk/throughput.{theme}.svg"
    again = client.get(address, headers={"If-None-Match": plot["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_csv_has_the_numbers_of_the_page(client, cast, decided):
    client.force_login(cast.reviewer)
    today = timezone.now().date().isoformat()
    lines = desk(client, cast, "/throughput.csv", since=today).content.decode().split("\r\n")
    assert lines == ["day,submitted,verified,rejected,returned", f"{today},2,1,0,1", ""]


@pytest.mark.parametrize("path", ["", "/throughput.light.svg", "/throughput.csv"])
@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "staff"])
def test_c38_who_may_see_it(client, cast, user, path):
    client.force_login(getattr(cast, user))
    assert desk(client, cast, path).status_code == (403 if user == "annotator" else 404)


@pytest.mark.parametrize("path", ["/nothing.light.svg", "/throughput.red.svg", "/nothing.csv"])
def test_what_is_not_measured_is_missing(client, cast, path):
    client.force_login(cast.reviewer)
    assert desk(client, cast, path).status_code == 404
