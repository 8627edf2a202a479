"""Canonical text: line ends, NULs, marks, and lines that were wrapped."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.canonical import Change, canonical_text
from claims.text.hyphens import joint, written_in

CASES = Path(__file__).parent / "cases"

MAIL = """The inspectors said on Tuesday that the bridge had been closed since
April because two of its cables had come loose, and that it would not
open again before the winter. Traffic is sent over the old road, which
passes through three villages.

The mayor of one of them, who has asked for a bypass since 2009, said
that trucks now pass every forty seconds. "Nobody sleeps," she said,
and the council has sent the ministry a bill for the damage that they
have done to the pavement.
"""
PARAGRAPHS = """The inspectors said on Tuesday that the bridge had been closed since April.
Two of its cables had come loose, and it will not open before the winter.
Traffic is sent over the old road, which passes through three villages.
The mayor of one of them has asked for a bypass since the year of 2009.
Trucks now pass every forty seconds, and nobody there sleeps any more.
The council has sent the ministry a bill for damage to the pavement.
"""
VERSE = """The bridge is closed, the road is long,
We wait beside the water,
And no one comes to mend the cable
Nor asks the ferryman's daughter.
She rows across, she rows us back,
And every day goes by.
"""


def changes(raw: str) -> dict[str, int]:
    return {change.name: change.count for change in canonical_text(raw).changes}


def test_line_ends_become_line_feeds() -> None:
    assert canonical_text("a\r\nb\rc\u2028d\u2029e\x85f").text == "a\nb\nc\nd\ne\nf"
    assert changes("a\r\nb\rc") == {"line_ends_unified": 2}


def test_c01_nuls_are_stripped_and_reported() -> None:
    assert canonical_text("a\x00b\x00").text == "ab"
    assert changes("a\x00b\x00") == {"nuls_removed": 2}


def test_a_byte_order_mark_is_removed_at_the_start_alone() -> None:
    canonical = canonical_text("\ufeffa\ufeffb")
    assert canonical.text == "a\ufeffb"
    assert canonical.changes == (Change("byte_order_mark_removed", 1),)


@pytest.mark.parametrize("raw", ["\ud800", "text \udfff", "\ud83d\n\ude00"])
def test_c02_half_a_surrogate_pair_is_refused_with_its_place(raw: str) -> None:
    with pytest.raises(ValueError, match=r"Character \d+ is half of a surrogate pair"):
        canonical_text(raw)


def test_wrapped_mail_is_joined_paragraph_by_paragraph() -> None:
    text = canonical_text(MAIL).text
    assert text.count("\n") == 3
    assert "closed since April because two" in text
    assert "villages.\n\nThe mayor" in text
    assert changes(MAIL) == {"wrapped_lines_joined": 6}


def test_quoted_mail_is_joined_within_its_quotation() -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in MAIL.splitlines())
    text = canonical_text(quoted).text
    assert "> The inspectors said on Tuesday that the bridge had been closed since April because" in text
    assert "since April" in text
    assert ">\n> The mayor" in text


def test_the_headers_and_the_signature_of_a_mail_stay() -> None:
    headers = "From: a@example.com\nTo: b@example.com\nSubject: The bridge\n\n"
    signature = "\nBest wishes,\nAnn Lee\nBridges Desk\n"
    text = canonical_text(headers + MAIL + signature).text
    assert text.startswith(headers)
    assert text.endswith(signature)
    assert changes(headers + MAIL + signature) == {"wrapped_lines_joined": 6}


LIST = """almost all of the shopkeepers
considerably more than that
approximately a third of it
somewhat fewer than expected
considerably less than before
substantially above average
approximately as many as then
"""


@pytest.mark.parametrize("raw", [PARAGRAPHS, VERSE, LIST, "One line.\n", "", "\n\n\n", "a\nb\nc\nd\ne\nf\n"])
def test_lines_that_were_not_wrapped_stay(raw: str) -> None:
    assert canonical_text(raw).text == raw
    assert canonical_text(raw).changes == ()


def test_items_and_headers_begin_lines_of_their_own() -> None:
    listed = MAIL.replace("and the council", "- and the council").replace("that trucks", "Subject: trucks")
    text = canonical_text(listed).text
    assert "\n- and the council" in text
    assert "\nSubject: trucks" in text


def test_hyphens_at_line_ends_go_or_stay_as_the_text_writes_the_words() -> None:
    raw = MAIL.replace("closed since\nApril because", "since long in-\nspected by the inspected").replace(
        "(who", "who"
    )
    assert "long inspected by" in canonical_text(raw).text
    assert changes(raw)["hyphenated_words_joined"] == 1
    kept = MAIL.replace("had been closed since\nApril", "had been closed well-\nknown April")
    assert "well-known April" in canonical_text(kept).text


def test_the_narrow_columns_of_a_newspaper_are_joined() -> None:
    column = """The inspectors said on Tuesday
that the bridge had been closed
since April because two of its
cables had come loose, and that
it would not open before the win-
ter. Traffic is sent over the old
road, which is no good long-
term answer for the three vil-
lages that it passes through."""
    text = canonical_text(column).text
    assert "\n" not in text
    assert "before the winter. Traffic" in text
    assert "good long-term answer for the three villages that" in text


HYPHENS = [
    line.split("\t")
    for line in (CASES / "hyphens.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
AROUND = (
    "The government asked for a follow-up, and they co-operate. A takeover of the headquarters was planned."
)


@pytest.mark.parametrize(("before", "after", "wanted"), HYPHENS, ids=[before for before, *_ in HYPHENS])
def test_a_word_that_a_line_end_cuts(before: str, after: str, wanted: str) -> None:
    glue, is_shorter = joint(before, after, written_in(AROUND))
    assert (before[:-1] if is_shorter else before) + glue + after == wanted


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_canonical_text_is_canonical(raw: str) -> None:
    text = canonical_text(raw).text
    assert "\r" not in text
    assert "\x00" not in text
    assert canonical_text(text).text == text


WORDS = st.lists(st.sampled_from(["the", "bridge", "was", "closed.", "Nobody", "said", "why,"]), min_size=40)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(45, 100))
def test_joining_loses_no_word(words: list[str], width: int) -> None:
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    raw = "\n".join([*lines, line])
    assert canonical_text(raw).text.split() == words
