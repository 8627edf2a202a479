"""The manager's pages: settings, verdict scale, members."""

import pytest

from claims.choices import Role
from claims.models import Membership, Project, Verdict

SETTINGS = {
    "name": "Desk",
    "guidelines": "",
    "language": "en",
    "annotators_per_article": "2",
    "reviewers_required": "2",
    "blind": "on",
    "publishing_organisation": "",
    "publishing_url": "",
}


def change(client, cast, **fields):
    return client.post(f"/projects/{cast.project.pk}/settings", {**SETTINGS, "version": 1, **fields})


def test_the_manager_changes_the_settings(client, cast):
    client.force_login(cast.manager)
    assert change(client, cast).status_code == 302
    project = Project.objects.get(pk=cast.project.pk)
    assert (project.annotators_per_article, project.reviewers_required, project.blind) == (2, 2, True)
    assert project.version == 2


def test_c35_stale_settings_are_shown_again(client, cast):
    client.force_login(cast.manager)
    change(client, cast)
    answer = change(client, cast, name="Other name")
    assert answer.status_code == 412
    assert "Other name" in answer.content.decode()
    assert Project.objects.get(pk=cast.project.pk).name == "Desk"


@pytest.mark.parametrize(
    "fields",
    [
        {"annotators_per_article": "0"},
        {"annotators_per_article": "99999999999999999999"},
        {"version": "9" * 5_000},
        {"reviewers_required": "3"},
        {"name": ""},
        {"name": "a\x00b"},
        {"publishing_url": "javascript:alert(1)"},
        {"version": "x"},
    ],
)
def test_c8_c54_what_cannot_be_set_is_named(client, cast, fields):
    client.force_login(cast.manager)
    assert change(client, cast, **fields).status_code == 400
    assert Project.objects.get(pk=cast.project.pk).version == 1


def test_the_verdict_scale(client, cast, waiting_claim):
    client.force_login(cast.manager)
    client.post(f"/projects/{cast.project.pk}/verdicts", {"label": "Half true", "rating": "3"})
    verdict = Verdict.objects.get(project=cast.project, key="half_true")
    client.post(f"/verdicts/{verdict.pk}", {"label": "Partly true", "rating": ""})
    verdict.refresh_from_db()
    assert (verdict.key, verdict.label, verdict.rating, verdict.ordinal) == (
        "half_true",
        "Partly true",
        None,
        4,
    )
    assert client.post(f"/verdicts/{waiting_claim.verdict_id}", {"remove": "yes"}).status_code == 409
    assert client.post(f"/projects/{cast.project.pk}/verdicts", {"label": "Half true"}).status_code == 409
    assert client.post(f"/verdicts/{verdict.pk}", {"label": "x", "rating": "9"}).status_code == 400
    assert client.post(f"/verdicts/{verdict.pk}", {"remove": "yes"}).status_code == 302
    assert not Verdict.objects.filter(pk=verdict.pk).exists()


def test_members_are_added_changed_and_ended(client, cast):
    client.force_login(cast.manager)
    page = f"/projects/{cast.project.pk}/members"
    client.post(f"{page}/add", {"email": "OUTSIDER@example.org", "role": "annotator"})
    row = Membership.objects.get(project=cast.project, user=cast.outsider)
    client.post(f"/memberships/{row.pk}", {"role": "reviewer"})
    row.refresh_from_db()
    assert row.role == Role.REVIEWER
    client.post(f"/memberships/{row.pk}", {"role": "reviewer", "end": "yes"})
    row.refresh_from_db()
    assert row.ended_at is not None
    assert "Former member" in client.get(page).content.decode()


def test_c44_the_last_manager_stays(client, cast):
    client.force_login(cast.manager)
    row = Membership.objects.get(project=cast.project, user=cast.manager)
    for data in ({"role": "annotator"}, {"role": "manager", "end": "yes"}):
        text = client.post(f"/memberships/{row.pk}", data, follow=True).content.decode()
        assert "A project keeps a manager" in text
    row.refresh_from_db()
    assert (row.role, row.ended_at) == (Role.MANAGER, None)


@pytest.mark.parametrize("user", ["annotator", "reviewer", "outsider", "former_member", "staff"])
def test_c44_nobody_else_opens_or_changes_them(client, cast, user):
    client.force_login(getattr(cast, user))
    expected = 403 if user in {"annotator", "reviewer"} else 404
    row = Membership.objects.get(project=cast.project, user=cast.annotator)
    verdict = cast.project.verdicts.first()
    base = f"/projects/{cast.project.pk}"
    assert client.get(f"{base}/settings").status_code == expected
    assert client.get(f"{base}/members").status_code == expected
    assert change(client, cast).status_code == expected
    assert client.post(f"{base}/members/add", {"email": "x", "role": "manager"}).status_code == expected
    assert client.post(f"{base}/verdicts", {"label": "x"}).status_code == expected
    assert client.post(f"/memberships/{row.pk}", {"role": "manager"}).status_code == expected
    assert client.post(f"/verdicts/{verdict.pk}", {"label": "x"}).status_code == expected
    row.refresh_from_db()
    assert row.role == Role.ANNOTATOR
