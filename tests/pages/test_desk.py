"""The desk's view: what is measured, as a page, as plots and as CSV."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from claims.models import Claim, Figure
from claims.reviewing.decisions import reject_item, return_item, verify_item


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
