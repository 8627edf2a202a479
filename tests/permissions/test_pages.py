"""C38 for the pages: on every route, what is foreign and what is missing are the same."""

import re

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction

from claims.pages.urls import urlpatterns
from tests.permissions.world import MEMBERS, Place, foreign_place, missing_place, own_place

NOUNS = {"memberships": "members", "claim": "claims"}
OTHER = {"key": "quality", "theme": "light", "noun": "claim"}
ROUTES = sorted({str(pattern.pattern) for pattern in urlpatterns if "<uuid:" in str(pattern.pattern)})
# Only a tag of an earlier revision is carried over; the cast's articles have one.
UNREACHED = "articles/<uuid:article_id>/revisions/<str:noun>/<uuid:pk>"


def address(route: str, place: Place) -> str:
    """The address of a route with the identifiers of `place`."""
    route = re.sub(r"<(?:slug|str):(\w+)>", lambda found: OTHER[found[1]], route)

    def identified(found: re.Match[str]) -> str:
        return f"{found[1]}/{place.identifier(NOUNS.get(found[1], found[1]))}"

    return "/" + re.sub(r"([a-z-]+)/<uuid:\w+>", identified, route)


def answers(client, path: str) -> list[int]:
    """The statuses of looking and of sending a form with little in it; nothing of it stays."""
    found = []
    for ask in (client.get, client.post):
        with transaction.atomic():
            answer = ask(path, {"version": "1"})
            found.append(answer.status_code)
            request_finished.disconnect(close_old_connections)  # the test goes on with its connection
            answer.close()
            request_finished.connect(close_old_connections)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("route", ROUTES)
def test_c38_foreign_is_the_same_as_missing(cast, client, route):
    foreign = foreign_place(cast)
    paths = [address(route, place) for place in (foreign, missing_place(foreign))]
    for actor in [*MEMBERS, "former_member", "staff"]:
        client.force_login(getattr(cast, actor))
        theirs, nothing = (answers(client, path) for path in paths)
        assert theirs == nothing, actor
        assert set(theirs) <= {404, 405}, actor
    client.logout()
    theirs, nothing = (answers(client, path) for path in paths)
    assert theirs == nothing
    assert set(theirs) <= {302, 405}


@pytest.mark.parametrize("route", [route for route in ROUTES if route != UNREACHED])
def test_c38_members_reach_their_own(cast, client, route):
    path = address(route, own_place(cast))
    reached = set()
    for actor in MEMBERS:
        client.force_login(getattr(cast, actor))
        reached |= set(answers(client, path))
    assert reached - {404, 405}, reached
    assert max(reached) < 500
