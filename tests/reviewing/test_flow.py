"""Tag, submit, review, verify: through the actions, on the real database."""

import pytest

from claims.annotating.claims import change_claim, create_claim
from claims.annotating.evidence import add_evidence
from claims.annotating.figures import create_figure
from claims.annotating.submission import submit_article
from claims.choices import ChangeKind, Status
from claims.models import Change, Claim, Event, Evidence, Figure, Review, Verdict
from claims.refusals import Conflict, Forbidden, Invalid, Missing, Stale
from claims.reviewing.decisions import (
    dispute_item,
    hand_on_fixed,
    reject_item,
    reopen_item,
    return_item,
    verify_item,
)
from claims.reviewing.leases import release_item, take_item
from claims.reviewing.queue import take_next

QUOTE = "It will take at least 50,000 troops to hold the border"


@pytest.fixture
def claim(cast) -> Claim:
    """A complete claim of the annotator's, submitted with its figure."""
    verdict = Verdict.objects.get(project=cast.project, key="refuted")
    fields = cast.span(QUOTE) | {
        "statement": "Holding the border takes at least 50,000 troops.",
        "verdict": verdict,
        "confidence": 80,
    }
    claim, new = create_claim(cast.annotator, article=cast.article, fields=fields)
    assert new
    add_evidence(
        cast.annotator,
        Claim,
        item_id=claim.pk,
        version=1,
        fields={"source": cast.source, "stance": "refutes", "quote": "A third of that."},
    )
    figure = cast.span("at least 50,000 troops") | {
        "numeral_start": cast.span("50,000 troops to")["start"],
        "numeral_end": cast.span("50,000 troops to")["start"] + 6,
        "kind": "count",
        "value_low": 50000,
        "modifier": "at_least",
        "counted": "troop",
        "claim": claim,
        "confidence": 95,
    }
    create_figure(cast.annotator, article=cast.article, fields=figure)
    submit_article(cast.annotator, article=cast.article)
    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    return claim


def test_a_second_person_verifies(cast, claim):
    verified = verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version, confidence=90)
    assert (verified.status, verified.verified_by, verified.reviewer_confidence) == (
        Status.VERIFIED,
        cast.reviewer,
        90,
    )
    assert list(Change.objects.values_list("number", "kind")) == [(1, ChangeKind.VERIFIED)]
    review = Review.objects.get(claim=claim)
    assert (review.decision, review.verdict.key, review.reviewer) == ("verified", "refuted", cast.reviewer)


def test_nobody_reviews_their_own_work(cast, claim):
    for user, reason in ((cast.annotator, "Only reviewers"), (cast.outsider, None)):
        with pytest.raises((Forbidden, Missing)) as refusal:
            verify_item(user, Claim, pk=claim.pk, version=claim.version)
        assert isinstance(refusal.value, Missing) if reason is None else reason in refusal.value.detail
    cast.project.memberships.filter(user=cast.annotator).update(role="reviewer")
    with pytest.raises(Forbidden, match="your own work"):
        reject_item(cast.annotator, Claim, pk=claim.pk, version=claim.version, comment="Bad")
    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED


def test_a_reviewers_fix_goes_to_another_person(cast, claim):
    take_item(cast.reviewer, Claim, pk=claim.pk)
    fixed = change_claim(
        cast.reviewer, pk=claim.pk, version=claim.version, fields={"statement": "It takes 50,000 troops."}
    )
    with pytest.raises(Forbidden, match="another person verifies"):
        verify_item(cast.reviewer, Claim, pk=claim.pk, version=fixed.version)
    handed = hand_on_fixed(
        cast.reviewer, Claim, pk=claim.pk, version=fixed.version, comment="Statement mended"
    )
    assert handed.status == Status.SUBMITTED
    verify_item(cast.second_reviewer, Claim, pk=claim.pk, version=handed.version)


def test_moving_an_edge_makes_no_contributor(cast, claim):
    take_item(cast.reviewer, Claim, pk=claim.pk)
    moved = change_claim(
        cast.reviewer, pk=claim.pk, version=claim.version, fields=cast.span(QUOTE + ", the former army chief")
    )
    assert verify_item(cast.reviewer, Claim, pk=claim.pk, version=moved.version).status == Status.VERIFIED


