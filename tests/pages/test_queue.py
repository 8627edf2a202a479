"""The review queue: its saved filters and counts, taking one item or an article's, and the API's "next"."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.choices import Status
from claims.models import Claim, Figure, Lease
from claims.reviewing.decisions import dispute_item, return_item
from claims.reviewing.queue import take_next
from tests.cast import make_article
from tests.tagged import submit, tag_claim, tag_figure


def queue(client, cast, saved="waiting"):
    return client.get(f"/projects/{cast.project.pk}/review", {"filter": saved})


def counts(page):
    return {saved.key: count for saved, count in page.context["filters"]}


def test_it_counts_and_lists_what_waits(client, cast, waiting_claim, waiting_figure):
    client.force_login(cast.reviewer)
    page = queue(client, cast)
    assert page.status_code == 200
    assert {row.item.pk for row in page.context["rows"]} == {waiting_claim.pk, waiting_figure.pk}
    assert counts(page) == {
        "waiting": "2",
        "disputed": "0",
        "returned": "0",
        "low_confidence": "0",
        "conflicting": "0",
        "high_stakes": "2",
        "old": "0",
    }


def test_each_filter_finds_its_own(client, cast, waiting_claim, waiting_figure):
    other = make_article(cast.project, "The army says that 20,000 troops will do, over a million in all.\n")
    conflicting = tag_figure(
        cast.second_annotator, other.current_revision, "20,000 troops", value_low=20000, value_high=20000,
        modifier="exact", confidence=30,
    )  # fmt: skip
    submit(cast.second_annotator, conflicting)
    Figure.objects.filter(pk=waiting_figure.pk).update(submitted_at=timezone.now() - timedelta(days=4))
    dispute_item(
        cast.second_reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version, comment="Hm"
    )
    client.force_login(cast.reviewer)
    found = {
        key: {row.item.pk for row in queue(client, cast, key).context["rows"]}
        for key in ("disputed", "low_confidence", "conflicting", "old")
    }
    assert found == {
        "disputed": {waiting_claim.pk},
        "low_confidence": {conflicting.pk},
        "conflicting": {waiting_claim.pk, waiting_figure.pk, conflicting.pk},
        "old": {waiting_figure.pk},
    }
    rows = queue(client, cast).context["rows"]
    assert [row.item.pk for row in rows] == [waiting_claim.pk, waiting_figure.pk, conflicting.pk]
    assert [str(reason) for reason in rows[1].reasons] == [
        "Figures that conflict", "High stakes", "Getting old"
    ]  # fmt: skip


def test_returned_to_me(client, cast, waiting_claim):
    return_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version, comment="Which?")
    client.force_login(cast.reviewer)
    assert counts(queue(client, cast))["returned"] == "0"
    waiting_claim.refresh_from_db()
    submit(cast.annotator, waiting_claim)
    assert counts(queue(client, cast))["returned"] == "1"


def test_more_than_a_page_is_shown_without_gap_or_double(client, cast):
    words = " ".join(f"word{number}" for number in range(60))
    article = make_article(cast.project, words)
    revision = article.current_revision
    figures = [tag_figure(cast.annotator, revision, f"word{number}") for number in range(10, 60)]
    submit(cast.annotator, *figures)
    client.force_login(cast.reviewer)
    query, seen = {"filter": "waiting"}, []
    while query:
        page = client.get(f"/projects/{cast.project.pk}/review", query)
        seen += [row.item.pk for row in page.context["rows"]]
        following = page.context["following"]
        query = {"filter": "waiting", "after": str(following)} if following else None
    assert seen == [figure.pk for figure in figures]


@pytest.mark.parametrize(
    "after", ["x", "9_2020-01-01_1", "0_2020-01-01T00:00:00_x", "1_2020-01-01T00:00:00+00:00_"]
)
def test_an_address_that_is_no_cursor_of_ours_begins_at_the_beginning(client, cast, waiting_claim, after):
    client.force_login(cast.reviewer)
    page = client.get(f"/projects/{cast.project.pk}/review", {"after": after})
    assert len(page.context["rows"]) == 2


def test_next_takes_the_disputed_first(client, cast, waiting_claim, waiting_figure):
    dispute_item(
        cast.second_reviewer, Figure, pk=waiting_figure.pk, version=waiting_figure.version, comment="Hm"
    )
    assert take_next(cast.reviewer, project=cast.project) == waiting_figure
    assert take_next(cast.second_reviewer, project=cast.project) == waiting_claim
    assert take_next(cast.second_reviewer, project=cast.project) is None


def test_next_within_a_filter(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    answer = client.post(f"/projects/{cast.project.pk}/review/next", {"filter": "old"})
    assert answer.headers["Location"] == f"/projects/{cast.project.pk}/review?filter=old"
    assert not Lease.objects.exists()
    answer = client.post(f"/projects/{cast.project.pk}/review/next", {"filter": "high_stakes"})
    assert answer.headers["Location"] == f"/claims/{waiting_claim.pk}/review?filter=high_stakes"


def test_all_of_an_article(client, cast, waiting_claim, waiting_figure):
    other = make_article(cast.project, "Another 3 troops.\n")
    elsewhere = tag_figure(cast.annotator, other.current_revision, "3 troops", value_low=3)
    submit(cast.annotator, elsewhere)
    client.force_login(cast.reviewer)
    client.post(f"/articles/{cast.article.pk}/review")
    held = set(Lease.objects.values_list("claim", "figure"))
    assert held == {(waiting_claim.pk, None), (None, waiting_figure.pk)}
    assert "You have 2 items on your desk" in queue(client, cast).content.decode()
    client.post(f"/projects/{cast.project.pk}/review/release")
    assert not Lease.objects.exists()
    assert Claim.objects.get(pk=waiting_claim.pk).status == Status.SUBMITTED


def test_an_expired_lease_is_given_on(cast, waiting_claim):
    assert take_next(cast.reviewer, project=cast.project) == waiting_claim
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert take_next(cast.second_reviewer, project=cast.project) == waiting_claim


def test_ones_own_work_is_passed_over(cast, waiting_claim):
    cast.project.memberships.filter(user=cast.annotator).update(role="reviewer")
    assert take_next(cast.annotator, project=cast.project) is None


@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "staff"])
def test_c38_who_may_open_it(client, cast, waiting_claim, user):
    client.force_login(getattr(cast, user))
    expected = 403 if user == "annotator" else 404
    assert queue(client, cast).status_code == expected
    for address in (f"projects/{cast.project.pk}/review/next", f"articles/{cast.article.pk}/review"):
        assert client.post(f"/{address}").status_code == expected
    assert not Lease.objects.exists()


def test_a_claim_in_another_article_is_in_the_queue_once(client, cast):
    claim = tag_claim(cast, cast.annotator)
    cast.project.memberships.create(user=cast.outsider, role="reviewer")
    submit(cast.annotator, claim)
    client.force_login(cast.outsider)
    assert [row.item.pk for row in queue(client, cast).context["rows"]] == [claim.pk]


def decide_chosen(client, cast, *items, decision="verify", **fields):
    chosen = [f"{item._meta.model_name}:{item.pk}:{item.version}" for item in items]
    data = {"item": chosen, "decision": decision, **fields}
    return client.post(f"/projects/{cast.project.pk}/review/decide", data, follow=True).content.decode()


def test_several_are_decided_each_singly(client, cast, waiting_claim, waiting_figure):
    client.force_login(cast.reviewer)
    waiting_figure.version -= 1
    text = decide_chosen(client, cast, waiting_claim, waiting_figure)
    assert "1 item decided." in text
    assert "at least 50,000 troops: Somebody changed this" in text
    waiting_claim.refresh_from_db()
    waiting_figure.refresh_from_db()
    assert (waiting_claim.status, waiting_figure.status) == (Status.VERIFIED, Status.SUBMITTED)
    assert "Say why" in decide_chosen(client, cast, waiting_figure, decision="reject")
    assert "1 item decided." in decide_chosen(client, cast, waiting_figure, decision="reject", comment="No")


def test_c40_a_batch_reaches_nothing_foreign(client, cast, waiting_claim):
    client.force_login(cast.outsider)
    answer = client.post(f"/projects/{cast.project.pk}/review/decide")
    assert answer.status_code == 404
    data = {
        "item": [f"claim:{waiting_claim.pk}:{waiting_claim.version}", "claim:x:1", "x"],
        "decision": "verify",
    }
    address = f"/projects/{cast.foreign_project.pk}/review/decide"
    text = client.post(address, data, follow=True).content.decode()
    assert "Unknown item" in text
    assert waiting_claim.statement not in text
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED
