"""The text on the page is the text of the revision, whatever is in it."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from claims.pages.article_text import Unit, article_html
from claims.text.sentences import sentence_spans

TEXTS = st.text(alphabet=st.sampled_from("ab .!\n<&>\"'é👩‍👩‍👧\u0301文ا"), max_size=200)


def units_of(text: str) -> list[Unit]:
    return [Unit(unit.start, unit.end, unit.kind) for unit in sentence_spans(text, "en")]


def text_of(page: str) -> str:
    """What a browser reads: our own elements hold no quoted brackets, and the text is escaped."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@given(TEXTS)
def test_every_character_is_there_in_order(text: str) -> None:
    assert text_of(article_html(text, units_of(text))) == text


@given(TEXTS)
def test_each_sentence_is_an_element_of_its_own(text: str) -> None:
    units = units_of(text)
    found = re.findall(r'<span class="sentence"[^>]*>(.*?)</span>', article_html(text, units), re.DOTALL)
    assert [html.unescape(one) for one in found] == [text[unit.start : unit.end] for unit in units]


def test_markup_in_an_article_stays_text() -> None:
    page = article_html("<script>alert(1)</script> & more", [Unit(0, 32, "sentence")])
    assert "<script" not in page


def test_a_paragraph_ends_only_between_sentences() -> None:
    page = article_html("One\nstill one.\n\nTwo.", [Unit(0, 14, "sentence"), Unit(16, 20, "sentence")])
    assert page.count('class="paragraph"') == 2


def test_a_text_without_sentences_is_shown_whole() -> None:
    assert text_of(article_html("No unit at all", [])) == "No unit at all"
