"""The desk's view, agreement and the ledger in a real browser: in both themes and without a mouse."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.ledger.families import propose_families
from claims.models import Claim
from tests.cast import make_article
from tests.measuring.material import annotated_articles
from tests.tagged import submit, tag_claim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
STATEMENTS = ("Holding the border takes 50,000 troops.", "To hold the border takes 20,000 troops.")


@pytest.fixture
def measured(cast: Any) -> Any:
    """A project with enough of everything for every number to be told."""
    types, verdicts = ["numerical", "quote"], list(cast.project.verdicts.all())

    def claim(place: int, item: int) -> dict[str, Any]:
        return {"claim_type": types[item % 2], "verdict": verdicts[(item + place) % 2]}

    def figure(place: int, item: int) -> dict[str, Any]:
        return {"stated_by": "The mayor"}

    annotated_articles(cast.project, [cast.annotator, cast.second_annotator], 4, claim=claim, figure=figure)
    for statement in STATEMENTS:
        article = make_article(cast.project, f"{statement} So it was said.\n")
        tagged = tag_claim(
            cast, cast.annotator, statement, revision=article.current_revision, statement=statement
        )
        submit(cast.annotator, tagged)
    propose_families(cast.reviewer, project=cast.project)
    return cast


def test_every_page_is_accessible_and_fits(
    measured: Any, open_page: OpenPage, accessibility_violations: Callable[..., list[str]]
) -> None:
    page = open_page(measured.reviewer, viewport={"width": 390, "height": 800})
    found = []
    for path in ("desk", "agreement", "agreement/items?about=type", "ledger", "families"):
        page.goto(f"/projects/{measured.project.pk}/{path}", wait_until="networkidle")
        found += [f"{path}: {line}" for line in accessibility_violations(page, both_schemes=True)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path}: scrolls sideways")
    assert found == []


def test_the_plot_follows_the_theme_and_only_the_shown_one_is_fetched(
    measured: Any, open_page: OpenPage
) -> None:
    page = open_page(measured.reviewer, color_scheme="light")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/projects/{measured.project.pk}/desk", wait_until="networkidle")

    light, dark = (page.locator(f"img.plot__{theme}").first for theme in ("light", "dark"))
    expect(light).to_be_visible()
    assert light.evaluate("image => image.naturalWidth") > 0
    assert "All numbers are in the table" in (light.get_attribute("alt") or "")
    assert not any(".dark.svg" in address for address in asked)

    page.emulate_media(color_scheme="dark")
    expect(dark).to_be_visible()
    expect(light).to_be_hidden()


def test_a_number_leads_to_its_items_and_on_to_the_claim(measured: Any, open_page: OpenPage) -> None:
    page = open_page(measured.reviewer)
    page.goto(f"/projects/{measured.project.pk}/desk", wait_until="networkidle")
    page.get_by_role("link", name="How far people agree").press("Enter")
    page.get_by_role("link", name="40 items behind the agreement on: Verdicts").press("Enter")

    expect(page.get_by_text("they differ")).to_have_count(40)
    page.get_by_role("link", name="Refuted").first.press("Enter")
    expect(page).to_have_url(re.compile("/claims/"))


def test_a_reviewer_confirms_by_keyboard_that_two_claims_say_the_same(
    measured: Any, open_page: OpenPage
) -> None:
    page = open_page(measured.reviewer)
    page.goto(f"/projects/{measured.project.pk}/ledger")
    page.get_by_role("link", name="Claims that say the same").press("Enter")
    page.get_by_role("button", name=re.compile(f"^Says the same ?: {STATEMENTS[0]}")).press("Enter")

    expect(page.get_by_text("It says the same.")).to_be_visible()
    states = dict(Claim.objects.filter(family__isnull=False).values_list("statement", "family_state"))
    assert {each: states[each] for each in STATEMENTS} == {
        STATEMENTS[0]: "confirmed", STATEMENTS[1]: "proposed",
    }  # fmt: skip
