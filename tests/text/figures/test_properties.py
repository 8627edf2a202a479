"""What holds for any text: spans, values, order, and work that is linear in the length."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.figures import Figure, figure_spans
from claims.text.figures.masks import WITH_SIGNS, is_without_signs
from claims.text.figures.numeral import is_digits
from claims.text.figures.numerals import read_numeral
from claims.text.figures.tokens import Tokens
from claims.text.figures.wording import figure_sentence

_PIECES = (
    *("one", "two", "five", "twenty", "hundred", "million", "dozen", "dozens", "tens", "thousands", "half"),
    *("third", "second", "first", "twice", "once", "couple", "at", "least", "more", "than", "nearly", "odd"),
    *("between", "and", "to", "or", "from", "in", "of", "the", "a", "an", "$", "£", "€", "%", "percent"),
    *("years", "year-old", "aged", "5", "10", "2015", "1,500", "1.6", "3.4.5", "May", "29", "[5]", "(", ")"),
    *(",", ".", ":", ";", "-", "–", "—", "/", "’", "'", '"', "“", "”", "+", "km", "pounds", "people", "dead"),
    *("was", "were", "fighters", "Belgian", "officers", "No.", "#", "M16", "COVID-19", "½", "٣", "１２", "İ"),
    *(
        "ß",
        "👍🏽",
        "\n",
        "\t",
        "\u2028",
        "\x00",
        "\u200b",
        "30s",
        "5th",
        "9pm",
        "http://a.b/5",
        "@x5",
        "minus",
    ),
)
_NEWSLIKE = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from([" ", "", "\n"])), max_size=60).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)


def _check(text: str, figures: list[Figure]) -> None:
    end = 0
    for figure in figures:
        assert end <= figure.start <= figure.number_start < figure.number_end <= figure.end <= len(text)
        assert text[figure.start : figure.end].strip() == text[figure.start : figure.end]
        assert "\n" not in text[figure.start : figure.end]
        if figure.value_low is not None and figure.value_high is not None:
            assert figure.value_low <= figure.value_high
        if figure.base is not None:
            assert figure.base == text[figure.base_start : figure.base_end]
        assert figure.reasons
        end = figure.end


@settings(max_examples=400, deadline=None)
@given(_NEWSLIKE)
def test_spans_lie_in_order_within_the_text(text: str) -> None:
    _check(text, figure_spans(text))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    _check(text, figure_spans(text))


@settings(max_examples=400, deadline=None)
@given(_NEWSLIKE)
def test_checks_that_are_left_out_without_signs_would_find_nothing(text: str) -> None:
    tokens = Tokens.of(text)
    found = (read_numeral(tokens, at) for at, lower in enumerate(tokens.lowers) if is_digits(lower))
    for numeral in found:
        if numeral is not None and numeral.form != "ordinal" and is_without_signs(tokens, numeral):
            assert not [reason for reason, check in WITH_SIGNS if check(tokens, numeral)]


@settings(max_examples=100, deadline=None)
@given(_NEWSLIKE)
def test_every_figure_can_be_shown_back(text: str) -> None:
    for figure in figure_spans(text):
        assert figure_sentence(
            value_low=figure.value_low,
            value_high=figure.value_high,
            modifier=figure.modifier,
            measure=figure.measure,
            counted=figure.counted,
            qualifier=figure.qualifier,
            base=figure.base,
        )


@settings(max_examples=60, deadline=None)
@given(_NEWSLIKE, _NEWSLIKE)
def test_lines_are_read_apart(one: str, other: str) -> None:
    """A paragraph further on changes nothing before it, but for "one", which looks around itself."""
    gap = "\n\n" + "Nothing is told here. " * 30 + "\n\n"
    alone = [figure for figure in figure_spans(one) if "one" not in one.lower()]
    together = figure_spans(one + gap + other)[: len(alone)]
    assert [(f.start, f.end, f.value_low, f.value_high) for f in together] == [
        (f.start, f.end, f.value_low, f.value_high) for f in alone
    ]


@pytest.mark.parametrize(
    "piece",
    ["1", ",", "one ", "million ", "-", "$", "of the ", "5 ", "1,", "7-", "[1", "a'", "5 of ", "“", "5 x "],
)
def test_work_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    """Eight times the text takes eight times the lines of Python, and a few."""
    short, long = (_lines_run(piece * (size // len(piece))) for size in (1_000, 8_000))
    assert long < 9 * short + 500


def _lines_run(text: str) -> int:
    """How many lines of Python run while the figures of `text` are read."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        figure_spans(text)
    finally:
        sys.settrace(before)
    return count
