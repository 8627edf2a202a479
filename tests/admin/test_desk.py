"""The desk lead's admin: who gets in, what they see, and that decisions go through the actions."""

import pytest

from claims.choices import Status
from claims.models import Claim, Figure, Review, Source, User
from tests.cast import make_article
from tests.tagged import submit, tag_claim

CLAIMS = "/admin/claims/claim/"


def decide(client, decision, *claims, comment="", versions=None):
    data = {
        "action": decision,
        "apply": "yes",
        "index": 0,
        "comment": comment,
        "_selected_action": [str(claim.pk) for claim in claims],
        "item": [f"{claim.pk}:{claim.version}" for claim in claims] if versions is None else versions,
    }
    return client.post(CLAIMS, data, follow=True).content.decode()


def test_signing_in_is_the_same_as_everywhere(client, cast):
    answer = client.get(CLAIMS)
    assert answer.headers["Location"] == f"/admin/login/?next={CLAIMS}"
    assert client.get(answer.headers["Location"]).headers["Location"] == f"/accounts/login/?next={CLAIMS}"
    assert client.post("/admin/login/", {"username": "staff@example.org"}).status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("user", ["annotator", "outsider", "former_member", "disabled", "staff"])
def test_c38_flags_of_an_account_open_nothing(client, cast, waiting_claim, user):
    person = getattr(cast, user)
    if user != "outsider":  # who manages another project, and so has a desk of their own
        User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
        client.force_login(person)
        for address in ("/admin/", CLAIMS, f"{CLAIMS}{waiting_claim.pk}/change/"):
            # A disabled account is nobody, who is sent to the page of signing in.
            assert client.get(address, follow=True).status_code == (200 if user == "disabled" else 404)
        return
    client.force_login(person)
    assert client.get("/admin/").status_code == 200
    assert waiting_claim.statement not in client.get(CLAIMS).content.decode()
    gone = client.get(f"{CLAIMS}{waiting_claim.pk}/change/", follow=True)
    assert waiting_claim.statement not in gone.content.decode()
    decide(client, "reject", waiting_claim, comment="Mine now")
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED


def test_superusers_who_review_see_their_projects_only(client, cast, waiting_claim):
    User.objects.filter(pk=cast.reviewer.pk).update(is_staff=True, is_superuser=True)
    foreign = make_article(cast.foreign_project, "Foreign news of 9 troops.\n")
    client.force_login(cast.reviewer)
    assert waiting_claim.statement in client.get(CLAIMS).content.decode()
    articles = client.get("/admin/claims/article/").content.decode()
    assert cast.article.title in articles
    assert foreign.title not in articles
    for address in ("auth/group", "claims/user", "account/emailaddress", "mfa/authenticator"):
        assert client.get(f"/admin/{address}/").status_code == 404


def test_the_desk_counts_each_queue(client, cast, waiting_claim):
    client.force_login(cast.manager)
    page = client.get("/admin/")
    ((project, queues),) = page.context["desks"]
    assert project == cast.project
    assert {queue.saved.key: (queue.claims, queue.figures) for queue in queues}["waiting"] == ("1", "1")
    listed = client.get(queues[0].claims_url).content.decode()
    assert "Waiting (1)" in listed
    assert waiting_claim.statement in listed


def test_every_field_is_read_only(client, cast, waiting_claim, waiting_figure):
    client.force_login(cast.manager)
    for item in (waiting_claim, waiting_figure, cast.source, cast.article):
        address = f"/admin/claims/{item._meta.model_name}/{item.pk}/change/"
        page = client.get(address)
        assert page.status_code == 200
        assert b'name="_save"' not in page.content
        assert client.post(address, {"statement": "x", "title": "x", "status": "verified"}).status_code == 403
        assert client.post(address.replace("change", "delete"), {"post": "yes"}).status_code == 403
        assert client.get(f"/admin/claims/{item._meta.model_name}/add/").status_code == 403
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED


def test_the_page_of_an_item_shows_passage_evidence_and_history(client, cast, waiting_claim):
    client.force_login(cast.manager)
    text = client.get(f"{CLAIMS}{waiting_claim.pk}/change/").content.decode()
    assert "Ministry bulletin" in text
    assert "submitted it." in text
    assert "the former army chief said on Monday" in text


