from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.claimants import Claimant, claimant_spans


@dataclass(frozen=True)
class Unit:
    start: int
    end: int
    kind: str = "sentence"


def cases() -> list[tuple[str, str]]:
    written = (Path(__file__).parent / "cases" / "claimants.txt").read_text(encoding="utf-8")
    blocks = [block for block in written.split("\n\n") if not block.startswith("#")]
    return [(text, expected) for text, expected in (block.strip().split("\n> ") for block in blocks)]


def units_of(marked: str) -> tuple[str, list[Unit]]:
    """The text without its marks, and its sentences."""
    text, units = "", []
    for paragraph in marked.split("¶"):
        for sentence in paragraph.split("|"):
            units.append(Unit(len(text), len(text) + len(sentence)))
            text += sentence + " "
        text = text[:-1] + "\n\n"
    return text, units


def shown(text: str, claimant: Claimant | None) -> str:
    if claimant is None:
        return "-"
    role = "-" if claimant.role_start is None else text[claimant.role_start : claimant.role_end]
    return " = ".join([text[claimant.start : claimant.end], claimant.name or "-", role])


@pytest.mark.parametrize(("marked", "expected"), cases())
def test_speaker_of_the_last_sentence(marked: str, expected: str) -> None:
    text, units = units_of(marked)
    found = [one for one in claimant_spans(text, units) if one.sentence_start == units[-1].start]
    assert shown(text, found[0] if found else None) == expected


def test_a_quotation_of_several_sentences_has_one_speaker_throughout() -> None:
    marked = "“It holds.|It will hold,” said Anna Lind, the prosecutor.|“It has to.|Believe me.”|We left."
    text, units = units_of(marked)
    found = claimant_spans(text, units)
    assert [one.name for one in found] == ["Anna Lind"] * 4
    assert [one.sentence_start for one in found] == [unit.start for unit in units[:4]]
    assert found[0].reason.endswith("the quotation continues")


def test_reasons_say_what_was_seen() -> None:
    text, units = units_of("“It holds,” said Anna Lind.|“All of it,” she said.")
    first, second = claimant_spans(text, units)
    assert first.reason == "“said”"
    assert "“she” is the speaker of the sentence before" in second.reason


def test_bylines_speak_for_nobody_and_other_languages_are_left_alone() -> None:
    text = "By Anna Lind, who said it."
    assert claimant_spans(text, [Unit(0, len(text), "byline")]) == []
    assert claimant_spans("Police said so.", [Unit(0, 15)], language="de") == []


WORDS = [
    "“",
    "”",
    '"',
    "Anna",
    "Lind",
    "said",
    "he",
    "the",
    "mayor",
    "of",
    "who",
    "Mr.",
    "van",
    "—",
    "\n",
    "’s",
]
WORDS += ["says", "according", "to", ",", ".", "she", "a", "(", ")"]

PIECES = st.one_of(st.sampled_from(WORDS), st.text(alphabet=st.characters(), max_size=4))


@given(st.lists(PIECES, max_size=60))
def test_any_text_gives_spans_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    cuts = sorted({0, len(text) // 3, 2 * len(text) // 3, len(text)})
    units = [Unit(start, end) for start, end in pairwise(cuts)]
    for claimant in claimant_spans(text, units):
        assert 0 <= claimant.start < claimant.end <= len(text)
        if claimant.role is not None:
            assert text[claimant.role_start : claimant.role_end] == claimant.role
