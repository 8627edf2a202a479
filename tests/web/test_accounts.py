"""Signing in and out, and what a stranger may learn."""

import pytest
from django.core import mail

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


@pytest.fixture
def owner(cast):
    cast.annotator.set_password(PASSWORD)
    cast.annotator.save()
    return cast.annotator


def sign_in(client, email: str, password: str, address: str = "10.0.0.1", **more):
    return client.post(LOGIN, {"login": email, "password": password, **more}, REMOTE_ADDR=address)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_one_signs_in_with_the_address_in_any_case(client, owner):
    answer = sign_in(client, owner.email.upper(), PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in(client)


def test_c47_guessing_is_slowed_without_locking_the_owner_out(client, owner):
    for _ in range(5):
        assert sign_in(client, owner.email, "wrong", "10.0.0.66").status_code != 302
    sign_in(client, owner.email, PASSWORD, "10.0.0.66")
    assert not signed_in(client)
    sign_in(client, owner.email, PASSWORD, "10.0.0.1")
    assert signed_in(client)


def test_c47_one_address_guesses_at_few_accounts(client, owner):
    for number in range(25):
        sign_in(client, f"nobody{number}@example.org", "wrong", "10.0.0.66")
    sign_in(client, owner.email, PASSWORD, "10.0.0.66")
    assert not signed_in(client)


@pytest.mark.parametrize("path", [LOGIN, "/accounts/password/reset/", "/"])
def test_c48_a_forged_host_is_refused(client, db, path):
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400


def test_c49_known_and_unknown_accounts_get_the_same_answer(client, owner):
    answers = [
        client.post("/accounts/password/reset/", {"email": email}, REMOTE_ADDR=f"10.0.1.{number}")
        for number, email in enumerate([owner.email, "nobody@example.org"])
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert {recipient for message in mail.outbox for recipient in message.to} <= {
        owner.email,
        "nobody@example.org",
    }
    refusals = [
        sign_in(client, email, "wrong", "10.0.2.1").content.decode().count("correct")
        for email in (owner.email, "nobody@example.org")
    ]
    assert refusals[0] == refusals[1] > 0


def test_c50_the_session_changes_at_login_and_ends_with_the_password(client, owner):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    key = session.session_key
    client.cookies["sessionid"] = key
    sign_in(client, owner.email, PASSWORD)
    assert signed_in(client)
    assert client.session.session_key != key
    owner.set_password("another good password")
    owner.save()
    assert client.get(f"/api/v1/articles/{owner.pk}").status_code == 401


def test_c50_a_disabled_account_is_out_at_once(client, cast, owner):
    client.force_login(owner)
    path = f"/api/v1/articles/{cast.article.pk}"
    assert client.get(path).status_code == 200
    owner.is_active = False
    owner.save()
    assert client.get(path).status_code == 401


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "https:///evil.example",
    ],
)
def test_c52_next_leads_nowhere_else(client, owner, elsewhere):
    answer = sign_in(client, owner.email, PASSWORD, next=elsewhere)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_c46_posts_from_elsewhere_and_logout_by_get_change_nothing(owner):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, owner.email, PASSWORD).status_code == 403
    assert not signed_in(strict)
    strict.force_login(owner)
    assert strict.post("/accounts/logout/").status_code == 403
    strict.get("/accounts/logout/")
    assert signed_in(strict)
    body = b'{"title": "x"}'
    path = f"/api/v1/projects/{owner.memberships.get().project_id}/sources"
    assert strict.post(path, body, content_type="application/json").status_code == 403


def test_strangers_make_no_account(client, db):
    client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not signed_in(client)
