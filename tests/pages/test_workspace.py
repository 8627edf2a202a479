"""Who sees the workspace, and what the page holds."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.browser.articles import suggested_article


@pytest.fixture
def article(cast: Any) -> Any:
    return suggested_article(cast.project)


def opened(user: Any, article: Any) -> Any:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(f"/articles/{article.pk}/")


def state_of(response: Any) -> dict[str, Any]:
    found = re.search(r'<script id="page" type="application/json">(.*?)</script>', response.content.decode())
    assert found is not None
    return dict(json.loads(found[1]))


def test_a_member_sees_the_text_and_the_suggestions(cast: Any, article: Any) -> None:
    response = opened(cast.annotator, article)

    assert response.status_code == 200
    assert len(state_of(response)["suggestions"]) == article.current_revision.suggestions.count() > 0


@pytest.mark.parametrize("name", ["outsider", "former_member", "staff"])
def test_who_is_no_member_finds_nothing(cast: Any, article: Any, name: str) -> None:
    assert opened(getattr(cast, name), article).status_code == 404


def test_a_stranger_is_asked_to_sign_in(cast: Any, article: Any) -> None:
    response = opened(None, article)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


def test_in_a_blind_project_the_page_holds_only_ones_own_tags(cast: Any, article: Any, api: Any) -> None:
    cast.project.annotators_per_article = 2
    cast.project.blind = True
    cast.project.save()
    span = {"start": 0, "end": 9, "quote": "Coalition"}
    assert api(cast.annotator, "post", f"/api/v1/articles/{article.pk}/claims", span).status_code == 201

    assert len(state_of(opened(cast.annotator, article))["claims"]) == 1
    assert state_of(opened(cast.second_annotator, article))["claims"] == []
    assert len(state_of(opened(cast.reviewer, article))["claims"]) == 1


def test_c56_what_people_wrote_cannot_close_the_pages_script(cast: Any, article: Any, api: Any) -> None:
    span = {"start": 0, "end": 9, "quote": "Coalition", "statement": "</script><script>alert(1)</script>"}
    api(cast.annotator, "post", f"/api/v1/articles/{article.pk}/claims", span)
    response = opened(cast.annotator, article)

    assert b"</script><script>alert" not in response.content
    assert state_of(response)["claims"][0]["statement"] == span["statement"]


def test_the_number_of_queries_does_not_grow_with_the_tags(cast: Any, article: Any, api: Any) -> None:
    client = Client()
    client.force_login(cast.annotator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/articles/{article.pk}/").status_code == 200
        return len(captured)

    def tag(*starts: int) -> None:
        for start in starts:
            body = {
                "start": start,
                "end": start + 2,
                "quote": article.current_revision.text[start : start + 2],
            }
            path = f"/api/v1/articles/{article.pk}/claims"
            assert api(cast.annotator, "post", path, body).status_code == 201

    tag(0)
    few = queries()
    tag(*range(2, 40, 2))

    assert queries() == few
