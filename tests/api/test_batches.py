"""Several items at once over REST: each decided singly, foreign ones refuse the whole."""

from django.db import OperationalError

from claims.api import batches
from claims.choices import Status
from claims.models import Figure, Lease
from claims.reviewing.leases import take_item
from tests.tagged import tag_figure


def path(cast, action):
    return f"/api/v1/projects/{cast.project.pk}/queue/{action}"


def batch(*items, decision="verify", **more):
    chosen = [{"noun": item._meta.model_name, "id": str(item.pk), "version": item.version} for item in items]
    return {"decision": decision, "items": chosen} | more


def test_each_is_decided_and_what_isnt_says_why(cast, api, waiting_claim, waiting_figure):
    stale = batch(waiting_figure, waiting_claim)
    stale["items"][0]["version"] += 5
    answer = api(cast.reviewer, "post", path(cast, "decide"), stale)
    assert answer.status_code == 200, answer.content
    first, second = answer.json()["results"]
    assert (first["decided"], first["problem"]["code"], first["problem"]["status"]) == (False, "stale", 412)
    assert (second["decided"], second["problem"], second["id"]) == (True, None, str(waiting_claim.pk))
    waiting_claim.refresh_from_db()
    waiting_figure.refresh_from_db()
    assert (waiting_claim.status, waiting_figure.status) == (Status.VERIFIED, Status.SUBMITTED)


def test_c40_a_foreign_item_refuses_the_whole(cast, api, waiting_claim):
    foreign = tag_figure(cast.outsider, cast.foreign_article.current_revision)
    answer = api(cast.reviewer, "post", path(cast, "decide"), batch(waiting_claim, foreign))
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_reference")
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED


def test_a_batch_that_is_sent_again_decides_once(cast, api, waiting_claim):
    sent = batch(waiting_claim, decision="return", comment="Which border?")
    first, second = (
        api(cast.reviewer, "post", path(cast, "decide"), sent).json()["results"][0] for _ in range(2)
    )
    assert (first["decided"], second["problem"]["code"]) == (True, "stale")
    assert waiting_claim.reviews.count() == 1


def test_with_its_key_a_batch_that_is_sent_again_gets_the_first_answer(
    cast, api, waiting_claim, waiting_figure
):
    sent = batch(waiting_claim, waiting_figure)
    sent["items"][1]["version"] += 5
    first, second = (
        api(cast.reviewer, "post", path(cast, "decide"), sent, idempotency_key="night-1") for _ in range(2)
    )
    assert [one["decided"] for one in first.json()["results"]] == [True, False]
    assert (second.status_code, second.json()) == (200, first.json())
    assert waiting_claim.reviews.count() == 1
    sent["items"].pop()
    other = api(cast.reviewer, "post", path(cast, "decide"), sent, idempotency_key="night-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_batch_that_was_cut_off_goes_on_where_it_was(cast, api, waiting_claim, waiting_figure, monkeypatch):
    sent = batch(waiting_claim, waiting_figure)
    decide_one = batches.decide_one

    def cut_off(user, decision, model, *rest, **more):
        if model is Figure:
            raise OperationalError("the connection was lost")
        return decide_one(user, decision, model, *rest, **more)

    monkeypatch.setattr(batches, "decide_one", cut_off)
    answer = api(cast.reviewer, "post", path(cast, "decide"), sent, idempotency_key="night-1")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    monkeypatch.setattr(batches, "decide_one", decide_one)
    again = api(cast.reviewer, "post", path(cast, "decide"), sent, idempotency_key="night-1")
    assert [one["decided"] for one in again.json()["results"]] == [True, True]
    assert (waiting_claim.reviews.count(), waiting_figure.reviews.count()) == (1, 1)


def test_what_one_holds_is_listed_and_given_back(cast, api, waiting_claim, waiting_figure):
    for item in (waiting_claim, waiting_figure):
        take_item(cast.reviewer, type(item), pk=item.pk)
    held = api(cast.reviewer, "get", path(cast, "held")).json()["results"]
    assert {one["noun"] for one in held} == {"claim", "figure"}
    assert api(cast.second_reviewer, "get", path(cast, "held")).json()["results"] == []
    assert api(cast.second_reviewer, "post", path(cast, "release")).json() == {"released": 0}
    Lease.objects.update(until="2020-01-01T00:00:00Z")  # one that ran out is given back too
    assert api(cast.reviewer, "post", path(cast, "release")).json() == {"released": 2}
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED
