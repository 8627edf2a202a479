"""What each operation says that it may be refused with is what the code behind it can refuse, and no less."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern

from claims.api import problems
from claims.api.description.completing import METHODS
from claims.api.reviews import ACTIONS
from claims.api.urls import urlpatterns
from tests.api.refusing import reachable_codes

FROM_WHAT_IT_TAKES = frozenset().union(
    problems.EVERYWHERE,
    problems.OF_A_ROW,
    problems.OF_WRITING,
    problems.OF_A_QUERY,
    problems.OF_FIELDS,
    problems.OF_A_CURSOR,
    problems.OF_A_BODY,
    problems.CONDITIONAL,
    problems.REPEATABLE,
)
# What the code names and yet can't come to, and why.
NEVER = {
    # A tag that was checked when it was made is made once more on a newer text.
    "Carry.post": {
        "identifier_taken", "lone_surrogate", "quote_differs", "rule", "span_order", "span_outside",
        "unknown_field", "unknown_reference",
    },
    # Addresses of a feed that was read are imported, and there are some; no file is kept.
    "FeedList.post": {"nothing_to_import", "storage"},
    "FeedAction.post": {"lone_surrogate", "nothing_to_import", "storage"},
    "ImportAction.post": {"lone_surrogate"},
    # Formats that the address can't name.
    "VerifiedClaimList.get": {"not_filtered"},
    "VerifiedFigureList.get": {"no_publisher", "not_filtered"},
    # Told of each item, in an answer that is none of a refusal.
    "Batch.post": {"adjudicated", "invariant", "leased", "parts_missing", "status", "upheld_already"},
    # What one has taken is in review.
    "Release.post": {"status"},
    "release": {"status"},
}  # fmt: skip


def operations() -> Iterator[tuple[type, str, Any]]:
    """Each view with the name of a method, and the method."""
    for view in {pattern.callback.view_class for pattern in urlpatterns if isinstance(pattern, URLPattern)}:
        for method in METHODS:
            handler = getattr(view, method, None)
            if hasattr(handler, "problems"):
                yield view, method, handler


def test_each_operation_declares_what_it_can_be_refused_with_and_nothing_else():
    wrong, count = [], 0
    for view, method, handler in operations():
        if "<locals>" in view.__qualname__:
            continue  # what is done to an item: see below
        count += 1
        name = f"{view.__qualname__}.{method}"
        found = reachable_codes((view.__module__, view.__qualname__, method))
        unsaid = found - handler.problems - NEVER.get(name, set())
        untrue = handler.problems - FROM_WHAT_IT_TAKES - found
        wrong += [(name, "can be refused with", unsaid)] if unsaid else []
        wrong += [(name, "is never refused with", untrue)] if untrue else []
    assert wrong == []
    assert count > 100


def test_what_is_done_to_an_item_declares_the_same():
    for name, action in ACTIONS.items():
        found = reachable_codes((action.act.__module__, action.act.__name__)) - NEVER.get(name, set())
        assert found - FROM_WHAT_IT_TAKES == set(action.refusals) - FROM_WHAT_IT_TAKES, name


def test_what_is_never_answered_is_named_in_the_code():
    places = {
        f"{view.__qualname__}.{method}": (view.__module__, view.__qualname__, method)
        for view, method, _handler in operations()
    }
    places |= {name: (action.act.__module__, action.act.__name__) for name, action in ACTIONS.items()}
    for name, codes in NEVER.items():
        assert codes <= reachable_codes(places[name]), name
