"""Every page that one gets to from the header, in light and dark, wide and narrow; the largest, which
documents the API, is in `tests/pages/test_tokens.py`."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.articles import processed_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
# Texts that reach over the edge of the box that they stand in, unless one can scroll to them.
OVER_THE_EDGE = """() => [...document.querySelectorAll('main p, main label, main input, main a, main h2')]
  .filter(element => element.getClientRects().length && element.closest('.panel, .dropzone, .card'))
  .filter(element => {
    const box = element.closest('.panel, .dropzone, .card')
    for (let above = element; above !== box; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== 'visible') return false
    }
    return element.getBoundingClientRect().right > box.getBoundingClientRect().right + 1
  })
  .map(element => element.outerHTML.slice(0, 80))"""


def addresses(cast: Any, api: Callable[..., Any]) -> list[str]:
    """The pages of the project, each with something on it to show."""
    article = processed_article(cast.project)
    span = {"start": 0, "end": 43, "quote": article.current_revision.text[:43]}
    fields = {"statement": "The coalition needs 50,000 troops.", "confidence": 80, "verdict": "supported"}
    claim = api(cast.annotator, "post", f"/api/v1/articles/{article.pk}/claims", span | fields).json()["id"]
    evidence = {"source": str(cast.source.pk), "stance": "supports"}
    api(cast.annotator, "post", f"/api/v1/claims/{claim}/evidence", evidence, if_match=1)
    assert api(cast.annotator, "post", f"/api/v1/articles/{article.pk}/submission").status_code == 200
    of_project = [
        "articles",
        "imports",
        "review",
        "ledger",
        "families",
        "desk",
        "agreement",
        "exports",
        "settings",
        "members",
        "learning",
        "webhooks",
    ]
    of_article = ["", "revisions", "adjudication"]
    return [
        "/",
        "/concerns",
        "/projects/new",
        *(f"/projects/{cast.project.pk}/{name}" for name in of_project),
        *(f"/articles/{article.pk}/{name}" for name in of_article),
        f"/claims/{claim}",
        f"/claims/{claim}/review",
        "/tokens/",
    ]


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_has_an_accessibility_violation(
    cast: Any,
    api: Callable[..., Any],
    open_page: OpenPage,
    accessibility_violations: Callable[..., list[str]],
    width: int,
) -> None:
    page = open_page(cast.manager, viewport={"width": width, "height": 900})
    found = []
    for address in addresses(cast, api):
        response = page.goto(address)
        assert response is not None
        if not response.ok:
            found.append(f"{address}: {response.status}")
        violations = accessibility_violations(page, both_schemes=True)
        found += [f"{address}: {violation}" for violation in violations]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{address}: {wide} pixels wide")
        found += [f"{address}: over the edge: {text}" for text in page.evaluate(OVER_THE_EDGE)]

    assert found == []
