"""How a project comes about, on the page and over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.choices import Role, Scope
from claims.models import ApiToken, Membership, Project

FORM = {"name": "Evening desk", "language": "en", "annotators_per_article": "2", "reviewers_required": "1"}


@pytest.mark.parametrize("actor", ["staff", "manager"])
def test_operators_and_managers_make_a_project_and_manage_it(client, cast, actor):
    maker = getattr(cast, actor)
    client.force_login(maker)
    assert "/projects/new" in client.get("/").content.decode()
    answer = client.post("/projects/new", FORM)
    project = Project.objects.get(name="Evening desk")
    assert answer["Location"] == f"/projects/{project.pk}/members"
    assert client.get(answer["Location"]).status_code == 200
    assert project.annotators_per_article == 2
    assert list(project.verdicts.values_list("key", flat=True)) == [
        "supported",
        "refuted",
        "not_enough_evidence",
        "conflicting_evidence",
    ]
    assert list(Membership.objects.filter(project=project).values_list("user", "role")) == [
        (maker.pk, Role.MANAGER)
    ]


@pytest.mark.parametrize("actor", ["annotator", "reviewer", "former_member"])
def test_others_are_told_whom_to_ask(client, cast, actor):
    client.force_login(getattr(cast, actor))
    assert "/projects/new" not in client.get("/").content.decode()
    answer = client.post("/projects/new", FORM)
    assert (answer.status_code, "Ask one of them" in answer.content.decode()) == (403, True)
    assert not Project.objects.filter(name="Evening desk").exists()


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "   "}, {"name": "a\x00b"}, {"annotators_per_article": "0"}, {"language": ""}],
)
def test_c1_c8_what_a_project_cannot_begin_with_is_named(client, cast, fields):
    client.force_login(cast.manager)
    before = Project.objects.count()
    answer = client.post("/projects/new", FORM | fields)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert Project.objects.count() == before


def test_c22_a_retried_request_makes_one_project(api, cast):
    answers = [
        api(cast.manager, "post", "/api/v1/projects", {"name": "Night desk"}, idempotency_key="one")
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["role"] == Role.MANAGER
    assert Project.objects.filter(name="Night desk").count() == 1


def test_a_token_opens_one_project_and_makes_none(client, cast):
    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=cast.manager,
        project=cast.project,
        name="all",
        scopes=Scope.values,
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    answer = client.post(
        "/api/v1/projects",
        {"name": "Night desk"},
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert not Project.objects.filter(name="Night desk").exists()
