"""The change feed: every change once, in commit order, while people decide."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections

from tests.exporting.material import make_verified_claim

QUOTES = ["589 Belgian fighters", "April 2016", "the ministry said", "over $1 billion"]


def address(cast, since: int = 0, **more) -> str:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/api/v1/projects/{cast.project.pk}/changes?since={since}{query}"


def test_a_correction_comes_as_withdrawn_and_then_as_verified(cast, api, verified):
    from claims.annotating.claims import change_claim
    from claims.models import Claim
    from claims.reviewing.decisions import verify_item

    first = api(cast.manager, "get", address(cast)).json()
    assert [(change["kind"], change["noun"]) for change in first["results"]] == [
        ("verified", "claim"),
        ("verified", "figure"),
    ]
    assert first["results"][0]["item"]["id"] == str(verified.pk)
    change_claim(cast.annotator, pk=verified.pk, version=None, fields={"statement": "Corrected."})
    withdrawn = api(cast.manager, "get", address(cast, first["cursor"])).json()
    assert [(change["kind"], change["item"]) for change in withdrawn["results"]] == [("withdrawn", None)]
    verify_item(cast.second_reviewer, Claim, pk=verified.pk, version=None)
    again = api(cast.manager, "get", address(cast, withdrawn["cursor"])).json()
    assert [change["item"]["statement"] for change in again["results"]] == ["Corrected."]
    assert api(cast.manager, "get", address(cast, again["cursor"])).json() == {
        "cursor": again["cursor"],
        "more": False,
        "results": [],
    }


def test_what_is_disputed_is_told_too(cast, api, verified):
    from claims.models import Claim
    from claims.reviewing.decisions import dispute_item, reopen_item

    reopen_item(cast.manager, Claim, pk=verified.pk, version=None, comment="Doubts")
    dispute_item(cast.second_reviewer, Claim, pk=verified.pk, version=None, comment="Not so sure")
    kinds = [change["kind"] for change in api(cast.manager, "get", address(cast)).json()["results"]]
    assert kinds == ["verified", "verified", "withdrawn", "disputed"]


def test_in_blind_mode_an_annotator_hears_of_their_own_work_only(cast, api, verified):
    cast.project.blind = True
    cast.project.save()
    heard = api(cast.second_annotator, "get", address(cast)).json()
    assert heard["results"] == []
    assert heard["cursor"] == 2


@pytest.mark.parametrize("query", ["since=-1", "since=x", "since=99999999999999999999", "limit=0", "after=1"])
def test_odd_cursors_are_refused(cast, api, query):
    path = f"/api/v1/projects/{cast.project.pk}/changes?{query}"
    assert api(cast.manager, "get", path).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_c64_no_change_is_missed_or_doubled_while_writers_are_busy(cast, client):
    from claims.models import Claim
    from claims.reviewing.decisions import reopen_item, verify_item

    claims = [make_verified_claim(cast, quote).pk for quote in QUOTES]
    done = Event()

    def write(pk) -> None:
        try:
            for _ in range(8):
                reopen_item(cast.manager, Claim, pk=pk, version=None, comment="Again")
                verify_item(cast.reviewer, Claim, pk=pk, version=None)
        finally:
            connections.close_all()

    def follow() -> list[int]:
        numbers, since = [], 0
        try:
            while True:
                finished = done.is_set()
                feed = client.get(address(cast, since, limit=3)).json()
                numbers += [change["number"] for change in feed["results"]]
                since = feed["cursor"]
                if finished and not feed["more"]:
                    return numbers
        finally:
            connections.close_all()

    client.force_login(cast.manager)
    with ThreadPoolExecutor(5) as pool:
        reader = pool.submit(follow)
        for writer in [pool.submit(write, pk) for pk in claims]:
            writer.result()
        done.set()
        numbers = reader.result()
    assert numbers == list(range(1, 4 + 4 * 16 + 1))
