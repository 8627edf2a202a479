"""Tokens: made, shown once, used within their scopes, revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import ApiToken


def tokens(cast) -> str:
    return f"/api/v1/projects/{cast.project.pk}/tokens"


def make(cast, api, *scopes: str, user=None, **fields) -> dict:
    body = {"name": "nightly", "scopes": list(scopes), "days": 30} | fields
    answer = api(user or cast.annotator, "post", tokens(cast), body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def bearing(api, secret: str, path: str, method: str = "get", body=None):
    return api(None, method, path, body, authorization=f"Bearer {secret}")


def test_a_token_is_shown_once_and_stored_hashed(cast, api):
    made = make(cast, api, "read", "export")
    (listed,) = api(cast.annotator, "get", tokens(cast)).json()["results"]
    assert "secret" not in listed
    assert made["secret"] not in str(ApiToken.objects.values().get())
    assert listed["last_used_at"] is None


def test_a_token_changes_nothing_of_its_owner_s_account(cast, api):
    secret = make(cast, api, "manage")["secret"]
    for method, body in (("patch", {"keys": {"accept": "y"}}), ("delete", None)):
        assert bearing(api, secret, "/api/v1/me/shortcuts", method, body).status_code == 403


def test_a_token_opens_its_project_within_its_scopes(cast, api):
    secret = make(cast, api, "export")["secret"]
    claims = f"/api/v1/projects/{cast.project.pk}/verified-claims"
    assert bearing(api, secret, claims).status_code == 200
    sources = f"/api/v1/projects/{cast.project.pk}/sources"
    refused = bearing(api, secret, sources, "post", {"title": "x"})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert ApiToken.objects.get().last_used_at is not None


def test_a_token_without_the_scope_exports_nothing(cast, api):
    secret = make(cast, api, "read", "annotate")["secret"]
    assert bearing(api, secret, f"/api/v1/projects/{cast.project.pk}/verified-claims").status_code == 403


def test_c50_a_token_ends_when_it_is_revoked_expires_or_its_owner_leaves(cast, api):
    claims = f"/api/v1/projects/{cast.project.pk}/verified-claims"
    made = make(cast, api, "export")
    assert api(cast.annotator, "delete", f"/api/v1/tokens/{made['id']}").status_code == 200
    assert bearing(api, made["secret"], claims).status_code == 401
    expired = make(cast, api, "export")
    ApiToken.objects.filter(pk=expired["id"]).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert bearing(api, expired["secret"], claims).status_code == 401
    of_leaver = make(cast, api, "export")
    cast.project.memberships.filter(user=cast.annotator).update(ended_at=timezone.now())
    assert bearing(api, of_leaver["secret"], claims).status_code == 404
    cast.annotator.is_active = False
    cast.annotator.save()
    assert bearing(api, of_leaver["secret"], claims).status_code == 401


def test_c50_a_token_in_the_address_is_refused(cast, api):
    secret = make(cast, api, "export")["secret"]
    claims = f"/api/v1/projects/{cast.project.pk}/verified-claims?token={secret}"
    assert api(None, "get", claims).status_code == 401


def test_c44_a_token_makes_none_that_does_more(cast, api):
    secret = make(cast, api, "read", "manage")["secret"]
    wider = bearing(api, secret, tokens(cast), "post", {"name": "x", "scopes": ["export"], "days": 1})
    assert wider.status_code == 403
    same = bearing(api, secret, tokens(cast), "post", {"name": "x", "scopes": ["read"], "days": 1})
    assert same.status_code == 201


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "a\u0000"},
        {"scopes": []},
        {"scopes": ["all"]},
        {"days": 0},
        {"days": 367},
        {"user": "x"},
    ],
)
def test_odd_input_is_refused(cast, api, fields):
    body = {"name": "nightly", "scopes": ["read"], "days": 30} | fields
    assert api(cast.annotator, "post", tokens(cast), body).status_code == 400
    assert not ApiToken.objects.exists()


def test_another_members_token_is_missing(cast, api):
    made = make(cast, api, "read")
    for other in (cast.manager, cast.outsider):
        assert api(other, "get", f"/api/v1/tokens/{made['id']}").status_code == 404
        assert api(other, "delete", f"/api/v1/tokens/{made['id']}").status_code == 404
