"""The page of the workspace itself: nothing written by people runs in it, and everybody can use it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.articles import suggested_article
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


PAYLOADS = [
    "<script>window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    '"><img src=x onerror=window.ran=1>',
    "'-window.ran=1-'",
    "{{constructor.constructor('window.ran=1')()}}",
    "${window.ran=1}",
    "javascript:window.ran=1",
    "<svg/onload=window.ran=1>",
    "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "\u202e\u2066<b onmouseover=window.ran=1>x",
]


def test_c53_nothing_that_people_wrote_runs(cast: Any, open_page: OpenPage, api: Callable[..., Any]) -> None:
    everything = " ".join(PAYLOADS)
    article = suggested_article(
        cast.project, f"{everything}.\n", title=everything, publisher=everything[:300]
    )
    span = {"start": 0, "end": len(PAYLOADS[0]), "quote": PAYLOADS[0]}
    texts = {
        "statement": everything,
        "rationale": everything,
        "claimant": everything[:300],
        "tags": PAYLOADS[:2],
    }
    path = f"/api/v1/articles/{article.pk}/claims"
    claim = api(cast.annotator, "post", path, span | texts).json()["id"]
    source = {"title": everything, "publisher": everything[:300]}
    made = api(cast.annotator, "post", f"/api/v1/projects/{cast.project.pk}/sources", source).json()["id"]
    evidence = {"source": made, "stance": "supports", "quote": everything, "note": everything}
    api(cast.annotator, "post", f"/api/v1/claims/{claim}/evidence", evidence, if_match=1)
    cast.project.guidelines = everything
    cast.project.save()

    workspace = Workspace(open_page(cast.annotator), article)
    workspace.press("t")
    workspace.page.locator("[data-evidence-list] summary").click()
    workspace.page.get_by_text("Guidelines", exact=True).click()
    workspace.page.keyboard.press("Escape")
    workspace.press("t", "s")
    expect(workspace.page.locator("#source-list [role=option]").first).to_be_visible()

    assert workspace.page.evaluate("window.ran") is None
    assert workspace.quotes("claim") == [PAYLOADS[0]]


@pytest.mark.parametrize("width", [1440, 720, 390])
def test_the_workspace_has_no_accessibility_violation(
    cast: Any,
    open_page: OpenPage,
    accessibility_violations: Callable[..., list[str]],
    width: int,
) -> None:
    page = open_page(cast.annotator, viewport={"width": width, "height": 900})
    workspace = Workspace(page, suggested_article(cast.project))
    assert accessibility_violations(page, both_schemes=True) == []
    workspace.press("n", "a")
    assert accessibility_violations(page, both_schemes=True) == []
    workspace.press("c", "Shift+s")
    expect(page.locator("[data-evidence-list] summary")).to_be_visible()
    page.locator("[data-evidence-list] summary").click()
    assert accessibility_violations(page, both_schemes=True) == []
    workspace.saved()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert accessibility_violations(page, both_schemes=True) == []
