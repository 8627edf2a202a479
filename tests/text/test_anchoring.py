import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.anchoring import Placement, placed_quote, selectors
from claims.text.anchoring.folding import folded

OLD = (
    "The mill closed on Monday. Twelve workers lost their jobs, the mayor said. "
    "“We have lost 12 jobs,” she said. The mill had stood for 80 years.\n\n"
    "The union had warned of it. Twelve workers lost their jobs, the union said."
)


def placed(quote: str, new_text: str, occurrence: int = 0) -> Placement | None:
    start = -1
    for _ in range(occurrence + 1):
        start = OLD.index(quote, start + 1)
    kept = selectors(OLD, start, start + len(quote))
    return placed_quote(kept.exact, kept.prefix, kept.suffix, start, new_text)


def test_unchanged_text_keeps_the_place() -> None:
    found = placed("The mill had stood for 80 years.", OLD)
    assert found is not None
    assert (found.start, found.end, found.method, found.score) == (109, 141, "exact", 1.0)


def test_text_inserted_before_moves_the_place() -> None:
    new = "CORRECTION: an earlier version named the wrong day.\n\n" + OLD
    found = placed("The mill had stood for 80 years.", new)
    assert found is not None
    assert new[found.start : found.end] == "The mill had stood for 80 years."


@pytest.mark.parametrize("occurrence", [0, 1])
def test_the_same_words_twice_are_told_apart_by_their_context(occurrence: int) -> None:
    new = "A new first paragraph, of some length, that moves everything.\n\n" + OLD
    found = placed("Twelve workers lost their jobs", new, occurrence)
    assert found is not None
    assert found.method == "context"
    follows = [", the mayor", ", the union"][occurrence]
    assert new[found.end :].startswith(follows)


def test_the_same_words_in_the_same_context_are_not_guessed() -> None:
    new = "It rained. " * 50
    assert placed_quote("It rained.", " ", " ", 5_000, new) is None


def test_a_short_quote_alone_in_another_context_is_not_its_place() -> None:
    assert placed_quote("12", "lost ", " jobs", 40, "The bus number 12 is late.") is None
    assert placed_quote("12", "lost ", " jobs", 40, "The firm lost 12 jobs.") == Placement(
        14, 16, "exact", 1.0
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We have lost 12 jobs,” she said", '"We have lost 12 jobs," she said'),
        ("“We have lost 12 jobs,” she said", "“We have  lost\u00a012 jobs,”\nshe said"),
        ("lost their jobs, the mayor", "lost their\u00ad jobs, the mayor"),
    ],
)
def test_other_typesetting_is_the_same_quote(before: str, after: str) -> None:
    new = "A longer beginning. " + OLD.replace(before, after)
    found = placed(before, new)
    assert found is not None
    assert (new[found.start : found.end], found.method) == (after, "fuzzy")
    assert not found.numbers_changed


def test_c6_composed_and_decomposed_letters_are_the_same_quote() -> None:
    old = "Zoë 👩‍👩‍👧 said the café of São João had 40 guests. Nobody else came to see it."
    quote = "the café of São João had 40 guests"
    start = old.index(quote)
    kept = selectors(old, start, start + len(quote))
    new = unicodedata.normalize("NFD", "🎉🎉 " + old)
    found = placed_quote(kept.exact, kept.prefix, kept.suffix, start, new)
    assert found is not None
    assert new[found.start : found.end] == unicodedata.normalize("NFD", quote)


@pytest.mark.parametrize(
    ("quote", "new", "expected", "numbers_changed"),
    [
        (
            "Twelve workers lost their jobs, the mayor said.",
            OLD.replace("workers lost their jobs, the mayor", "mill workers lost their jobs, the mayor"),
            "Twelve mill workers lost their jobs, the mayor said.",
            False,
        ),
        (
            "The mill had stood for 80 years.",
            OLD.replace("for 80 years", "for 85 years"),
            "The mill had stood for 85 years.",
            True,
        ),
        (
            "The mill had stood for 80 years.",
            "Filler. " * 2_000 + "The old mill had stood there for 80 years. And more.",
            "The old mill had stood there for 80 years.",
            False,
        ),
    ],
)
def test_edited_words_are_found_and_changed_numbers_said(
    quote: str, new: str, expected: str, numbers_changed: bool
) -> None:
    found = placed(quote, new)
    assert found is not None
    assert (new[found.start : found.end], found.method) == (expected, "fuzzy")
    assert found.numbers_changed is numbers_changed


def test_what_is_gone_is_not_placed() -> None:
    assert placed("The mill had stood for 80 years.", "Snow fell in the valley. Nobody came. " * 20) is None
    assert placed("The mill had stood for 80 years.", "") is None
    assert placed_quote("  ", "a", "b", 0, "a  b") is None


def test_a_long_passage_is_found_by_its_ends() -> None:
    chance = random.Random(3)
    words = [
        "mill",
        "river",
        "union",
        "closed",
        "warned",
        "jobs",
        "Monday",
        "the",
        "of",
        "a",
        "mayor",
        "years",
    ]
    passage = " ".join(chance.choice(words) for _ in range(900))
    new = "Something else. " * 40 + passage.replace("union closed", "union at last closed") + " The end." * 30
    found = placed_quote(passage, "", "", 0, new)
    assert found is not None
    assert new[found.start : found.end] == passage.replace("union closed", "union at last closed")


@pytest.mark.parametrize("quote", ["a", "aaaa", "a" * 500, "ab" * 300, "b"])
def test_a_megabyte_of_repetition_has_an_answer(quote: str) -> None:
    text = "a" * 1_000_000
    found = placed_quote(quote, "aa", "aa", 500_000, text)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_folding_keeps_the_way_back() -> None:
    text = "A  “café”\u00ad … e\u0301t"
    plain = folded(text)
    assert plain.text == 'A "café" ... ét'
    start = plain.text.index("ét")
    assert text[plain.original(start) : plain.original(start + 2)] == "e\u0301t"


def test_selectors_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="isn't inside"):
        selectors("abc", 2, 4)


TEXT = st.text(alphabet=st.sampled_from("ab é“”\u0301\u00ad\ud800👩 \n1"), max_size=120)


@given(TEXT, TEXT, st.integers(0, 120), st.integers(0, 120))
def test_any_quote_gives_a_place_inside_the_text(old: str, new: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(old)), min(other, len(old))))
    kept = selectors(old, start, end)
    found = placed_quote(kept.exact, kept.prefix, kept.suffix, start, new)
    if found is not None:
        assert 0 <= found.start < found.end <= len(new)
        assert 0 <= found.score <= 1
    if kept.exact.strip():
        same = placed_quote(kept.exact, kept.prefix, kept.suffix, start, old)
        assert same is None or old[same.start : same.end] == kept.exact
