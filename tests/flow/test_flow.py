"""The main job from end to end, as four people do it: import, cut, tag, review, pull over REST.

Everything is real: browser, web server, Postgres, broker and a Celery worker in a process of its own.
"""

import csv
import io
import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.choices import Status
from claims.models import Article, Claim, Figure, Review
from tests.browser.workspace_page import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = Path(__file__).resolve().parents[2] / "seeds" / "pages" / "01-three-stories-one-page.txt"
PASTED = (
    "Border force is too small, planners say\n\n"
    "At least 50,000 troops are needed to hold the border, a planning paper said on Monday.\n\n"
    "The force has 31,000 soldiers today. About 40 % of them are reservists.\n"
)
QUOTE = "At least 50,000 troops are needed to hold the border"


def test_from_a_page_to_verified_claims_over_rest(
    cast: Any, open_page: Any, live_server: Any, celery_worker_process: Any
) -> None:
    Article.objects.filter(project=cast.project).delete()
    the_manager_imports(cast, open_page(cast.manager))
    article = Article.objects.get(title="Border force is too small, planners say")
    the_annotator_tags(cast, open_page(cast.annotator), article)
    the_reviewer_decides(cast, open_page(cast.reviewer))
    secret = the_data_engineer_makes_a_token(cast, open_page(cast.second_reviewer))
    the_data_engineer_pulls(cast, live_server.url, secret, article)


def the_manager_imports(cast: Any, page: Page) -> None:
    """A file that holds three articles, a file that holds none, and pasted text."""
    page.goto(f"/projects/{cast.project.pk}/imports")
    empty = {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}
    whole = {"name": PAGE.name, "mimeType": "text/plain", "buffer": PAGE.read_bytes()}
    page.set_input_files("#files", [whole, empty])
    page.fill("#text", PASTED)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("region", name="Progress")).to_contain_text(
        "3 of 3 documents done", timeout=30_000
    )
    expect(page.get_by_role("row", name="empty.txt")).to_contain_text("Failed")
    expect(page.get_by_role("row", name=PAGE.name)).to_contain_text("Cuts to confirm")

    page.get_by_role("row", name=PAGE.name).get_by_role("link", name="Open").click()
    expect(page.get_by_text("3 articles")).to_be_visible()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("row", name=PAGE.name)).to_contain_text("Made", timeout=30_000)

    titles = set(Article.objects.filter(project=cast.project).values_list("title", flat=True))
    assert titles == {
        "Border force is too small, planners say",
        "Bridge to close for eleven weeks",
        "Fewer pupils leave school without a certificate",
        "Museum counts its millionth visitor",
    }
    cut = Article.objects.get(title="Bridge to close for eleven weeks")
    assert (cut.byline, str(cut.published_from)) == ("Sample desk", "2016-05-14")
    assert cut.current_revision.text in PAGE.read_text()
    for article in Article.objects.filter(project=cast.project):
        assert article.current_revision.sentences.exists()
        assert article.current_revision.suggestions.filter(kind="figure").exists()


def the_annotator_tags(cast: Any, page: Page, article: Article) -> None:
    """A suggested figure, a claim of her own on exact characters, evidence, verdict, confidence."""
    workspace = Workspace(page, article)
    workspace.press("n")
    expect(page.locator("[data-save-words]")).to_have_text("Saved")
    workspace.press("a", "9", "Escape")
    workspace.select(QUOTE)
    workspace.press("c", "v", "7", "s")
    page.keyboard.type("bulletin")
    expect(page.get_by_role("option", name="Ministry bulletin")).to_have_attribute("aria-selected", "true")
    workspace.press("Enter")
    workspace.saved()
    claim = Claim.objects.get()
    assert claim.quote == QUOTE
    workspace.press("Control+Enter")
    expect(page).not_to_have_url(re.compile(str(article.pk)))
    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED
    assert {figure.status for figure in Figure.objects.all()} == {Status.SUBMITTED}


def the_reviewer_decides(cast: Any, page: Page) -> None:
    """Takes what is next until nothing is left: verifies all."""
    page.goto(f"/projects/{cast.project.pk}/review")
    waiting = Claim.objects.count() + Figure.objects.count()
    assert waiting >= 2
    page.get_by_role("button", name="Take next").click()
    for _ in range(waiting):
        expect(page.get_by_role("button", name="Verify")).to_be_visible()
        page.fill("#confidence", "85")
        page.get_by_role("button", name="Verify").click()
        page.wait_for_load_state()
    assert Claim.objects.get().status == Status.VERIFIED
    assert {figure.status for figure in Figure.objects.all()} == {Status.VERIFIED}
    assert {review.reviewer for review in Review.objects.all()} == {cast.reviewer}


def the_data_engineer_makes_a_token(cast: Any, page: Page) -> str:
    """A token to read and export, whose secret is shown once."""
    page.goto("/tokens/")
    page.locator("#id_name").fill("nightly sync")
    page.locator("#id_project").select_option(label=cast.project.name)
    page.get_by_label("Read", exact=True).check()
    page.get_by_label("Export", exact=True).check()
    page.locator("main form button[type=submit]").first.click()
    secret = re.search(r"annotator_[\w-]{40,}", page.content())
    assert secret is not None
    page.goto("/tokens/")
    assert secret[0] not in page.content()
    return secret[0]


def the_data_engineer_pulls(cast: Any, address: str, secret: str, article: Article) -> None:
    """The verified claims as JSON, JSON Lines and CSV; the slice is the quote."""
    path = f"{address}/api/v1/projects/{cast.project.pk}/verified-claims"
    [claim] = json.loads(pulled(path, secret))["results"]
    text = Article.objects.get(pk=article.pk).current_revision.text
    assert text[claim["start"] : claim["end"]] == claim["quote"] == QUOTE
    assert claim["verdict"]["key"] == "supported"
    assert (claim["confidence"], claim["reviewer_confidence"]) == (70, 85)
    assert claim["evidence"][0]["source"]["title"] == "Ministry bulletin"
    [figure] = claim["figures"]
    assert (figure["value_low"], figure["value_high"], figure["modifier"]) == ("50000", None, "at_least")
    assert figure["counted"] == "troop"
    assert text[figure["start"] : figure["end"]] == figure["quote"]

    lines = [json.loads(line) for line in pulled(f"{path}.jsonl", secret).splitlines()]
    assert lines[0]["id"] == claim["id"]
    assert lines[-1]["count"] == 1
    rows = list(csv.DictReader(io.StringIO(pulled(f"{path}.csv", secret))))
    assert rows[0]["quote"] == QUOTE
    assert json.loads(pulled(f"{path}?verdict=refuted", secret))["results"] == []
    schema = pulled(f"{address}/api/v1/openapi.json", secret)
    assert "verified-claims" in schema


def pulled(url: str, secret: str) -> str:
    """What is at `url`, asked for as curl with a token would."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {secret}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()
