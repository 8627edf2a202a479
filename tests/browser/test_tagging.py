"""Tagging in the workspace: each test is something that a person does from beginning to end."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.choices import Status
from claims.models import Claim, Evidence, Figure, SuggestionDecision
from tests.browser.articles import REPORT, processed_article, suggested_article
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


def test_a_claim_with_figure_source_and_confidence_takes_six_actions(cast: Any, workspace: Workspace) -> None:
    workspace.press("n", "a", "c", "Shift+s", "8")
    workspace.saved()

    claim = Claim.objects.get()
    assert workspace.actions <= 6
    assert claim.confidence == 80
    assert claim.quote == "Coalition needs 50,000 troops, general says"
    assert claim.figures.get().value_low == 50_000
    assert claim.evidence.get().source == cast.source


def test_what_the_real_stages_suggest_becomes_a_claim_in_six_actions(cast: Any, open_page: OpenPage) -> None:
    workspace = Workspace(open_page(cast.annotator), processed_article(cast.project))
    workspace.press("j", "j", "f", "c", "Shift+s", "8")
    workspace.saved()

    claim = Claim.objects.get()
    assert workspace.actions <= 6
    assert claim.quote.startswith("It will take at least 50,000 troops")
    assert claim.figures.get().modifier == "at_least"
    assert (claim.confidence, claim.evidence.count()) == (80, 1)
    assert "army chief" in claim.claimant + claim.claimant_role
    assert set(SuggestionDecision.objects.values_list("outcome", flat=True)) == {"accepted"}


def test_accepting_a_suggested_figure_takes_one_key(workspace: Workspace) -> None:
    workspace.press("n")
    workspace.actions = 0
    workspace.press("a")
    workspace.saved()

    assert workspace.actions == 1
    assert Figure.objects.get().quote == "50,000 troops"
    assert SuggestionDecision.objects.get().outcome == "accepted"


def test_the_whole_job_by_keyboard_alone(cast: Any, workspace: Workspace) -> None:
    page = workspace.page
    workspace.press("n", "n", "a", "9")  # the second figure, "at least 50,000 troops"
    workspace.press("c", "v", "7")  # its sentence as a claim, supported, 70 %
    workspace.press("s")
    page.keyboard.type("bulletin")
    expect(page.get_by_role("option", name="Ministry bulletin")).to_have_attribute("aria-selected", "true")
    workspace.press("Enter", "e")  # into the form: the statement
    page.keyboard.press("Control+a")
    page.keyboard.type("Holding the border takes at least 50,000 troops.")
    workspace.press("Escape", "Control+Enter")

    expect(page).not_to_have_url(f"/articles/{workspace.article.pk}/")
    claim = Claim.objects.get()
    assert claim.status == Status.SUBMITTED
    assert claim.statement == "Holding the border takes at least 50,000 troops."
    assert claim.verdict == cast.project.verdicts.get(key="supported")
    assert claim.figures.get().status == Status.SUBMITTED


def test_c6_the_quote_is_the_slice_around_emoji_and_decomposed_letters(workspace: Workspace) -> None:
    workspace.select("fighters 👩‍👩‍👧 had left")
    workspace.press("c")
    workspace.select("Cafe\u0301 owners lost")
    workspace.press("c")
    workspace.select("59 %")
    workspace.press("f")
    workspace.saved()

    tags = [*Claim.objects.all(), *Figure.objects.all()]
    quotes = [tag.quote for tag in tags]
    assert quotes == ["fighters 👩‍👩‍👧 had left", "Cafe\u0301 owners lost", "59 %"]
    assert [REPORT[tag.start : tag.end] for tag in tags] == quotes
    workspace.open()
    assert workspace.quotes("claim") == quotes[:2]


def test_selections_snap_to_words_and_edges_move_by_word_and_character(workspace: Workspace) -> None:
    workspace.select("ministry sa")
    workspace.press("c")
    workspace.press("Escape", "t")
    workspace.press("Alt+Shift+ArrowLeft")
    workspace.saved()
    assert Claim.objects.get().quote == "ministry sai"

    workspace.press("o", "Shift+ArrowLeft")
    workspace.saved()
    assert Claim.objects.get().quote == "the ministry sai"


def test_the_edge_of_a_tag_can_be_dragged(workspace: Workspace) -> None:
    workspace.select("army chief said")
    workspace.press("c")
    handle = workspace.page.locator('.handle[data-edge="end"]').bounding_box()
    target = workspace.ends("Monday")[1]
    assert handle is not None
    mouse = workspace.page.mouse
    mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    mouse.down()
    mouse.move(target["x"] - 4, target["y"], steps=5)
    mouse.up()
    workspace.saved()

    assert Claim.objects.get().quote == "army chief said on Monday"


def test_overlapping_and_nested_tags_are_drawn_apart(workspace: Workspace) -> None:
    workspace.select("It will take at least 50,000 troops")
    workspace.press("c", "Escape")
    workspace.select("troops to hold the border")
    workspace.press("c", "Escape")
    workspace.saved()

    assert sorted(workspace.quotes("claim")) == [
        "It will take at least 50,000 troops",
        "troops to hold the border",
    ]
    both = workspace.text.locator(".tag .tag", has_text="troops").first
    expect(both).to_have_attribute("data-depth", "1")


def test_what_is_missing_is_named_before_submitting(workspace: Workspace) -> None:
    workspace.press("n", "c", "Control+Enter")

    missing = workspace.page.locator("[data-missing]")
    expect(missing).to_contain_text("Give a verdict.")
    expect(missing).to_contain_text("Give your confidence.")
    assert Claim.objects.get().status == Status.DRAFT


def test_a_pasted_address_makes_a_source(cast: Any, workspace: Workspace) -> None:
    workspace.press("n", "c", "s")
    workspace.page.keyboard.type("Quarterly report https://example.org/report.pdf")
    expect(workspace.page.get_by_role("option", name="Make a new source")).to_be_visible()
    workspace.press("Enter")
    expect(workspace.page.locator("[data-evidence-count]")).to_have_text("1")
    workspace.saved()

    source = Evidence.objects.get().source
    assert (source.title, source.url) == ("Quarterly report", "https://example.org/report.pdf")


def test_splitting_and_joining_sentences_moves_no_tag(cast: Any, workspace: Workspace) -> None:
    workspace.select("the former army chief said")
    workspace.press("c", "Escape")
    workspace.saved()
    before = workspace.page.locator(".sentence").count()
    workspace.select("the former")
    workspace.press("Shift+Enter")
    expect(workspace.page.locator(".sentence")).to_have_count(before + 1)
    expect(workspace.page.locator("[data-ready]")).to_be_attached()

    assert workspace.quotes("claim") == ["the former army chief said"]
    assert REPORT[Claim.objects.get().start :].startswith("the former army chief said")


def test_a_selection_made_by_touch_is_tagged_by_a_tap(cast: Any, open_page: OpenPage) -> None:
    page = open_page(cast.annotator, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    workspace = Workspace(page, suggested_article(cast.project))
    start, end = workspace.ends("rmy chief sai")
    page.evaluate(
        """([start, end]) => {
            const [a, b] = [start, end].map(({ x, y }) => document.caretPositionFromPoint(x, y))
            getSelection().setBaseAndExtent(a.offsetNode, a.offset, b.offsetNode, b.offset)
        }""",
        [start, end],
    )
    page.get_by_role("toolbar").get_by_role("button", name="Claim").tap()
    workspace.saved()

    assert Claim.objects.get().quote == "army chief said"


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("ar", "قال متحدث باسم الوزارة يوم الثلاثاء إن نحو 30 ألف مقاتل سافروا.\n", "متحدث باسم"),
        ("zh", "今天我们看书。他说,这个数字比去年多。\n", "我们看书"),
        ("he", "דובר המשרד אמר כי 500 איש הגיעו ביום שלישי.\n", "המשרד אמר"),
    ],
)
def test_words_are_selected_by_key_in_other_scripts(
    cast: Any, open_page: OpenPage, language: str, text: str, quote: str
) -> None:
    article = suggested_article(cast.project, text, language=language)
    workspace = Workspace(open_page(cast.annotator), article)
    workspace.press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "c")
    workspace.saved()

    claim = Claim.objects.get()
    assert claim.quote == quote
    assert text[claim.start : claim.end] == quote
    assert workspace.quotes("claim") == [quote]