def test_returned_rejected_disputed_and_reopened(cast, claim):
    returned = return_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version, comment="Which border?")
    assert returned.status == Status.RETURNED
    changed = change_claim(
        cast.annotator, pk=claim.pk, version=returned.version, fields={"statement": "The eastern border."}
    )
    assert changed.status == Status.DRAFT
    submit = cast.article.assignments.get()
    submit.state = "open"
    submit.save()
    submit_article(cast.annotator, article=cast.article)
    claim.refresh_from_db()
    disputed = dispute_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version, comment="Old source")
    assert disputed.status == Status.DISPUTED
    with pytest.raises(Forbidden, match="another reviewer decides"):
        verify_item(cast.reviewer, Claim, pk=claim.pk, version=disputed.version)
    rejected = reject_item(
        cast.second_reviewer, Claim, pk=claim.pk, version=disputed.version, comment="No claim at all"
    )
    assert rejected.status == Status.REJECTED
    again = reopen_item(cast.reviewer, Claim, pk=claim.pk, version=rejected.version, comment="It is one")
    assert again.status == Status.SUBMITTED
    assert verify_item(cast.second_reviewer, Claim, pk=claim.pk, version=again.version).verified_at


def test_c60_one_decision_of_two(cast, claim):
    verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version)
    with pytest.raises(Stale):
        reject_item(cast.second_reviewer, Claim, pk=claim.pk, version=claim.version, comment="No")
    claim.refresh_from_db()
    with pytest.raises(Conflict, match="doesn't await review"):
        reject_item(cast.second_reviewer, Claim, pk=claim.pk, version=claim.version, comment="No")
    assert Review.objects.filter(claim=claim).count() == 1


def test_c60_editing_what_is_verified_sends_it_back(cast, claim):
    verified = verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version)
    changed = change_claim(
        cast.annotator,
        pk=claim.pk,
        version=verified.version,
        fields={"rationale": "The source was corrected."},
        reason="correction",
    )
    assert (changed.status, changed.verified_by) == (Status.SUBMITTED, None)
    assert [change.kind for change in Change.objects.order_by("number")] == ["verified", "withdrawn"]


def test_a_tag_that_was_reopened_unchanged_is_still_ones_own(cast, claim):
    verified = verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version)
    again = reopen_item(cast.reviewer, Claim, pk=claim.pk, version=verified.version, comment="A year on")
    cast.project.memberships.filter(user=cast.annotator).update(role="reviewer")
    with pytest.raises(Forbidden, match="your own work"):
        verify_item(cast.annotator, Claim, pk=claim.pk, version=again.version)
    taken = take_next(cast.annotator, project=cast.project)
    assert taken is None
    assert verify_item(cast.second_reviewer, Claim, pk=claim.pk, version=again.version).verified_at


def test_a_leased_item_is_nobody_elses(cast, claim):
    taken = take_next(cast.reviewer, project=cast.project)
    assert taken is not None
    assert taken.status == Status.IN_REVIEW
    other = take_next(cast.second_reviewer, project=cast.project)
    assert other is not None
    assert other.pk != taken.pk
    assert {type(taken), type(other)} == {Claim, Figure}
    with pytest.raises(Conflict, match="Reviewer has it until"):
        take_item(cast.second_reviewer, type(taken), pk=taken.pk)
    assert release_item(cast.reviewer, type(taken), pk=taken.pk).status == Status.SUBMITTED
    taken.refresh_from_db()
    assert taken.version == claim.version


def test_missing_parts_are_named_before_submitting(cast):
    create_claim(cast.annotator, article=cast.article, fields=cast.span(QUOTE))
    with pytest.raises(Invalid, match="Give a verdict"):
        submit_article(cast.annotator, article=cast.article)
    assert Claim.objects.get().status == Status.DRAFT


def test_two_reviewers_can_be_required(cast, claim):
    cast.project.reviewers_required = 2
    cast.project.save()
    once = verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version)
    assert once.status == Status.SUBMITTED
    twice = verify_item(cast.second_reviewer, Claim, pk=claim.pk, version=once.version)
    assert twice.status == Status.VERIFIED


def test_history_says_who_did_what(cast, claim):
    verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version, comment="Checked the bulletin")
    events = list(Event.objects.filter(claim=claim, noun="claim"))
    assert (events[0].operation, events[0].actor) == ("insert", cast.annotator)
    last = events[-1]
    assert (last.actor, last.reason) == (cast.reviewer, "Checked the bulletin")
    assert (last.before["status"], last.after["status"]) == ("in_review", "verified")
    assert Event.objects.filter(claim=claim, noun="evidence", actor=cast.annotator).count() == 1
    assert Evidence.objects.count() == 1
