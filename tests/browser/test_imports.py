"""An import's page in a real browser, without a mouse."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from claims.importing.starting import Upload, start_import

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_cancelling_is_asked_about_and_begins_with_going_on(
    cast: Any, open_page: Callable[..., Page], accessibility_violations: Callable[[Page], list[str]]
) -> None:
    upload = Upload(ContentFile(b"At least 50,000 troops are needed."), "a.txt", {})
    job = start_import(cast.manager, project=cast.project, uploads=[upload])
    page = open_page(cast.manager, color_scheme="dark", viewport={"width": 390, "height": 800})
    page.goto(f"/imports/{job.pk}", wait_until="networkidle")
    cancel = page.get_by_role("button", name="Cancel …")
    dialog = page.get_by_role("dialog", name="Cancel this import?")

    for key in ("Enter", "Escape"):  # the button to go on is the first, and Escape closes the dialog too
        cancel.press("Enter")
        expect(dialog.get_by_role("button", name="Go on importing")).to_be_focused()
        assert accessibility_violations(page) == []
        page.keyboard.press(key)
        expect(dialog).to_be_hidden()
        expect(cancel).to_be_focused()
    job.refresh_from_db()
    assert job.state == "running"

    cancel.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The import is cancelled.")).to_be_visible()
    job.refresh_from_db()
    assert job.state == "cancelled"
