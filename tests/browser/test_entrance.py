"""The door of the product in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_door_has_no_accessibility_violation(
    open_page: OpenPage, accessibility_violations: Callable[..., list[str]], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    found = []
    for path in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/nothing-here"):
        page.goto(path)
        found += [f"{path}: {line}" for line in accessibility_violations(page, both_schemes=True)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path}: scrolls sideways")
    assert found == []


def test_ones_account_has_no_accessibility_violation(
    cast: Any, open_page: OpenPage, accessibility_violations: Callable[..., list[str]]
) -> None:
    page = open_page(cast.annotator)
    for path in ("/accounts/password/change/", "/accounts/email/", "/accounts/2fa/"):
        page.goto(path)
        assert accessibility_violations(page, both_schemes=True) == []


def test_signing_in_and_out_by_keyboard(cast: Any, open_page: OpenPage) -> None:
    cast.annotator.set_password("a long enough password")
    cast.annotator.save()
    page = open_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").focus()
    page.keyboard.type(cast.annotator.email)
    page.keyboard.press("Tab")
    page.keyboard.type("a long enough password")
    page.keyboard.press("Enter")

    menu = page.get_by_text("Menu of Annotator")
    expect(menu).to_be_attached()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_the_colours_that_one_chooses_stay(cast: Any, open_page: OpenPage) -> None:
    page = open_page(cast.annotator)
    page.goto("/")
    page.get_by_text("Menu of Annotator").click(force=True)
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/concerns")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
