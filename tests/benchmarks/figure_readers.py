"""Readers of figures, ours and two libraries, all giving the same kind of answer."""

import re
import warnings
from dataclasses import dataclass

from text_to_num import find_numbers

from claims.text.figures import figure_spans
from tests.benchmarks.figure_gold import Answer, number, unit_key

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it tells that its optional classifier isn't installed
    from quantulum3 import parser

_WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
_NAMES = {"percentage": "%", "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "dimensionless": None}


@dataclass(frozen=True, slots=True)
class _Word:
    """A token as text2num asks for it."""

    word: str
    start: int
    end: int

    def text(self) -> str:
        return self.word.lower()

    def nt_separated(self, _previous: "_Word") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def ours(text: str) -> list[Answer]:
    return [
        Answer(
            figure.start,
            figure.end,
            number(figure.value_low),
            number(figure.value_high),
            figure.modifier,
            unit_key(figure.unit),
            text[figure.start : figure.end],
        )
        for figure in figure_spans(text)
    ]


def quantulum(text: str) -> list[Answer]:
    """quantulum3 without its classifier; an uncertainty is a range around the value."""
    answers = []
    for quantity in parser.parse(text):
        start, end = quantity.span
        spread = quantity.uncertainty or 0
        modifier = "range" if spread else "exact"
        unit = _NAMES.get(quantity.unit.name, quantity.unit.name)
        low, high = quantity.value - spread, quantity.value + spread
        answers.append(Answer(start, end, low, high, modifier, unit_key(unit), text[start:end]))
    return answers


def words_to_numbers(text: str) -> list[Answer]:
    """text2num, which knows neither modifiers nor units."""
    words = [_Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    answers = []
    for found in find_numbers(words, "en", 0):
        start, end = words[found.start].start, words[found.end - 1].end
        answers.append(Answer(start, end, found.value, found.value, "exact", None, text[start:end]))
    return answers
