"""The workspace in a real browser: each test is something that a person does from beginning to end."""

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


@pytest.fixture
def workspace(cast: Any, open_page: OpenPage) -> Workspace:
    """The annotator's workspace with the report open."""
    return Workspace(open_page(cast.annotator), suggested_article(cast.project))


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


def test_what_is_missing_is_named_before_submitting(workspace: Workspace) -> None:
    workspace.press("n", "c", "Control+Enter")

    missing = workspace.page.locator("[data-missing]")
    expect(missing).to_contain_text("Give a verdict.")
    expect(missing).to_contain_text("Give your confidence.")
    assert Claim.objects.get().status == Status.DRAFT


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


def test_a_key_that_is_taken_is_refused_and_a_changed_one_goes_with_the_person(
    cast: Any, workspace: Workspace, open_page: OpenPage
) -> None:
    page = workspace.page
    workspace.press("?")
    page.get_by_role("button", name="Accept the suggestion: A. Change").focus()
    page.keyboard.press("x")
    expect(page.locator("[data-shortcut-error]")).to_contain_text("Dismiss the suggestion")
    with page.expect_response("**/me/shortcuts"):
        page.keyboard.press("y")

    elsewhere = Workspace(open_page(cast.annotator), workspace.article)
    elsewhere.press("n")
    expect(elsewhere.page.locator('kbd[data-key="accept"]')).to_have_text("Y")
    elsewhere.press("a", "y")
    elsewhere.saved()
    assert Figure.objects.count() == 1


def test_a_key_that_is_changed_offline_is_sent_on_return(cast: Any, workspace: Workspace) -> None:
    page = workspace.page
    page.context.set_offline(True)
    workspace.press("?")
    page.get_by_role("button", name="Accept the suggestion: A. Change").focus()
    page.keyboard.press("y")
    expect(page.get_by_role("button", name="Accept the suggestion: Y. Change")).to_be_visible()
    page.context.set_offline(False)
    with page.expect_response("**/me/shortcuts"):
        page.evaluate("dispatchEvent(new Event('online'))")

    cast.annotator.refresh_from_db()
    assert cast.annotator.preferences["shortcuts"]["keys"] == {"accept": "y"}


def test_the_palette_finds_every_action_by_name(workspace: Workspace) -> None:
    page = workspace.page
    workspace.press("n", "Control+k")
    page.keyboard.type("accept sugg")
    page.keyboard.press("Enter")
    workspace.saved()

    assert Figure.objects.count() == 1


def test_a_pasted_address_makes_a_source(cast: Any, workspace: Workspace) -> None:
    workspace.press("n", "c", "s")
    workspace.page.keyboard.type("Quarterly report https://example.org/report.pdf")
    expect(workspace.page.get_by_role("option", name="Make a new source")).to_be_visible()
    workspace.press("Enter")
    expect(workspace.page.locator("[data-evidence-count]")).to_have_text("1")
    workspace.saved()

    source = Evidence.objects.get().source
    assert (source.title, source.url) == ("Quarterly report", "https://example.org/report.pdf")


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 720, 390])
def test_the_workspace_has_no_accessibility_violation(
    cast: Any,
    open_page: OpenPage,
    accessibility_violations: Callable[..., list[str]],
    scheme: str,
    width: int,
) -> None:
    page = open_page(cast.annotator, color_scheme=scheme, viewport={"width": width, "height": 900})
    workspace = Workspace(page, suggested_article(cast.project))
    assert accessibility_violations(page) == []
    workspace.press("n", "a")
    assert accessibility_violations(page) == []
    workspace.press("c", "Shift+s")
    expect(page.locator("[data-evidence-list] summary")).to_be_visible()
    page.locator("[data-evidence-list] summary").click()
    assert accessibility_violations(page) == []
    workspace.saved()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert accessibility_violations(page) == []
