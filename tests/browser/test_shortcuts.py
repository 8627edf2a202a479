"""Keys of the workspace that a person changes, and the palette that finds every action."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Figure
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


def test_a_key_that_is_taken_is_refused_and_a_changed_one_goes_with_the_person(
    cast: Any, workspace: Workspace, open_page: OpenPage
) -> None:
    page = workspace.page
    workspace.press("?")
    page.get_by_role("button", name="Accept the suggestion: A. Change").focus()
    page.keyboard.press("x")
    expect(page.locator("[data-shortcut-error]")).to_contain_text("Dismiss the suggestion")
    with page.expect_response("**/me/shortcuts"):
        page.keyboard.press("y")

    elsewhere = Workspace(open_page(cast.annotator), workspace.article)
    elsewhere.press("n")
    expect(elsewhere.page.locator('kbd[data-key="accept"]')).to_have_text("Y")
    elsewhere.press("a", "y")
    elsewhere.saved()
    assert Figure.objects.count() == 1


def test_a_key_that_is_changed_offline_is_sent_on_return(cast: Any, workspace: Workspace) -> None:
    page = workspace.page
    page.context.set_offline(True)
    workspace.press("?")
    page.get_by_role("button", name="Accept the suggestion: A. Change").focus()
    page.keyboard.press("y")
    expect(page.get_by_role("button", name="Accept the suggestion: Y. Change")).to_be_visible()
    page.context.set_offline(False)
    with page.expect_response("**/me/shortcuts"):
        page.evaluate("dispatchEvent(new Event('online'))")

    cast.annotator.refresh_from_db()
    assert cast.annotator.preferences["shortcuts"]["keys"] == {"accept": "y"}


def test_the_palette_finds_every_action_by_name(workspace: Workspace) -> None:
    page = workspace.page
    workspace.press("n", "Control+k")
    page.keyboard.type("accept sugg")
    page.keyboard.press("Enter")
    workspace.saved()

    assert Figure.objects.count() == 1
