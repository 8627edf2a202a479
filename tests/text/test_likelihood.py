"""The model that judges the headings of a page beside the rules."""

import json
from bisect import bisect_right
from itertools import chain

import pytest

from claims.text.articles import article_spans
from claims.text.articles.headlines import THRESHOLD, headlines
from claims.text.articles.likelihood import WEIGHTS, likelihoods
from claims.text.articles.likelihood.features import HeadingFeatures
from claims.text.articles.page import Page
from tests.text.article_pages import article_pages

POSTS = """Bridge closes an hour early

The bridge at Halden closes an hour early from Monday, the harbour office said. Take the road by the mill.

Bells for the chapel

The chapel at Nordvik gets new bells. They were cast in Oster and weigh four tonnes each.

Baker buys the mill

The mill on the quay was sold to a baker. He wants to open it in May, when the fair begins.
"""
SECTIONS = """How the Island Lost Its Ferry

The ferry sailed for ninety years, and nobody on the island thought that it would ever stop.

1. The first winter without a pilot

The pilot died in the first winter, and his son would not sail.

2. The second winter and the ice

The ice closed the sound for a month, and the mail came over it by sledge.
"""


def _features(text: str) -> HeadingFeatures:
    page = Page(text)
    begin = [line.start for line in page.lines]
    proposed = sorted(bisect_right(begin, span.start) - 1 for span in article_spans(text))
    return HeadingFeatures(page, {item.line: item.score - THRESHOLD for item in headlines(page)}, proposed)


def test_short_headings_set_alike_begin_articles_though_the_rules_miss_them() -> None:
    """The rules take three short posts for one article; the model adds two, and says what spoke for them."""
    spans = article_spans(POSTS)

    assert [POSTS[span.start : span.headline_end] for span in spans] == [
        "Bridge closes an hour early",
        "Bells for the chapel",
        "Baker buys the mill",
    ]
    assert POSTS[spans[0].end - 9 : spans[0].end] == "the mill."
    assert all("the text below takes up its words" in span.reasons for span in spans[1:])
    assert all(0.5 < span.confidence < 0.9 for span in spans[1:])


def test_what_the_rules_read_in_the_words_isnt_overruled() -> None:
    """Numbered headings are those of parts, however alike they are set."""
    assert [span.start for span in article_spans(SECTIONS)] == [0]


def test_taking_up_words_speaks_for_a_heading() -> None:
    """The same page with another text below the heading: what it doesn't take up makes it less likely."""
    other = POSTS.replace(
        "The mill on the quay was sold to a baker", "It rained on each market day of the year"
    )

    told, untold = (likelihoods(_features(text))[-1][-1] for text in (POSTS, other))

    assert told.log_odds > untold.log_odds + 0.5


@pytest.mark.parametrize("step", ["alone", "together"])
def test_each_coefficient_is_of_a_feature_that_pages_have(step: str) -> None:
    """A coefficient whose feature nothing computes would be dead, and a feature without one not heard."""
    known = set(json.loads(WEIGHTS.read_text(encoding="utf-8"))[step]["features"])
    found: set[str] = set()
    for page in article_pages():
        for item in chain.from_iterable(likelihoods(_features(page.text))):
            found |= getattr(item, step).keys()

    # No case page has a note or nothing beside a heading.
    seldom = {f"{side}_{kind}" for side in ("above", "below") for kind in ("footnote", "nothing")}
    assert known - seldom == found - seldom
