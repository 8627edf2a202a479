"""Claims that say the same: what is proposed, who decides, and that each keeps its own verdict."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.choices import ChangeKind, FamilyState
from claims.ledger.families import decide_member, propose_families
from claims.models import Change, Claim, ClaimFamily, Event
from claims.refusals import Conflict, Forbidden, Invalid, Missing, Stale
from claims.reviewing.decisions import verify_item
from tests.cast import make_article
from tests.tagged import submit, tag_claim


def stated(cast, statement, annotator=None, **fields):
    """A submitted claim in an article of its own."""
    article = make_article(cast.project, f"{statement} It was said on Monday by article {len(statement)}.\n")
    claim = tag_claim(
        cast,
        annotator or cast.annotator,
        statement,
        revision=article.current_revision,
        statement=statement,
        **fields,
    )
    submit(annotator or cast.annotator, claim)
    return claim


def states(*claims):
    for claim in claims:
        claim.refresh_from_db()
    return [claim.family_state for claim in claims]


@pytest.fixture
def alike(cast):
    """Two claims that say nearly the same with other figures, and one that says something else."""
    return [
        stated(cast, "Holding the border takes at least 50,000 troops."),
        stated(cast, "To hold the border takes 20,000 troops.", verdict="supported"),
        stated(cast, "Café owners lost a billion dollars in the flood."),
    ]


def families(client, cast):
    return client.get(f"/projects/{cast.project.pk}/families")


def test_what_says_the_same_is_proposed_once(cast, alike):
    assert propose_families(cast.reviewer, project=cast.project) == 2
    assert states(*alike) == ["proposed", "proposed", ""]
    assert alike[0].family_id == alike[1].family_id
    assert propose_families(cast.reviewer, project=cast.project) == 0
    assert ClaimFamily.objects.count() == 1
    third = stated(cast, "Holding the border takes 70,000 troops at least.")
    assert propose_families(cast.second_reviewer, project=cast.project) == 1
    third.refresh_from_db()
    assert third.family_id == alike[0].family_id


def test_a_person_confirms_or_refuses_and_history_says_who(cast, alike):
    propose_families(cast.reviewer, project=cast.project)
    first, second, _other = alike
    states(*alike)
    decide_member(cast.reviewer, pk=first.pk, version=first.version, state="confirmed")
    decide_member(cast.reviewer, pk=second.pk, version=second.version, state="refused")
    assert states(first, second) == ["confirmed", "refused"]
    assert [claim.verdict.key for claim in (first, second)] == ["refuted", "supported"]
    event = Event.objects.filter(claim=first).latest("id")
    assert (event.actor, event.reason) == (cast.reviewer, "Confirmed as saying the same")
    assert event.after["family_state"] == "confirmed"
    assert propose_families(cast.reviewer, project=cast.project) == 0


def test_a_claim_that_was_refused_is_not_proposed_again(cast, alike):
    propose_families(cast.reviewer, project=cast.project)
    states(*alike)
    decide_member(cast.reviewer, pk=alike[1].pk, version=alike[1].version, state="refused")
    stated(cast, "To hold the border takes 20,000 troops, they say.")
    propose_families(cast.reviewer, project=cast.project)
    assert states(alike[1]) == [FamilyState.REFUSED]


def test_other_systems_are_told_when_a_verified_claim_joins_or_leaves(cast, alike):
    propose_families(cast.reviewer, project=cast.project)
    claim = alike[0]
    states(claim)
    verify_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version, confidence=90)
    for state in ("refused", "confirmed", "refused"):
        states(claim)
        decide_member(cast.second_reviewer, pk=claim.pk, version=claim.version, state=state)
    kinds = list(Change.objects.filter(claim=claim).order_by("number").values_list("kind", flat=True))
    assert kinds == [ChangeKind.VERIFIED, ChangeKind.CHANGED, ChangeKind.CHANGED]


def test_what_is_refused(cast, alike):
    propose_families(cast.reviewer, project=cast.project)
    first, _second, other = alike
    version = Claim.objects.get(pk=first.pk).version
    refusals = [
        (cast.reviewer, first, version - 1, "confirmed", Stale),
        (cast.reviewer, first, version, "proposed", Invalid),
        (cast.reviewer, other, None, "confirmed", Conflict),
        (cast.annotator, first, version, "confirmed", Forbidden),
        (cast.outsider, first, version, "confirmed", Missing),
    ]
    for user, claim, seen, state, refusal in refusals:
        with pytest.raises(refusal):
            decide_member(user, pk=claim.pk, version=seen, state=state)
    assert states(first) == ["proposed"]


def test_the_page_shows_how_they_differ_and_decides(client, cast, alike):
    client.force_login(cast.reviewer)
    client.post(f"/projects/{cast.project.pk}/families/propose")
    page = families(client, cast)
    row = page.context["rows"][0]
    assert row.verdicts_differ
    assert [member.similarity and member.similarity.figures for member in row.members] == [
        None,
        "conflicting",
    ]
    text = page.content.decode()
    assert "verdicts differ" in text
    assert "figures differ" in text
    states(*alike)
    form = {"state": "confirmed", "version": alike[0].version}
    assert client.post(f"/claims/{alike[0].pk}/family", form).status_code == 302
    assert states(alike[0]) == ["confirmed"]
    stale = client.post(f"/claims/{alike[0].pk}/family", form | {"state": "refused"}, follow=True)
    assert "Look again" in stale.content.decode()
    assert states(alike[0]) == ["confirmed"]


def test_more_families_need_no_more_queries(client, cast, alike, django_assert_num_queries):
    propose_families(cast.reviewer, project=cast.project)
    client.force_login(cast.reviewer)
    families(client, cast)
    with CaptureQueriesContext(connection) as few:
        families(client, cast)
    for words in ("The mill by the river was sold in May.", "Teachers of the north earn less than nurses."):
        stated(cast, words)
        stated(cast, words.replace(".", ", they say."))
    assert propose_families(cast.reviewer, project=cast.project) == 4
    with django_assert_num_queries(len(few)):
        assert len(families(client, cast).context["rows"]) == 3


def test_blind_annotators_learn_nothing_of_others_claims(client, cast, alike):
    theirs = stated(cast, "Holding the border takes 90,000 troops.", cast.second_annotator)
    propose_families(cast.reviewer, project=cast.project)
    cast.project.blind = True
    cast.project.save()
    client.force_login(cast.annotator)
    shown = [member.claim for row in families(client, cast).context["rows"] for member in row.members]
    assert {claim.annotator for claim in shown} == {cast.annotator}
    client.force_login(cast.second_annotator)
    assert families(client, cast).context["rows"] == []
    assert theirs.statement not in client.get(f"/projects/{cast.project.pk}/ledger").content.decode()


@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "staff"])
def test_c38_who_may_decide(client, cast, alike, user):
    propose_families(cast.reviewer, project=cast.project)
    states(*alike)
    client.force_login(getattr(cast, user))
    status = 403 if user == "annotator" else 404
    assert families(client, cast).status_code == (200 if user == "annotator" else 404)
    assert client.post(f"/projects/{cast.project.pk}/families/propose").status_code == status
    form = {"state": "confirmed", "version": alike[0].version}
    assert client.post(f"/claims/{alike[0].pk}/family", form).status_code == status
    assert states(alike[0]) == ["proposed"]
