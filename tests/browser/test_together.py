"""Several people in one article: what they see of each other, and who wins where they differ."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Figure
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


def test_c35_two_versions_of_one_field_are_shown_and_the_person_chooses(
    cast: Any, workspace: Workspace, api: Callable[..., Any]
) -> None:
    page = workspace.page
    workspace.press("n", "c", "5")
    workspace.saved()
    claim = Claim.objects.get()
    page.route("**/activity?*", lambda route: route.abort())
    other = {"confidence": 20, "claimant": "Army"}
    answer = api(cast.annotator, "patch", f"/api/v1/claims/{claim.pk}", other, if_match=claim.version)
    assert answer.status_code == 200

    workspace.press("9")
    dialog = page.locator("[data-conflict]")
    expect(dialog.locator("[data-mine]")).to_contain_text("90")
    expect(dialog.locator("[data-theirs]")).to_contain_text("20")
    page.keyboard.press("Enter")  # typed on without looking up, it chooses nothing
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Keep mine").click()
    workspace.saved()

    claim.refresh_from_db()
    assert (claim.confidence, claim.claimant) == (90, "Army")


def test_changes_of_different_fields_go_together_without_a_question(
    cast: Any, workspace: Workspace, api: Callable[..., Any]
) -> None:
    workspace.press("n", "c", "5")
    workspace.saved()
    claim = Claim.objects.get()
    workspace.page.route("**/activity?*", lambda route: route.abort())
    api(cast.annotator, "patch", f"/api/v1/claims/{claim.pk}", {"claimant": "Army"}, if_match=claim.version)

    workspace.press("9")
    workspace.saved()
    claim.refresh_from_db()
    assert (claim.confidence, claim.claimant) == (90, "Army")


def test_two_people_see_each_other_and_each_others_tags(
    cast: Any, workspace: Workspace, open_page: OpenPage
) -> None:
    cast.project.annotators_per_article = 2
    cast.project.save()
    other = Workspace(open_page(cast.second_annotator), workspace.article)
    expect(other.page.locator("[data-presence]")).to_contain_text("Annotator")

    workspace.press("n", "a")
    expect(other.page.locator("[data-tag-count]")).to_have_text("1", timeout=3_000)
    workspace.press("Delete")
    expect(other.page.locator("[data-tag-count]")).to_have_text("0", timeout=3_000)


def test_in_a_blind_project_annotators_see_nothing_of_each_other(
    cast: Any, workspace: Workspace, open_page: OpenPage
) -> None:
    cast.project.annotators_per_article = 2
    cast.project.blind = True
    cast.project.save()
    workspace.press("n", "a")
    workspace.saved()
    other = Workspace(open_page(cast.second_annotator), workspace.article)

    with other.page.expect_response("**/activity?*") as answer:
        expect(other.page.locator("[data-tag-count]")).to_have_text("0")
    body = answer.value.json()
    assert (body["people"], body["figures"], body["ids"]) == ([], [], None)


def test_what_a_reviewer_said_is_read_and_answered_beside_the_tag(
    cast: Any, workspace: Workspace, api: Callable[..., Any]
) -> None:
    page = workspace.page
    workspace.press("n", "a", "9")
    workspace.saved()
    figure = Figure.objects.get()
    path = f"/api/v1/figures/{figure.pk}"
    for person, action, body in [
        (cast.annotator, "submit", {}),
        (cast.reviewer, "take", {}),
        (cast.reviewer, "return", {"comment": "Whose troops?"}),
    ]:
        figure.refresh_from_db()
        answer = api(person, "post", f"{path}/{action}", body, if_match=figure.version)
        assert answer.status_code == 200, answer.content

    workspace.open()
    workspace.press("t")
    talk = page.locator("[data-talk-list]")
    expect(talk).to_contain_text("Whose troops?")
    workspace.press("m")
    page.keyboard.type("@Reviewer The coalition's.")
    page.get_by_role("button", name="Comment").click()
    expect(talk).to_contain_text("The coalition's.")

    comment = figure.comments.get()
    assert (comment.author, list(comment.mentions.all())) == (cast.annotator, [cast.reviewer])
