"""How somebody new comes in, and what ends with a password."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from claims.choices import Role, Scope
from claims.members import add_member
from claims.models import ApiToken, User
from claims.refusals import Forbidden, Invalid

PASSWORD = "a well chosen password"


@pytest.mark.django_db(transaction=True)
def test_who_has_no_account_gets_one_and_chooses_a_password(cast, client):
    membership, new = add_member(
        cast.manager, project=cast.project, email="new@example.org", role=Role.ANNOTATOR
    )
    assert new
    assert not membership.user.has_usable_password()
    assert "/accounts/password/reset/" in mail.outbox[-1].body
    client.post("/accounts/password/reset/", {"email": "new@example.org"})
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert client.get(f"/api/v1/articles/{cast.article.pk}").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_c49_the_answer_is_the_same_for_known_and_unknown_addresses(cast):
    answers = [
        add_member(cast.manager, project=cast.project, email=email, role=Role.REVIEWER)[1]
        for email in (cast.outsider.email, "unheard-of@example.org")
    ]
    assert answers == [True, True]
    assert [message.to for message in mail.outbox] == [[cast.outsider.email], ["unheard-of@example.org"]]


def test_only_managers_invite_and_only_addresses_are_invited(cast):
    with pytest.raises(Forbidden):
        add_member(cast.reviewer, project=cast.project, email="x@example.org", role=Role.MANAGER)
    with pytest.raises(Invalid):
        add_member(cast.manager, project=cast.project, email="no address", role=Role.ANNOTATOR)
    assert not User.objects.filter(email="x@example.org").exists()


def test_c50_tokens_end_with_the_password(cast, client):
    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=cast.annotator,
        project=cast.project,
        name="sync",
        scopes=[Scope.READ],
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    headers = {"authorization": f"Bearer {secret}"}
    path = f"/api/v1/articles/{cast.article.pk}"
    assert client.get(path, headers=headers).status_code == 200
    cast.annotator.set_password(PASSWORD)
    cast.annotator.save()
    assert client.get(path, headers=headers).status_code == 401
