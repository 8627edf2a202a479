"""What the workspace does when the server answers, and fails at one thing that the person did."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Locator, Page, expect

from claims.models import Claim, Figure
from tests.browser.articles import suggested_article
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
FAULT = """
CREATE FUNCTION fail_at_cursed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'cursed' USING ERRCODE = 'internal_error'; END $$;
CREATE TRIGGER claim_fails BEFORE INSERT OR UPDATE ON claims_claim FOR EACH ROW
    WHEN (NEW.statement LIKE '%cursed%') EXECUTE FUNCTION fail_at_cursed();
"""
MENDED = "DROP FUNCTION IF EXISTS fail_at_cursed() CASCADE"


@pytest.fixture(autouse=True)
def _every_problem_is_declared() -> None:
    """Not here, where the server is made to answer 500, which no operation declares."""


@pytest.fixture
def owner() -> Iterator[psycopg.Connection[Any]]:
    """A connection of the tables' owner, who may break them, with the fault in place."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], dbname=name, autocommit=True) as made:
        made.execute(FAULT)
        yield made
        made.execute(MENDED)


@pytest.fixture
def workspace(cast: Any, open_page: OpenPage, owner: Any) -> Workspace:
    """A claim whose statement the server fails to save, and after it a figure that it saves."""
    workspace = Workspace(open_page(cast.annotator), suggested_article(cast.project))
    workspace.select("the former army chief said")
    workspace.press("c")
    workspace.saved()
    workspace.page.locator("#claim-statement").fill("A cursed statement.")
    workspace.press("Escape", "n", "a", "9")
    expect(aside(workspace).locator("[data-what]")).to_have_text("Change: “the former army chief said”")
    expect(workspace.page.locator("[data-save-words]")).to_have_text("Not all saved")
    return workspace


def aside(workspace: Workspace) -> Locator:
    return workspace.page.locator("[data-set-aside]")


def choose_claim(workspace: Workspace) -> None:
    workspace.press("Escape")
    workspace.page.locator("[data-tag-list] button", has_text="army chief").click()


def test_what_the_server_fails_at_is_set_aside_and_the_rest_is_saved(
    workspace: Workspace, owner: Any, accessibility_violations: Callable[..., list[str]]
) -> None:
    page = workspace.page
    expect(page.locator("[data-save-words]")).to_contain_text("Not all saved")
    assert Figure.objects.get().confidence == 90
    aside(workspace).locator("summary").click()
    expect(aside(workspace).locator("pre")).to_contain_text("A cursed statement.")
    assert accessibility_violations(page) == []

    workspace.open()
    expect(aside(workspace).locator("[data-what]")).to_be_visible()
    owner.execute(MENDED)
    aside(workspace).get_by_role("button", name="Try again").click()
    workspace.saved()
    expect(aside(workspace)).to_be_hidden()
    assert Claim.objects.get().statement == "A cursed statement."


def test_what_comes_after_it_on_the_same_tag_waits_with_it(workspace: Workspace, owner: Any) -> None:
    words = workspace.page.locator("[data-save-words]")
    choose_claim(workspace)
    workspace.press("7")
    expect(words).to_have_text("The server failed: trying again")
    expect(words).to_have_text("Not all saved")
    assert Claim.objects.get().confidence is None

    owner.execute(MENDED)
    aside(workspace).get_by_role("button", name="Try again").click()
    workspace.saved()
    claim = Claim.objects.get()
    assert (claim.statement, claim.confidence) == ("A cursed statement.", 70)


def test_what_is_discarded_goes_back_to_what_the_server_has(workspace: Workspace) -> None:
    statement = Claim.objects.get().statement
    aside(workspace).get_by_role("button", name="Discard").click()
    workspace.saved()
    choose_claim(workspace)
    expect(workspace.page.locator("#claim-statement")).to_have_value(statement)


def test_an_edit_that_mends_it_is_tried_at_once(workspace: Workspace) -> None:
    choose_claim(workspace)
    workspace.page.locator("#claim-statement").fill("A blessed statement.")
    workspace.saved()
    assert Claim.objects.get().statement == "A blessed statement."
