"""The page of decision: what it shows, what each button does, and what it refuses."""

import pytest

from claims.annotating.claims import change_claim
from claims.annotating.figures import change_figure
from claims.choices import Status
from claims.models import Claim, Lease, Review
from claims.reviewing.leases import take_item


def decide(client, item, decision, **fields):
    data = {"decision": decision, "version": item.version, **fields}
    return client.post(f"/{item._meta.model_name}s/{item.pk}/review", data)


def test_it_shows_everything_that_a_decision_needs(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    page = client.get(f"/claims/{waiting_claim.pk}/review")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Holding the border takes at least 50,000 troops." in text
    assert "at least 50,000 troops" in text
    assert "A third of that." in text
    assert "Ministry bulletin" in text
    assert "Annotator tagged “It will take at least 50,000 troops to hold the border”" in text
    assert 'value="verify"' in text


def test_opening_it_takes_nothing(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    client.get(f"/claims/{waiting_claim.pk}/review")
    assert not Lease.objects.exists()


def test_verify_goes_on_to_the_next_item(client, cast, waiting_claim, waiting_figure):
    client.force_login(cast.reviewer)
    answer = decide(client, waiting_claim, "verify", confidence="90")
    waiting_claim.refresh_from_db()
    assert (waiting_claim.status, waiting_claim.reviewer_confidence) == (Status.VERIFIED, 90)
    assert answer.headers["Location"].startswith(f"/figures/{waiting_figure.pk}/review")
    answer = decide(client, waiting_figure, "verify")
    assert answer.headers["Location"] == f"/projects/{cast.project.pk}/review?filter=waiting"


@pytest.mark.parametrize(
    ("decision", "status"),
    [("reject", Status.REJECTED), ("return", Status.RETURNED), ("dispute", Status.DISPUTED)],
)
def test_each_other_decision_needs_a_reason(client, cast, waiting_claim, decision, status):
    client.force_login(cast.reviewer)
    refused = decide(client, waiting_claim, decision, comment=" ")
    assert refused.status_code == 400
    assert "Say why" in refused.content.decode()
    assert decide(client, waiting_claim, decision, comment="Which border?").status_code == 302
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == status
    assert Review.objects.get(claim=waiting_claim).comment == "Which border?"


def test_a_fix_hands_it_on_to_another_person(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    claim = waiting_claim
    fields = {
        "fix-statement": "It takes 50,000 troops.",
        "fix-verdict": str(claim.verdict_id),
        "fix-confidence": "80",
    }
    answer = decide(client, claim, "fix", comment="Statement mended", **fields)
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert (claim.statement, claim.status) == ("It takes 50,000 troops.", Status.SUBMITTED)
    assert "You changed it" in client.get(f"/claims/{claim.pk}/review").content.decode()
    client.force_login(cast.second_reviewer)
    assert decide(client, claim, "verify").status_code == 302
    claim.refresh_from_db()
    assert claim.status == Status.VERIFIED


def test_a_fix_that_is_refused_changes_nothing(client, cast, waiting_figure):
    client.force_login(cast.reviewer)
    answer = decide(client, waiting_figure, "fix", comment="Value", **{"fix-value_low": "a few"})
    assert answer.status_code == 400
    assert "a few" in answer.content.decode()
    waiting_figure.refresh_from_db()
    assert (waiting_figure.version, waiting_figure.status) == (2, Status.SUBMITTED)
    assert not Lease.objects.exists()


def test_c35_a_stale_decision_shows_what_changed_and_keeps_the_comment(client, cast, waiting_claim):
    client.force_login(cast.second_reviewer)
    seen = client.get(f"/claims/{waiting_claim.pk}/review").context["seen"]
    fields = {"statement": "Another statement."}
    change_claim(cast.annotator, pk=waiting_claim.pk, version=waiting_claim.version, fields=fields)
    answer = decide(client, waiting_claim, "reject", comment="Out of scope", seen=seen)
    text = answer.content.decode()
    assert answer.status_code == 412
    assert "<del>Holding the border takes at least 50,000 troops.</del>" in text
    assert "<ins>Another statement.</ins>" in text
    assert "Out of scope" in text
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED
    assert f'name="version" value="{waiting_claim.version}"' in text


def test_c60_two_reviewers_one_decision(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    decide(client, waiting_claim, "verify")
    client.force_login(cast.second_reviewer)
    late = decide(client, waiting_claim, "reject", comment="No")
    assert late.status_code in {409, 412}
    assert Review.objects.filter(claim=waiting_claim).count() == 1


def test_what_another_has_is_not_decided(client, cast, waiting_claim):
    take_item(cast.second_reviewer, Claim, pk=waiting_claim.pk)
    client.force_login(cast.reviewer)
    page = client.get(f"/claims/{waiting_claim.pk}/review").content.decode()
    assert "Second reviewer has it until" in page
    assert 'value="verify"' not in page
    assert decide(client, waiting_claim, "verify").status_code == 409


def test_a_reviewer_who_left_the_project_loses_what_they_held(client, cast, waiting_claim):
    take_item(cast.reviewer, Claim, pk=waiting_claim.pk)
    cast.project.memberships.filter(user=cast.reviewer).update(ended_at=cast.project.created_at)
    client.force_login(cast.reviewer)
    assert decide(client, waiting_claim, "verify").status_code == 404
    Lease.objects.update(until=cast.project.created_at)
    client.force_login(cast.second_reviewer)
    client.post(f"/projects/{cast.project.pk}/review/next")
    assert set(Lease.objects.values_list("holder", flat=True)) == {cast.second_reviewer.pk}


@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "staff"])
def test_c38_who_does_not_review_has_no_such_page(client, cast, waiting_claim, user):
    client.force_login(getattr(cast, user))
    expected = 403 if user == "annotator" else 404
    assert client.get(f"/claims/{waiting_claim.pk}/review").status_code == expected
    assert decide(client, waiting_claim, "verify").status_code == expected
    assert client.post(f"/claims/{waiting_claim.pk}/review/take").status_code == expected


def test_c54_a_stored_script_address_is_no_link(client, cast, waiting_claim):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conname = 'source_url_is_web'")
        assert cursor.fetchone()
    cast.source.url = "javascript:alert(1)"
    from claims.templatetags.reviewing import web_address

    assert web_address(cast.source.url) == ""
    client.force_login(cast.reviewer)
    assert b"javascript:" not in client.get(f"/claims/{waiting_claim.pk}/review").content


def test_c5_characters_that_nobody_sees_are_shown(client, cast, waiting_claim):
    fields = {"statement": "Fifty\u202e thousand troops."}
    change_claim(cast.annotator, pk=waiting_claim.pk, version=waiting_claim.version, fields=fields)
    client.force_login(cast.reviewer)
    assert "U+202E" in client.get(f"/claims/{waiting_claim.pk}/review").content.decode()


def test_a_figure_that_conflicts_elsewhere_is_shown(client, cast, waiting_figure):
    from tests.cast import make_article
    from tests.tagged import submit, tag_figure

    other = make_article(cast.project, "The army says that 20,000 troops will do.\n")
    figure = tag_figure(
        cast.second_annotator, other.current_revision, "20,000 troops", value_low=20000, value_high=20000,
        modifier="exact",
    )  # fmt: skip
    submit(cast.second_annotator, figure)
    client.force_login(cast.reviewer)
    text = client.get(f"/figures/{waiting_figure.pk}/review").content.decode()
    assert "Elsewhere it is said otherwise" in text
    assert "20,000 troops" in text
    change_figure(cast.second_annotator, pk=figure.pk, version=figure.version, fields={"value_high": 60000})
    assert "Elsewhere" not in client.get(f"/figures/{waiting_figure.pk}/review").content.decode()


def test_mending_a_typo_makes_no_contributor(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    fields = {
        "fix-statement": "Holding the border takes, at least, 50,000 troops",
        "fix-verdict": str(waiting_claim.verdict_id),
        "fix-confidence": "80",
    }
    answer = decide(client, waiting_claim, "save", **fields)
    assert answer.headers["Location"].startswith(f"/claims/{waiting_claim.pk}/review")
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.IN_REVIEW
    assert decide(client, waiting_claim, "verify").status_code == 302
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.VERIFIED


def test_two_reviewers_where_the_project_asks_for_them(client, cast, waiting_claim):
    cast.project.reviewers_required = 2
    cast.project.save()
    client.force_login(cast.reviewer)
    decide(client, waiting_claim, "verify")
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED
    again = decide(client, waiting_claim, "verify")
    waiting_claim.refresh_from_db()
    assert (again.status_code, waiting_claim.status) == (409, Status.SUBMITTED)
    assert "a second reviewer decides" in again.content.decode()
    client.force_login(cast.second_reviewer)
    decide(client, waiting_claim, "verify")
    waiting_claim.refresh_from_db()
    assert (waiting_claim.status, waiting_claim.verified_by) == (Status.VERIFIED, cast.second_reviewer)
