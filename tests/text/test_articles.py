"""Article cuts: pages with several articles, and texts that no page should break on."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.articles import ArticleSpan, article_spans
from tests.text.article_pages import ArticlePage, article_pages

ODD = "aAbThe By.:?!“” \n\n\n\r•-—1[]\x00\ud800\u2028"
PIECES = [
    "\n\n", "\n", "By Ann Lee", "3 May 2016", "Read more", "[1] Ibid.", "PARIS (AP) — Trucks ", "Notes:",
    "Photo", "Bridge Closed After Storm Hits Coast", "The bridge was closed. ",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(PIECES), max_size=60)
PAGES = st.one_of(
    st.text(alphabet=st.sampled_from(ODD), max_size=400), WORDS.map("".join), st.text(max_size=100)
)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_articles_lie_in_order_within_the_text(text: str) -> None:
    covered = 0
    for article in article_spans(text):
        assert covered <= article.start < article.end <= len(text)
        assert 0 <= article.confidence <= 1
        assert article.reasons
        if article.headline_start is not None and article.headline_end is not None:
            assert article.start <= article.headline_start < article.headline_end <= article.end
        covered = article.end


@pytest.mark.parametrize("page", article_pages(), ids=lambda page: page.name)
def test_articles_of_page(page: ArticlePage) -> None:
    """A page in cases/pages: its articles, within 3 characters of their starts and 200 of their ends."""
    found = [
        (
            _headline(page.text, span),
            span.byline,
            span.published,
        )
        for span in article_spans(page.text)
        if not any(teaser.teaser and teaser.start <= span.start < teaser.end for teaser in page.articles)
    ]
    wanted = [article for article in page.articles if not article.teaser]
    assert found == [(article.headline, article.byline, article.published) for article in wanted]
    for article, span in zip(wanted, article_spans(page.text), strict=False):
        assert abs(article.start - span.start) <= 3
        assert abs(article.end - span.end) <= 200


def _headline(text: str, span: ArticleSpan) -> str | None:
    return None if span.headline_start is None else text[span.headline_start : span.headline_end]


def test_an_empty_page_has_no_articles() -> None:
    assert article_spans("") == []
    assert article_spans(" \n\n\t") == []


def test_a_headline_sheds_its_marks_and_the_name_of_the_site() -> None:
    text = (
        "—- [Focus] The Bridge at Halden Falls Into the Sea // Harbour Review\n\nThe bridge at Halden fell."
    )
    (article,) = article_spans(text)
    assert _headline(text, article) == "[Focus] The Bridge at Halden Falls Into the Sea"


@pytest.mark.parametrize("opening", ["date 2016-04-09 ", "2016-04-09 ", "<!--Begin-->QUOTE<!--End-->"])
def test_an_article_begins_behind_the_date_or_comment_before_its_first_words(opening: str) -> None:
    body = "The bridge at Halden closed on Friday after the storm, the police said. Nobody was hurt.\n"
    text = opening + "Bridge at Halden Closed After the Storm\n\n" + body
    (article,) = article_spans(text)
    assert (article.start, article.headline_start) == (len(opening), len(opening))
    assert article.published == ("2016-04-09" if "2016" in opening else None)


@pytest.mark.parametrize(
    "post",
    ["Updated Apr 8, 2016\n\nA wave tore it down on Friday.", "A wave tore down the shed where the […]"],
)
def test_bulleted_headlines_above_a_date_or_an_excerpt_begin_articles(post: str) -> None:
    item = "• Wave {} tears through boat shed\n\n" + post + "\n\n"
    page = "Coast news\n\n" + item.format("one") + item.format("two")
    found = [_headline(page, article) for article in article_spans(page)]
    assert found == [f"Wave {number} tears through boat shed" for number in ("one", "two")]


def test_three_bulleted_titles_of_paragraphs_begin_articles() -> None:
    posts = {
        "Harbour Buoys Recalled": (
            "The port has had one report of a loose bell in a buoy, but nobody was hurt. It cost 80 crowns."
        ),
        "Rope Recall Affects Two Boats": (
            "A maker in Larsund calls back the rope of two boats, which floats. They got it in December."
        ),
        "Fish Dryers Recalled for Fire Hazard": (
            "As of May 2 a yard in Halden had heard of eight dryers that melted, three upon a kitchen top."
        ),
    }
    page = "Recalls\n\n" + "\n\n".join(f"• {title}\n\n{text}" for title, text in posts.items())
    assert [_headline(page, article) for article in article_spans(page)] == list(posts)


POST = "Read more\nBridge {} Closed After the Storm\nThe bridge was closed on Monday, the police said.\n"


SITE = (
    "Log in\nShare\nMore stories\nBridge {} Closed After the Storm\n"
    + "The bridge is closed again. " * 6
    + "\n"
)


WIRE = "LIMA, Peru (AP) — Miners blocked the main road on day {} of their strike. They want a clinic.\n"


FOOTER = "Ten boats lie in the harbour.\nPosted by Ann at 3:38 PM {} comments\nTags: boats\n"
STAMPS = (
    "Posted by Ann Lee at 10:{} AM\nPosted by Ann Lee on 3 May 2016\nFiled by Bo Berg on 4 May 2017 in News\n"
    "Updated 5 May 2016 by Ann Lee\n"
)
LISTED = "• Boat {} sinks\nUpdated Apr 8, 2016\nA boat sank on Friday.\n"


@pytest.mark.parametrize(
    "unit",
    [
        WIRE,
        POST,
        "\n\n\n" + POST,
        POST.replace("Read more", "3 May 2016"),
        SITE,
        FOOTER,
        LISTED,
        STAMPS,
        "Boats at sea\n" + FOOTER,
    ],
)
def test_the_work_grows_with_the_length_of_the_page(unit: str) -> None:
    short, long = (_lines_run("".join(unit.format(number) for number in range(count))) for count in (60, 240))
    assert long < 4.4 * short


def _lines_run(text: str) -> int:
    """How many lines of our code run to cut the text: the same on every machine."""
    run = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
        nonlocal run
        if "claims" not in frame.f_code.co_filename:
            return None
        run += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        article_spans(text)
    finally:
        sys.settrace(before)
    return run