def test_a_decision_asks_for_the_reason_and_then_is_recorded(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    asked = client.post(CLAIMS, {"action": "reject", "index": 0, "_selected_action": [str(waiting_claim.pk)]})
    assert waiting_claim.statement in asked.content.decode()
    assert Claim.objects.get().status == Status.SUBMITTED
    assert "Say why" in decide(client, "reject", waiting_claim)
    assert "1 decided" in decide(client, "reject", waiting_claim, comment="Not a claim")
    review = Review.objects.get()
    assert (review.reviewer, review.decision, review.comment) == (cast.reviewer, "rejected", "Not a claim")


def test_each_item_is_checked_singly(client, cast, waiting_claim):
    cast.project.annotators_per_article = 2
    cast.project.save()
    own = tag_claim(cast, cast.second_annotator, "About 589 Belgian fighters had left")
    cast.project.memberships.filter(user=cast.second_annotator).update(role="reviewer")
    submit(cast.second_annotator, own)
    client.force_login(cast.second_annotator)
    text = decide(client, "verify", waiting_claim, own)
    assert "1 decided" in text
    assert "It is your own work" in text
    waiting_claim.refresh_from_db()
    own.refresh_from_db()
    assert (waiting_claim.status, own.status) == (Status.VERIFIED, Status.SUBMITTED)


def test_c35_a_stale_form_decides_nothing(client, cast, waiting_claim):
    client.force_login(cast.reviewer)
    text = decide(client, "verify", waiting_claim, versions=[f"{waiting_claim.pk}:1"])
    assert "Somebody changed this" in text
    for versions in ([str(waiting_claim.pk)], ["x:1"], [f"{waiting_claim.pk}:{'9' * 5000}"]):
        assert "decided" not in decide(client, "verify", waiting_claim, versions=versions)
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.SUBMITTED


def test_c40_a_foreign_item_among_the_chosen_is_unknown(client, cast, waiting_claim):
    client.force_login(cast.outsider)
    text = decide(client, "verify", waiting_claim)
    assert "Unknown item" in text
    assert waiting_claim.statement not in text


@pytest.mark.parametrize(
    "query",
    [
        "annotator__password__startswith=p",
        "annotator__email=x",
        "quote__regex=(a%2B)%2B",
        "project__memberships__user__password__contains=a",
        "o=annotator__password",
        f"q={'x' * 10_000}",
    ],
)
def test_c45_no_lookups_of_ones_own_making(client, cast, waiting_claim, query):
    client.force_login(cast.manager)
    assert client.get(f"{CLAIMS}?{query}").status_code in {200, 302, 400}
    if "__" in query and not query.startswith("o="):
        assert client.get(f"{CLAIMS}?{query}").status_code == 400


def test_c42_a_foreign_project_in_the_filter_finds_nothing(client, cast, waiting_claim):
    client.force_login(cast.outsider)
    text = client.get(f"{CLAIMS}?project={cast.project.pk}").content.decode()
    assert waiting_claim.statement not in text
    assert "Desk (" not in text


def test_c54_a_stored_script_address_is_plain_text(client, cast):
    # The database refuses such a source; an article's address has no such rule, so it is tried there.
    type(cast.article).objects.filter(pk=cast.article.pk).update(url="javascript:alert(1)")
    client.force_login(cast.manager)
    for address in ("/admin/claims/article/", f"/admin/claims/article/{cast.article.pk}/change/"):
        text = client.get(address).content.decode()
        assert "javascript:alert(1)" in text
        assert 'href="javascript' not in text
    with pytest.raises(Exception, match="source_url_is_web"):
        Source.objects.filter(pk=cast.source.pk).update(url="javascript:alert(1)")


def test_figures_have_their_list(client, cast, waiting_figure):
    client.force_login(cast.reviewer)
    text = client.get("/admin/claims/figure/?queue=high_stakes").content.decode()
    assert "at least 50,000 troops" in text
    assert Figure.objects.count() == 1
