"""Rate limits: counted for each token, told with every answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.choices import Scope
from claims.models import ApiToken


@pytest.fixture
def bearer(cast) -> dict[str, Any]:
    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=cast.annotator,
        project=cast.project,
        name="nightly",
        scopes=[Scope.READ],
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return {"authorization": f"Bearer {secret}"}


def test_what_is_left_is_told_and_too_many_are_refused(cast, api, bearer, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    answers = [api(None, "get", "/api/v1/me", **bearer) for _ in range(4)]
    if len({answer["RateLimit-Reset"] for answer in answers}) > 1:  # a minute ended in between
        answers = [api(None, "get", "/api/v1/me", **bearer) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    refused = answers[-1]
    assert (refused["Content-Type"], refused.json()["code"]) == ("application/problem+json", "throttled")
    assert 0 < int(refused["Retry-After"]) <= 60


def test_people_in_the_app_arent_counted(cast, api):
    assert "RateLimit-Limit" not in api(cast.annotator, "get", "/api/v1/me")
