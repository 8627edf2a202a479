"""The page of a claim: its history as sentences, its state at an earlier time, comments, re-opening."""

import pytest

from claims.annotating.claims import change_claim
from claims.annotating.evidence import remove_evidence
from claims.choices import Status
from claims.models import Claim, Comment, Verdict
from claims.reviewing.decisions import dispute_item, return_item, verify_item
from claims.reviewing.leases import take_item
from tests.tagged import submit


def sentences(client, claim):
    return [entry.sentence for entry in client.get(f"/claims/{claim.pk}").context["history"]]


# Each decision needs a transaction of its own to be an entry of its own.
@pytest.mark.django_db(transaction=True)
def test_the_whole_history_reads_as_sentences(client, cast, waiting_claim):
    claim = waiting_claim
    return_item(cast.reviewer, Claim, pk=claim.pk, version=claim.version, comment="Which border?")
    claim.refresh_from_db()
    supported = Verdict.objects.get(project=cast.project, key="supported")
    fields = {"verdict": supported, "claimant": "The general"}
    claim = change_claim(
        cast.annotator, pk=claim.pk, version=claim.version, fields=fields, reason="Read it again"
    )
    submit(cast.annotator, claim)
    take_item(cast.second_reviewer, Claim, pk=claim.pk)
    verify_item(cast.second_reviewer, Claim, pk=claim.pk, version=claim.version, confidence=85)
    client.force_login(cast.annotator)
    assert sentences(client, claim) == [
        "Annotator tagged “It will take at least 50,000 troops to hold the border”.",
        "Annotator added evidence from “Ministry bulletin” (refutes).",
        "Annotator submitted it.",
        "Reviewer returned it to its annotator.",
        "Annotator took it up again, set the claimant to “The general” and changed the verdict from "
        "“Refuted” to “Supported”.",
        "Annotator submitted it.",
        "Second reviewer took it for review.",
        "Second reviewer upheld the verdict “Supported” with 85 % confidence.",
    ]
    text = client.get(f"/claims/{claim.pk}").content.decode()
    assert "Which border?" in text
    assert "Read it again" in text


@pytest.mark.django_db(transaction=True)
def test_its_state_at_every_earlier_time(client, cast, waiting_claim):
    claim = waiting_claim
    evidence = claim.evidence.get()
    remove_evidence(cast.annotator, pk=evidence.pk, version=claim.version)
    client.force_login(cast.annotator)
    history = client.get(f"/claims/{claim.pk}").context["history"]
    states = [
        client.get(f"/claims/{claim.pk}", {"after": entry.last_event}).context["past"] for entry in history
    ]
    assert [(state.status, len(state.evidence)) for state in states] == [
        (Status.DRAFT, 0),
        (Status.DRAFT, 1),
        (Status.SUBMITTED, 1),
        (Status.SUBMITTED, 0),
    ]
    assert ("Verdict", "Refuted") in states[0].fields


@pytest.mark.parametrize("after", ["x", "0", "99999999999999999999", "9" * 18, "-1"])
def test_no_such_time(client, cast, waiting_claim, after):
    client.force_login(cast.annotator)
    assert client.get(f"/claims/{waiting_claim.pk}", {"after": after}).status_code == 404


def test_the_history_of_another_item_is_not_reached(client, cast, waiting_claim, waiting_figure):
    client.force_login(cast.annotator)
    event = client.get(f"/figures/{waiting_figure.pk}").context["history"][0].last_event
    assert client.get(f"/claims/{waiting_claim.pk}", {"after": event}).status_code == 404


def test_reopening_needs_a_reason(client, cast, waiting_claim):
    verify_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version)
    waiting_claim.refresh_from_db()
    client.force_login(cast.annotator)
    address, version = f"/claims/{waiting_claim.pk}/reopen", waiting_claim.version
    assert client.post(address, {"version": version, "comment": ""}).status_code == 400
    assert client.post(address, {"version": version - 1, "comment": "New report"}).status_code == 412
    assert client.post(address, {"comment": "New report"}).status_code == 400
    assert client.post(address, {"version": version, "comment": "New report"}).status_code == 302
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED


