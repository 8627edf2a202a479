"""What the database refuses, whoever writes."""

import itertools

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from claims.annotating.claims import create_claim
from claims.choices import Status
from claims.models import Claim, Contribution, Event, Verdict
from claims.workflow import TRANSITIONS


@pytest.fixture
def claim(cast) -> Claim:
    verdict = Verdict.objects.get(project=cast.project, key="supported")
    fields = cast.span("About 589 Belgian fighters") | {
        "verdict": verdict,
        "confidence": 70,
        "search_record": "Searched the gazette.",
    }
    return create_claim(cast.annotator, article=cast.article, fields=fields)[0]


@pytest.mark.parametrize(
    "fields",
    [{"start": 1}, {"end": 10_000}, {"quote": "else"}, {"start": 9, "end": 9}],
    ids=["moved", "past the text", "another quote", "empty"],
)
def test_a_quote_is_the_slice(claim, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**fields)


def test_only_what_may_follow_follows(cast, claim):
    paths = shortest_paths()
    for origin, target in itertools.permutations(Status, 2):
        with transaction.atomic():
            for step in paths[origin]:
                set_status(claim, step, cast.reviewer)
            if target in TRANSITIONS[origin]:
                set_status(claim, target, cast.reviewer)
            else:
                with pytest.raises(IntegrityError, match="may not follow"), transaction.atomic():
                    set_status(claim, target, cast.reviewer)
            transaction.set_rollback(True)


def shortest_paths() -> dict[Status, list[Status]]:
    paths: dict[Status, list[Status]] = {Status.DRAFT: []}
    waiting = [Status.DRAFT]
    for origin in waiting:
        for target in sorted(TRANSITIONS[origin]):
            if target not in paths:
                paths[target] = [*paths[origin], target]
                waiting.append(target)
    return paths


def set_status(claim: Claim, status: Status, verifier: object) -> None:
    done = {"verified_by": verifier, "verified_at": claim.created_at} if status == Status.VERIFIED else {}
    undone = {"verified_by": None, "verified_at": None}
    Claim.objects.filter(pk=claim.pk).update(status=status, **(done or undone))


def test_no_contributor_verifies(cast, claim):
    Contribution.objects.get_or_create(claim=claim, user=cast.reviewer)
    for step in (Status.SUBMITTED, Status.IN_REVIEW):
        set_status(claim, step, cast.reviewer)
    with pytest.raises(IntegrityError, match="no contributor"), transaction.atomic():
        set_status(claim, Status.VERIFIED, cast.reviewer)
    set_status(claim, Status.VERIFIED, cast.second_reviewer)


def test_verified_needs_evidence_or_a_record_and_stays_as_it_is(cast, claim):
    Claim.objects.filter(pk=claim.pk).update(search_record="")
    for step in (Status.SUBMITTED, Status.IN_REVIEW):
        set_status(claim, step, cast.reviewer)
    with pytest.raises(IntegrityError, match="evidence or a record"), transaction.atomic():
        set_status(claim, Status.VERIFIED, cast.reviewer)
    Claim.objects.filter(pk=claim.pk).update(search_record="Searched the gazette.")
    set_status(claim, Status.VERIFIED, cast.reviewer)
    for change in ({"statement": "Else"}, {"verdict": None}, {"confidence": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**change)
    with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).delete()


def test_a_revision_never_changes(cast):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        type(cast.revision).objects.filter(pk=cast.revision.pk).update(text="Other")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_event SET reason = 'forged'",
        "DELETE FROM claims_event",
        "INSERT INTO claims_event (at, noun, row, operation, reason, transaction) "
        "VALUES (now(), 'x', 'x', 'x', '', 1)",
        "ALTER TABLE claims_claim DISABLE TRIGGER ALL",
    ],
)
def test_the_application_cannot_touch_history(claim, statement):
    assert Event.objects.filter(claim=claim).exists()
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
