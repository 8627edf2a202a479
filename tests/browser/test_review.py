"""Review in a real browser: a reviewer's whole way by keys alone, and what axe says of the pages."""

import pytest
from playwright.sync_api import expect

from claims.choices import Status
from claims.models import Lease
from tests.tagged import waiting_claim, waiting_figure

__all__ = ["waiting_claim", "waiting_figure"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ready(page, heading):
    """Waits until the page of that heading answers to keys."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(page.locator("main[data-ready]")).to_be_attached()


def test_a_queue_is_worked_off_by_keys_alone(open_page, cast, waiting_claim, waiting_figure):
    page = open_page(cast.reviewer)
    page.goto(f"/projects/{cast.project.pk}/review")
    ready(page, "Review")
    page.keyboard.press("n")
    ready(page, waiting_claim.statement)
    # Without a reason the key asks for it and decides nothing.
    page.keyboard.press("r")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("Which border?")
    page.keyboard.press("Escape")
    page.get_by_label("Reason").blur()
    page.keyboard.press("r")
    ready(page, "at least 50,000 troops")
    page.keyboard.press("c")
    page.keyboard.type("90")
    page.get_by_label("Your confidence").blur()
    page.keyboard.press("v")
    expect(page.get_by_text("Nothing more waits for you here.")).to_be_visible()
    waiting_claim.refresh_from_db()
    waiting_figure.refresh_from_db()
    assert (waiting_claim.status, waiting_figure.status) == (Status.RETURNED, Status.VERIFIED)
    assert waiting_figure.reviewer_confidence == 90
    assert not Lease.objects.exists()


def test_two_reviewers_meet_on_one_claim(open_page, cast, waiting_claim, waiting_figure):
    first, second = open_page(cast.reviewer), open_page(cast.second_reviewer)
    for page in (first, second):
        page.goto(f"/claims/{waiting_claim.pk}/review")
        ready(page, waiting_claim.statement)
    first.keyboard.press("v")
    expect(first.get_by_role("heading", name="at least 50,000 troops")).to_be_visible()
    second.get_by_label("Reason").fill("An opinion")
    second.get_by_role("button", name="Reject").click()
    expect(second.get_by_text("Changed in the meantime")).to_be_visible()
    expect(second.get_by_text("Reviewer upheld the verdict").first).to_be_visible()
    waiting_claim.refresh_from_db()
    assert waiting_claim.status == Status.VERIFIED


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_hold_wcag_and_no_phone_scrolls_sideways(
    open_page, cast, waiting_claim, accessibility_violations, width
):
    page = open_page(cast.reviewer, viewport={"width": width, "height": 900})
    desk = f"/projects/{cast.project.pk}"
    addresses = [
        *(
            "/",
            "/concerns",
            "/admin/",
            "/admin/claims/claim/",
            f"/admin/claims/claim/{waiting_claim.pk}/change/",
        ),
        *(f"{desk}/articles?q=troops", f"{desk}/review", f"/articles/{cast.article.pk}/adjudication"),
        *(f"/claims/{waiting_claim.pk}", f"/claims/{waiting_claim.pk}/review"),
    ]
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}: {line}" for line in accessibility_violations(page, both_schemes=True)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address}: scrolls sideways")
    assert found == []


def test_who_is_on_a_page_keeps_what_they_took(open_page, cast, waiting_claim):
    page = open_page(cast.reviewer)
    page.clock.install()
    page.goto(f"/claims/{waiting_claim.pk}/review")
    ready(page, waiting_claim.statement)
    page.keyboard.press("t")
    expect(page.locator("[data-lease-until]")).to_be_visible()
    ready(page, waiting_claim.statement)  # taking it loads the page anew, and its clock begins only then
    before = Lease.objects.get().until
    with page.expect_response(lambda answer: answer.url.endswith("/renew")) as renewed:
        page.keyboard.press("Shift")
        page.clock.run_for(5 * 60 * 1000)
    assert renewed.value.status == 200
    assert Lease.objects.get().until > before
