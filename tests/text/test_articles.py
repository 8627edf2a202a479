"""Article cuts: pages with several articles, and texts that no page should break on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.articles import article_spans

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
