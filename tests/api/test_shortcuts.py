"""One's keyboard shortcuts: kept with the account, and never two actions on one key."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from claims.shortcuts import SHORTCUTS

pytestmark = pytest.mark.django_db
PATH = "/api/v1/me/shortcuts"
Api = Callable[..., Any]


def test_no_two_actions_of_a_page_have_one_usual_key() -> None:
    pairs = itertools.combinations(SHORTCUTS, 2)
    assert [
        (one.id, other.id) for one, other in pairs if one.key and one.key == other.key and one.meets(other)
    ] == []


def test_changes_of_two_machines_stand_together(cast: Any, api: Api) -> None:
    api(cast.annotator, "patch", PATH, {"keys": {"accept": "y"}})
    api(cast.annotator, "patch", PATH, {"keys": {"dismiss": "Mod+Shift+d"}, "letters_on": False})

    body = api(cast.annotator, "get", PATH).json()
    assert (body["keys"]["accept"], body["keys"]["dismiss"]) == ("y", "Mod+Shift+d")
    assert body["letters_on"] is False
    assert api(cast.reviewer, "get", PATH).json()["keys"]["accept"] == "a"


@pytest.mark.parametrize(
    ("keys", "holder"),
    [
        ({"accept": "x"}, "dismiss"),
        ({"accept": "?"}, "shortcuts"),
        ({"palette": "v"}, "verdict"),
        ({"accept": "y", "dismiss": "y"}, "dismiss"),
    ],
)
def test_a_key_that_is_taken_is_refused(cast: Any, api: Api, keys: dict[str, str], holder: str) -> None:
    answer = api(cast.annotator, "patch", PATH, {"keys": keys})

    assert (answer.status_code, answer.json()["code"]) == (409, "shortcut_taken")
    assert answer.json()["action"] == holder
    assert api(cast.annotator, "get", PATH).json()["keys"]["accept"] == "a"


def test_two_actions_swap_their_keys_at_once(cast: Any, api: Api) -> None:
    assert api(cast.annotator, "patch", PATH, {"keys": {"accept": "x", "dismiss": "a"}}).status_code == 200


def test_a_usual_key_comes_back_only_where_it_is_free(cast: Any, api: Api) -> None:
    api(cast.annotator, "patch", PATH, {"keys": {"accept": "y", "dismiss": "a"}})

    assert api(cast.annotator, "patch", PATH, {"keys": {"accept": None}}).status_code == 409
    body = api(cast.annotator, "delete", PATH).json()
    assert (body["keys"]["accept"], body["keys"]["dismiss"]) == ("a", "x")


@pytest.mark.parametrize(
    "body",
    [
        {"keys": {"launch": "y"}},
        {"keys": {"accept": "Tab"}},
        {"keys": {"accept": "Ctrl+y+y"}},
        {"keys": {"accept": 5.5}, "more": 1},
        {"keys": ["y"]},
    ],
)
def test_what_can_be_no_shortcut_is_refused(cast: Any, api: Api, body: dict[str, Any]) -> None:
    assert api(cast.annotator, "patch", PATH, body).status_code == 400
