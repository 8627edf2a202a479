"""Sentences: the partition, the slices and the cases that a linguist wrote down."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.layout.kinds import ALONE, PASSES
from claims.text.layout.lines import text_lines
from claims.text.layout.menus import LONGEST_ENTRY
from claims.text.layout.notices import is_notice
from claims.text.sentences import sentence_spans
from claims.text.wordlists import entries

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


def test_passes_that_look_at_neighbours_leave_a_line_alone() -> None:
    """A text of one line is spared these passes, and a paragraph alone all of them."""
    units = [line.partition(" | ") for line in (CASES / "kinds.txt").read_text(encoding="utf-8").splitlines()]
    alone = {(kind, text) for kind, _, text in units if kind in KINDS and text}
    assert len(alone) > 500
    for kind, text in alone:
        is_paragraph = kind == "sentence" and len(text) > LONGEST_ENTRY
        for settle in set(PASSES) - (set() if is_paragraph else set(ALONE)):
            kinds = [kind]
            settle(text, text_lines(text), kinds)
            assert kinds == [kind], (settle, text)


def _cases() -> list[str]:
    lines = (CASES / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", _cases())
def test_sentence_case(case: str) -> None:
    """A line of cases/sentences.txt: the units that its text has, with ` ‖ ` (or `‖` where glued) between."""
    expected = [unit.strip() for unit in case.split("‖")]
    text = case.replace(" ‖ ", " ").replace("‖", "")
    assert [text[unit.start : unit.end] for unit in sentence_spans(text, "en")] == expected


@pytest.mark.parametrize("phrase", entries("notice_phrases"))
def test_each_phrase_of_notices_makes_one(phrase: str) -> None:
    """A phrase without one of `notices.TRACES` would never be looked for."""
    assert is_notice(f"Here {phrase} today.")
    assert not is_notice(f"“Here {phrase} today,” she said.")


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


def test_spaces_that_do_not_break_and_line_ends_of_two_characters_change_nothing() -> None:
    text = "\n\n".join(line.partition(" | ")[2] for page in _pages() for line in page.splitlines())
    units = [(text[unit.start : unit.end], unit.kind) for unit in sentence_spans(text)]
    saved = text.replace(" ", "\xa0").replace("\n", "\r\n")
    spans = sentence_spans(saved)
    assert [(saved[unit.start : unit.end].replace("\xa0", " "), unit.kind) for unit in spans] == units


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "M. Durand est parti. Il pleut.", ["M. Durand est parti.", "Il pleut."]),
        ("de", "Am 3. Mai kam er. Dann ging sie.", ["Am 3. Mai kam er.", "Dann ging sie."]),
        ("es-MX", "¿Quién es? Nadie lo sabe.", ["¿Quién es?", "Nadie lo sabe."]),
        ("zh", "他走了。她来了。", ["他走了。", "她来了。"]),
        ("ar", "رحل الجيش. بقي الناس.", ["رحل الجيش.", "بقي الناس."]),
        ("und", "He left. She stayed.", ["He left.", "She stayed."]),
        ("", "He left. She stayed.", ["He left.", "She stayed."]),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert [text[unit.start : unit.end] for unit in sentence_spans(text, language)] == expected


def test_a_long_line_in_another_language_keeps_its_offsets() -> None:
    text = "Il pleut à Gand. " * 2_000
    units = sentence_spans(text, "fr")
    assert len(units) == 2_000
    assert {text[unit.start : unit.end] for unit in units} == {"Il pleut à Gand."}


def test_a_line_without_latin_letters_beside_a_headline() -> None:
    text = "Read more\nЛодка у причала рано утром.\nPhoto: Ann Lee\n"
    assert [unit.kind for unit in sentence_spans(text, "en")] == ["boilerplate", "sentence", "caption"]


HOSTILE = [
    "a", ".", ". ", "“", '"', "(", "\n", "a\n", "A. ", "…",
    "?” A ", "abcAbc ", "By A\n", "1. a\n", "U.S. The ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_work_grows_with_the_length_and_not_faster(piece: str, language: str) -> None:
    """Counts the function calls of a text and of one twice as long."""
    text = piece * (20_000 // len(piece))
    single, double = _calls(text, language), _calls(text * 2, language)
    assert double <= 2.5 * single + 2_000


@pytest.mark.parametrize(
    "line",
    [
        "old photo of " + "harbour " * 24 + "!x",
        "PHOTOS: " + "A" * 60 + " b;",
        "12° " + "A" * 80 + "!",
        "by " + "a" * 36 + "!",
    ],
)
def test_a_line_is_not_tried_in_every_way(line: str) -> None:
    """Patterns in which a word can be cut in many ways would take hours here."""
    assert sentence_spans(line, "en")[-1].end == len(line)


def _calls(text: str, language: str) -> int:
    count = 0

    def counted(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        sentence_spans(text, language)
    finally:
        sys.setprofile(None)
    return count
