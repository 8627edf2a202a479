import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.similarity import (
    REPRINT,
    claim_fingerprint,
    claim_similarity,
    fingerprint,
    resemblance,
    shared_keys_wanted,
)

WORDS = [f"word{number}" for number in range(2_000)]


def article(seed: int, length: int = 400) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(length)]


def jaccard(one: list[str], other: list[str]) -> float:
    runs = [set(zip(words, words[1:], words[2:], words[3:], strict=False)) for words in (one, other)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def test_a_reprint_resembles_and_another_story_does_not() -> None:
    story = article(1)
    reprint = ["by", "our", "staff", *story[:350]]
    found = resemblance(fingerprint(" ".join(story)), fingerprint(" ".join(reprint)))
    assert found >= REPRINT
    assert resemblance(fingerprint(" ".join(story)), fingerprint(" ".join(article(2)))) < 0.1


def test_the_estimate_is_near_the_true_resemblance_on_average() -> None:
    errors = []
    for seed in range(60):
        story = article(seed)
        other = story[: 100 + 5 * seed] + article(seed + 1_000, 300 - 5 * seed)
        estimate = resemblance(fingerprint(" ".join(story)), fingerprint(" ".join(other)))
        errors.append(estimate - jaccard(story, other))
    assert abs(sum(errors) / len(errors)) < 0.03
    assert max(abs(error) for error in errors) < 0.3


def test_case_marks_and_spaces_make_no_difference() -> None:
    assert fingerprint("The mill closed on Monday, they said.") == fingerprint(
        "THE MILL  closed on\nMonday they said"
    )


def test_keys_fit_a_bigint_and_carry_their_bin() -> None:
    keys = fingerprint(" ".join(article(3)))
    assert len(set(keys)) == 32
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert len({(key + 2**63) >> 58 for key in keys}) == 32


def test_keys_are_the_same_in_every_process() -> None:
    assert fingerprint("The mill closed on Monday.")[:2] == STORED
    assert fingerprint("?!") == ()
    assert resemblance((), fingerprint("The mill closed.")) == 0


STORED = (-8948412326817989776, -8838318119718203009)


def test_shared_keys_follow_from_the_resemblance_wanted() -> None:
    assert shared_keys_wanted(0.5) == 16
    assert shared_keys_wanted(0.01) == 1


@pytest.mark.parametrize(
    ("one", "other", "least", "most", "figures"),
    [
        ("The mill employed 40 people.", "40 people were employed by the mill.", 0.9, 1.0, "same"),
        ("The mill employed 40 people.", "The mill employed 60 people.", 0.6, 0.75, "conflicting"),
        ("The mill employed at least 40 people.", "The mill employed 45 people.", 0.9, 1.0, "compatible"),
        ("The mill employed 40 people.", "The mill employed people.", 0.85, 0.95, "missing"),
        ("The mill was sold in May.", "The mill was never sold.", 0.5, 0.75, "none"),
        ("The mill was sold.", "Voters elected a new mayor.", 0.0, 0.0, "none"),
    ],
)
def test_claims_that_say_the_same(one: str, other: str, least: float, most: float, figures: str) -> None:
    found = claim_similarity(one, other)
    assert least <= found.score <= most
    assert found.figures == figures
    assert found.reasons
    assert claim_similarity(other, one).score == found.score


def test_a_conflict_shows_both_values() -> None:
    found = claim_similarity("The mill employed 40 workers.", "The mill employed 60 workers.")
    assert "figures differ: 40 worker against 60 worker" in found.reasons


def test_claims_in_other_words_order_share_their_keys() -> None:
    one = claim_fingerprint("The mill employed forty workers in Lyon")
    assert resemblance(one, claim_fingerprint("In Lyon, forty workers were employed by the mill")) == 1
    assert claim_fingerprint("of the") == ()


@given(st.text(alphabet=st.characters(), max_size=300), st.text(alphabet=st.characters(), max_size=300))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert 0 <= resemblance(fingerprint(one), fingerprint(other)) <= 1
    assert 0 <= claim_similarity(one, other).score <= 1