def test_a_comment_calls_members_who_may_see_the_item(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    text = "@annotator and @outsider, look; @second annotator too"
    client.post(f"/claims/{waiting_claim.pk}/comments", {"text": text})
    comment = Comment.objects.get()
    assert set(comment.mentions.all()) == {cast.annotator, cast.second_annotator}
    client.force_login(cast.second_annotator)
    assert "You are called in a comment" in client.get("/concerns").content.decode()
    client.post(f"/claims/{waiting_claim.pk}/comments/{comment.pk}/settle")
    assert "You are called" not in client.get("/concerns").content.decode()


def test_a_blind_annotator_is_not_called_to_what_they_may_not_see(client, cast, waiting_claim):
    cast.project.blind = True
    cast.project.save()
    client.force_login(cast.reviewer)
    client.post(f"/claims/{waiting_claim.pk}/comments", {"text": "@second annotator, look"})
    assert not Comment.objects.get().mentions.exists()
    client.force_login(cast.second_annotator)
    assert client.get(f"/claims/{waiting_claim.pk}").status_code == 404


@pytest.mark.parametrize(("text", "status"), [("", 400), (" ", 400), ("a\x00b", 400), ("x" * 10_001, 400)])
def test_c1_a_comment_that_cannot_be_kept(client, cast, waiting_claim, text, status):
    client.force_login(cast.reviewer)
    assert client.post(f"/claims/{waiting_claim.pk}/comments", {"text": text}).status_code == status
    assert not Comment.objects.exists()


def test_what_concerns_me(client, cast, waiting_claim, waiting_figure):
    return_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version, comment="Which?")
    dispute_item(
        cast.reviewer,
        type(waiting_figure),
        pk=waiting_figure.pk,
        version=waiting_figure.version,
        comment="Hm",
    )
    client.force_login(cast.annotator)
    text = client.get("/concerns").content.decode()
    assert "Returned to you" in text
    assert "Your tag is disputed" in text
    client.force_login(cast.outsider)
    assert "Nothing waits for you" in client.get("/concerns").content.decode()


@pytest.mark.parametrize("user", ["outsider", "former_member", "staff"])
def test_c38_nobody_else_reads_it(client, cast, waiting_claim, user):
    client.force_login(getattr(cast, user))
    assert client.get(f"/claims/{waiting_claim.pk}").status_code == 404
    for what in ("comments", "reopen"):
        assert (
            client.post(f"/claims/{waiting_claim.pk}/{what}", {"text": "x", "version": 1}).status_code == 404
        )


def test_a_re_check_date_reopens_it_by_itself(client, cast, waiting_claim):
    from datetime import timedelta

    from django.utils import timezone

    from claims.reviewing.decisions import reopen_due

    verify_item(cast.reviewer, Claim, pk=waiting_claim.pk, version=waiting_claim.version)
    waiting_claim.refresh_from_db()
    client.force_login(cast.reviewer)
    today = timezone.now().date()
    address = f"/claims/{waiting_claim.pk}/recheck"
    for day in ("x", str(today), "2020-01-01"):
        answer = client.post(address, {"version": waiting_claim.version, "recheck_on": day})
        assert answer.status_code == 400
    tomorrow = {"version": waiting_claim.version, "recheck_on": str(today + timedelta(days=1))}
    assert client.post(address, tomorrow).status_code == 302
    assert client.post(address, tomorrow).status_code == 412
    waiting_claim.refresh_from_db()
    assert (waiting_claim.status, reopen_due()) == (Status.VERIFIED, 0)
    Claim.objects.filter(pk=waiting_claim.pk).update(recheck_on=today)
    assert reopen_due() == 1
    waiting_claim.refresh_from_db()
    assert (waiting_claim.status, waiting_claim.recheck_on) == (Status.SUBMITTED, None)
