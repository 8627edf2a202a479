"""A project's verdict scale and its former members, over REST."""

import pytest


def scale(cast) -> str:
    return f"/api/v1/projects/{cast.project.pk}/verdicts"


def test_a_scale_is_read_added_to_worded_anew_and_shortened(cast, api):
    made = api(cast.manager, "post", scale(cast), {"label": "Half true", "rating": 3})
    assert made.status_code == 201, made.content
    step = made.json()
    assert (step["key"], step["rating"], step["ordinal"], step["search_suffices"]) == (
        "half_true",
        3,
        4,
        False,
    )
    assert api(cast.annotator, "get", scale(cast)).json()["results"][-1] == step
    path = f"/api/v1/verdicts/{step['id']}"
    worded = api(cast.manager, "patch", path, {"label": "Partly true", "rating": None}).json()
    assert (worded["label"], worded["rating"], worded["key"]) == ("Partly true", None, "half_true")
    assert api(cast.manager, "delete", path).status_code == 204
    assert api(cast.manager, "delete", path).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"label": "Supported"}, 409),
        ({"label": "!?"}, 400),
        ({"label": "Half", "rating": 6}, 400),
        ({"label": "Half", "key": "mine"}, 400),
        ({"label": "Half\x00"}, 400),
    ],
)
def test_c43_odd_steps_are_refused(cast, api, body, status):
    answer = api(cast.manager, "post", scale(cast), body)
    assert (answer.status_code, cast.project.verdicts.count()) == (status, 4)


def test_a_verdict_that_claims_have_stays(cast, api, waiting_claim):
    answer = api(cast.manager, "delete", f"/api/v1/verdicts/{waiting_claim.verdict_id}")
    assert (answer.status_code, answer.json()["code"]) == (409, "verdict_used")


def test_former_members_are_for_managers(cast, api):
    path = f"/api/v1/projects/{cast.project.pk}/members"
    former = api(cast.manager, "get", f"{path}?ended=true").json()["results"]
    assert [row["user"]["id"] for row in former] == [str(cast.former_member.pk)]
    assert api(cast.annotator, "get", f"{path}?ended=true").status_code == 403
    present = api(cast.annotator, "get", path).json()["results"]
    assert str(cast.former_member.pk) not in {row["user"]["id"] for row in present}
