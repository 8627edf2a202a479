"""What was tagged offline, in two windows, before a crash or a reload stays, and goes with its own person."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Figure, SuggestionDecision
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


def test_undo_and_redo_survive_a_reload(workspace: Workspace) -> None:
    workspace.press("n", "a", "8")
    workspace.saved()
    workspace.open()
    workspace.press("Control+z")
    workspace.saved()
    assert Figure.objects.get().confidence is None

    workspace.press("Control+z")
    workspace.saved()
    assert not Figure.objects.exists()
    assert not SuggestionDecision.objects.exists()

    workspace.press("Control+Shift+z", "Control+Shift+z")
    workspace.saved()
    assert Figure.objects.get().confidence == 80


def test_c61_work_done_offline_is_kept_and_sent_on_return(workspace: Workspace) -> None:
    context = workspace.page.context
    context.set_offline(True)
    workspace.press("n", "a", "9")
    expect(workspace.page.locator("[data-save-state]")).to_contain_text("Offline")
    assert not Figure.objects.exists()

    context.set_offline(False)
    workspace.page.evaluate("dispatchEvent(new Event('online'))")
    workspace.saved()
    assert Figure.objects.get().confidence == 90


def test_c61_work_of_an_ended_session_is_sent_after_signing_in(
    cast: Any, workspace: Workspace, open_page: OpenPage
) -> None:
    context = workspace.page.context
    cookies = context.cookies()
    context.clear_cookies(name="sessionid")
    workspace.press("n", "a", "9")
    expect(workspace.page.locator("[data-save-state]")).to_contain_text("Signed out")
    assert not Figure.objects.exists()

    context.add_cookies(cookies)
    workspace.open()
    workspace.saved()
    assert Figure.objects.get().confidence == 90


def test_c61_work_is_never_sent_in_the_name_of_who_signed_in_after(
    cast: Any, workspace: Workspace, open_page: OpenPage
) -> None:
    context = workspace.page.context
    own = context.cookies()
    other = open_page(cast.reviewer)
    other.goto("/")
    context.set_offline(True)
    workspace.press("n", "a", "9")
    context.clear_cookies()
    context.add_cookies(other.context.cookies())
    context.set_offline(False)
    workspace.page.evaluate("dispatchEvent(new Event('online'))")
    expect(workspace.page.locator("[data-save-state]")).to_contain_text("Signed out")
    assert not Figure.objects.exists()

    context.clear_cookies()
    context.add_cookies(own)
    workspace.open()
    workspace.saved()
    assert Figure.objects.get().annotator == cast.annotator


def test_c61_a_window_that_crashes_leaves_its_work_to_the_next(workspace: Workspace) -> None:
    context = workspace.page.context
    context.set_offline(True)
    workspace.press("n", "a", "9")
    expect(workspace.page.locator("[data-save-state]")).to_contain_text("Offline")
    workspace.page.close()
    context.set_offline(False)

    workspace.page = context.new_page()
    workspace.open()
    expect(workspace.page.locator("[data-tag-count]")).to_have_text("1")
    workspace.saved()
    assert Figure.objects.get().confidence == 90
    assert workspace.page.evaluate("Object.keys(localStorage).filter(key => key.includes('outbox'))") == []


def test_two_windows_of_one_person_keep_their_work_apart(workspace: Workspace) -> None:
    context = workspace.page.context
    other = Workspace(context.new_page(), workspace.article)
    context.set_offline(True)
    workspace.press("n", "a")
    other.press("n", "n", "a")
    kept = "Object.keys(localStorage).filter(key => key.includes('outbox')).length"
    assert workspace.page.evaluate(kept) == 2

    context.set_offline(False)
    for window in (workspace, other):
        window.page.evaluate("dispatchEvent(new Event('online'))")
        window.saved()
    assert sorted(Figure.objects.values_list("quote", flat=True)) == [
        "50,000 troops",
        "at least 50,000 troops",
    ]
