"""Fifty reviewers at once, each with a connection of their own."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from claims.choices import Role, Status
from claims.models import Claim, Lease, Membership, Review, User
from claims.refusals import Refusal
from claims.reviewing.decisions import reject_item, verify_item
from claims.reviewing.leases import release_item, take_item
from claims.reviewing.queue import take_next
from tests.filling import fill_claims

REVIEWERS = 50

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd(cast):
    """Fifty reviewers of the project."""
    people = User.objects.bulk_create(
        [
            User(email=f"reviewer-{number}@example.org", name=f"Reviewer {number}")
            for number in range(REVIEWERS)
        ]
    )
    Membership.objects.bulk_create(
        [Membership(project=cast.project, user=user, role=Role.REVIEWER) for user in people]
    )
    return people


def fill(cast, count):
    with connection.cursor() as cursor:
        fill_claims(
            cursor.cursor, cast.project, [cast.annotator], cast.manager, count, shares=[Status.SUBMITTED]
        )


def at_once(work: Callable[[Any], Any], people: list[Any]) -> list[Any]:
    """What `work` gives for each person, all begun at the same moment, each on its own connection."""
    gate = threading.Barrier(len(people))

    def begun(person: Any) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(30)
            return work(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(begun, people))


def test_c37_fifty_reviewers_get_fifty_different_items(cast, crowd):
    fill(cast, 10_000)
    taken = at_once(lambda user: take_next(user, project=cast.project), crowd)
    assert None not in taken
    assert len({item.pk for item in taken}) == REVIEWERS
    assert Lease.objects.count() == REVIEWERS
    oldest = Claim.objects.order_by("submitted_at").values_list("pk", flat=True)[: 2 * REVIEWERS]
    assert {item.pk for item in taken} <= set(oldest)


def test_no_item_is_decided_twice_and_none_is_lost(cast, crowd):
    fill(cast, 300)

    def work(user: Any) -> int:
        done = 0
        while (item := take_next(user, project=cast.project)) is not None:
            verify_item(user, Claim, pk=item.pk, version=item.version)
            done += 1
        return done

    done = sum(at_once(work, crowd))
    assert done == 300
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.VERIFIED}
    assert max(Counter(Review.objects.values_list("claim", flat=True)).values()) == 1
    assert not Lease.objects.exists()


def test_the_last_items_are_found_by_somebody(cast, crowd):
    fill(cast, 10)
    taken = at_once(lambda user: take_next(user, project=cast.project), crowd[:10])
    assert sorted(str(item.pk) for item in taken if item) == sorted(
        map(str, Claim.objects.values_list("pk", flat=True))
    )


def test_c60_one_item_taken_by_all_at_once_is_one_persons(cast, crowd):
    fill(cast, 1)
    claim = Claim.objects.get()

    def attempt(user: Any) -> str:
        try:
            take_item(user, Claim, pk=claim.pk)
        except Refusal as refusal:
            return refusal.code
        return "taken"

    outcomes = Counter(at_once(attempt, crowd[:20]))
    assert outcomes == {"taken": 1, "leased": 19}


def test_c60_approve_against_reject_is_one_decision(cast, crowd):
    fill(cast, 1)
    claim = Claim.objects.get()

    def attempt(user: Any) -> str:
        try:
            if crowd.index(user) % 2:
                verify_item(user, Claim, pk=claim.pk, version=claim.version)
            else:
                reject_item(user, Claim, pk=claim.pk, version=claim.version, comment="No")
        except Refusal as refusal:
            return f"{refusal.status}"
        return "decided"

    outcomes = Counter(at_once(attempt, crowd[:20]))
    assert outcomes["decided"] == 1
    assert set(outcomes) <= {"decided", "409", "412"}
    assert Review.objects.count() == 1


def test_what_is_given_back_is_taken_again(cast, crowd):
    fill(cast, 1)
    item = take_next(crowd[0], project=cast.project)
    assert take_next(crowd[1], project=cast.project) is None
    release_item(crowd[0], Claim, pk=item.pk)
    assert take_next(crowd[1], project=cast.project) == item
