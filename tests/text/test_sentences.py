"""Sentences: the partition, the slices and the cases that a linguist wrote down."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.sentences import sentence_spans

CASES = Path(__file__).parent / "cases"
KINDS = {"sentence", "heading", "byline", "caption", "list_item", "footnote", "boilerplate"}
ODD = "aAbThe. .!?…“”\"'’()[]1\n\r\t •-—é。😀\u2028\ufeff\x00\ud800"
NEWS = st.text(alphabet=st.sampled_from(ODD), max_size=300)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), NEWS), st.sampled_from(["en", "fr", "zh", "und", "", "xx-YY"]))
def test_units_partition_the_text(text: str, language: str) -> None:
    """Every character that isn't white space lies in exactly one unit."""
    covered = 0
    for unit in sentence_spans(text, language):
        assert covered <= unit.start < unit.end <= len(text)
        assert not text[covered : unit.start].strip()
        assert text[unit.start : unit.end] == text[unit.start : unit.end].strip()
        assert unit.kind in KINDS
        covered = unit.end
    assert not text[covered:].strip()


def _cases() -> list[str]:
    lines = (CASES / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", _cases())
def test_sentence_case(case: str) -> None:
    """A line of cases/sentences.txt: the units that its text has, with ` ‖ ` (or `‖` where glued) between."""
    expected = [unit.strip() for unit in case.split("‖")]
    text = case.replace(" ‖ ", " ").replace("‖", "")
    assert [text[unit.start : unit.end] for unit in sentence_spans(text, "en")] == expected


def _pages() -> list[str]:
    text = (CASES / "kinds.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return "\n".join(lines).strip("\n").split("\n----------\n")


@pytest.mark.parametrize("page", _pages())
def test_kinds_of_page(page: str) -> None:
    """A page of cases/kinds.txt: its units, each with its kind."""
    expected, lines = [], []
    for row in page.splitlines():
        kinds, _, line = row.partition(" | ")
        units = [unit.strip() for unit in line.split("‖")] if line else []
        names = kinds.split("+")
        expected += [(unit, names[min(index, len(names) - 1)]) for index, unit in enumerate(units)]
        lines.append(line.replace(" ‖ ", " ").replace("‖", ""))
    text = "\n".join(lines)
    assert [(text[unit.start : unit.end], unit.kind) for unit in sentence_spans(text, "en")] == expected
