"""The workspace by finger, on a phone that Chromium emulates: its touches become pointers in the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Figure
from tests.browser.articles import suggested_article
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


@pytest.fixture
def workspace(cast: Any, open_page: OpenPage) -> Workspace:
    """The annotator's workspace on a phone."""
    return Workspace(open_page(cast.annotator, **PHONE), suggested_article(cast.project))


def finger(workspace: Workspace, *points: dict[str, float]) -> None:
    """Puts a finger down at the first point, moves it over the others and lifts it."""
    session = workspace.page.context.new_cdp_session(workspace.page)
    for kind, touched in [("touchStart", points[:1]), *(("touchMove", [point]) for point in points[1:])]:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(touched)})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def press_long(workspace: Workspace, *quotes: str) -> None:
    """Selects as a phone's long press and its own handles do; headless Chromium knows no long press."""
    for quote in quotes:
        workspace.page.evaluate(
            """quote => {
                const text = document.querySelector("[data-article-text]")
                const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
                while (walker.nextNode() && !walker.currentNode.data.includes(quote));
                const node = walker.currentNode
                const at = node.data.indexOf(quote)
                node.parentElement.scrollIntoView({ block: "center" })
                getSelection().setBaseAndExtent(node, at, node, at + quote.length)
            }""",
            quote,
        )


def tag_claim(workspace: Workspace) -> None:
    workspace.page.locator("[data-selection-tools]").get_by_role("button", name="Claim").tap()
    workspace.saved()


def test_what_a_phone_selects_is_tagged_by_a_tap_in_whole_words(workspace: Workspace) -> None:
    press_long(workspace, "had", "had left by Apr")
    tag_claim(workspace)

    assert Claim.objects.get().quote == "had left by April"


def test_the_edge_of_a_tag_is_dragged_by_finger(workspace: Workspace) -> None:
    press_long(workspace, "had left")
    tag_claim(workspace)
    handle = workspace.page.locator('.handle[data-edge="end"]')
    box = handle.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    target = workspace.ends("April")[1]
    start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    halfway = {"x": (start["x"] + target["x"]) / 2, "y": target["y"]}
    finger(workspace, start, halfway, {"x": target["x"] - 3, "y": target["y"]})
    workspace.saved()

    assert Claim.objects.get().quote == "had left by April"


def test_a_tap_on_a_suggestion_offers_it_above_the_sheet(workspace: Workspace) -> None:
    workspace.page.locator('.tag[data-kind="suggestion"]', has_text="50,000 troops").first.tap()
    accept = workspace.page.locator("[data-does=accept]")
    expect(accept).to_be_visible()
    piece = workspace.tag("50,000 troops").bounding_box()
    sheet = workspace.page.locator("[data-panel]").bounding_box()
    assert piece is not None
    assert sheet is not None
    assert piece["y"] + piece["height"] <= sheet["y"]
    accept.tap()
    workspace.saved()
    assert Figure.objects.get().quote == "50,000 troops"
