"""Who is on an article, and what they change there."""

from typing import Any

import pytest

SPAN = {"start": 0, "end": 9, "quote": "Coalition"}


def follow(api: Any, user: Any, article: Any, since: str = "1970-01-01T00:00:00+00:00;0") -> Any:
    return api(user, "post", f"/api/v1/articles/{article.pk}/activity?since={since.replace('+', '%2B')}")


def test_the_others_are_told_and_oneself_is_not(cast: Any, api: Any) -> None:
    follow(api, cast.annotator, cast.article)
    answer = follow(api, cast.reviewer, cast.article)

    assert [person["name"] for person in answer.json()["people"]] == [cast.annotator.name]


def test_a_new_tag_comes_with_its_evidence(cast: Any, api: Any) -> None:
    since = follow(api, cast.reviewer, cast.article).json()["since"]
    claim = api(cast.annotator, "post", f"/api/v1/articles/{cast.article.pk}/claims", SPAN).json()
    evidence = {"source": str(cast.source.pk), "stance": "supports"}
    api(cast.annotator, "post", f"/api/v1/claims/{claim['id']}/evidence", evidence, if_match=1)
    body = follow(api, cast.reviewer, cast.article, since).json()

    assert [one["id"] for one in body["claims"]] == [claim["id"]]
    assert body["evidence"][claim["id"]][0]["source"]["id"] == str(cast.source.pk)
    assert body["ids"] == [claim["id"]]


def test_a_deleted_tag_is_told_by_the_identifiers_that_are_left(cast: Any, api: Any) -> None:
    claim = api(cast.annotator, "post", f"/api/v1/articles/{cast.article.pk}/claims", SPAN).json()
    since = follow(api, cast.reviewer, cast.article).json()["since"]
    assert follow(api, cast.reviewer, cast.article, since).json()["ids"] is None
    api(cast.annotator, "delete", f"/api/v1/claims/{claim['id']}", if_match=1)

    assert follow(api, cast.reviewer, cast.article, since).json()["ids"] == []


def test_in_a_blind_project_annotators_learn_nothing_of_each_other(cast: Any, api: Any) -> None:
    cast.project.blind = True
    cast.project.save()
    follow(api, cast.annotator, cast.article)
    api(cast.annotator, "post", f"/api/v1/articles/{cast.article.pk}/claims", SPAN)
    body = follow(api, cast.second_annotator, cast.article).json()

    assert (body["people"], body["claims"], body["ids"]) == ([], [], None)
    assert len(follow(api, cast.reviewer, cast.article).json()["people"]) == 2


@pytest.mark.parametrize("name", ["outsider", "former_member", "staff"])
def test_who_is_no_member_finds_nothing(cast: Any, api: Any, name: str) -> None:
    assert follow(api, getattr(cast, name), cast.article).status_code == 404


@pytest.mark.parametrize(
    "since", ["", "yesterday;1", "2016-04-01;1", "2016-04-01T00:00:00Z;many", "x" * 9000]
)
def test_a_stamp_that_is_not_ours_is_refused(cast: Any, api: Any, since: str) -> None:
    answer = follow(api, cast.annotator, cast.article, since)

    assert answer.status_code == 400
    assert answer.json()["errors"].keys() == {"since"}
