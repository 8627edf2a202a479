"""Measures of agreement against worked examples that others have published."""

import random
from decimal import Decimal

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.agreement import (
    Continuum,
    Unit,
    calibration,
    cohens_kappa,
    figures_alpha,
    krippendorffs_alpha,
    unitizing_alpha,
    wilson_interval,
)

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example C: four observers, twelve units.
FOUR_OBSERVERS = [
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
]
# The same paper, examples A (two observers, two values) and B (two observers, five values).
MEG, OWEN = "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"
BEN, GERRY = "a a b b d c c c e d d a", "b a b b b c c c e d d d"
# Krippendorff 1995, "On the reliability of unitizing continuous data", p. 57, example A digitised: 24 places.
BERTHA, BILL = "001111111100001111110000", "000011110000000110000000"


def units(*observers: str) -> list[list[str]]:
    rows = [observer.split() if " " in observer else list(observer) for observer in observers]
    return [[value for value in column if value != "*"] for column in zip(*rows, strict=True)]


def pairs(*observers: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in units(*observers)]


def test_kappa_of_viera_and_garrett() -> None:
    """Viera and Garrett 2005, "Understanding Interobserver Agreement: The Kappa Statistic", table 2."""
    answers = [("yes", "yes")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 70
    found = cohens_kappa(answers)
    assert found.value == pytest.approx(0.57, abs=0.005)
    assert found.n == 100
    assert found.low is not None
    assert found.high is not None
    assert 0.3 < found.low < 0.45
    assert 0.68 < found.high < 0.8


def test_kappa_and_alpha_of_krippendorff_1995() -> None:
    assert cohens_kappa(pairs(BERTHA, BILL), least=1).value == pytest.approx(0.385, abs=0.0005)
    assert krippendorffs_alpha(units(BERTHA, BILL), least=1).value == pytest.approx(0.329, abs=0.0005)


@pytest.mark.parametrize(
    ("observers", "expected"), [((MEG, OWEN), 0.095), ((BEN, GERRY), 0.692), (FOUR_OBSERVERS, 0.743)]
)
def test_nominal_alpha_of_krippendorff_2011(observers: list[str], expected: float) -> None:
    assert krippendorffs_alpha(units(*observers), least=1).value == pytest.approx(expected, abs=0.0005)


def test_alpha_on_exact_values_is_krippendorffs_ratio_alpha() -> None:
    """The same example C has a ratio α of .797."""
    exact = [[(Decimal(value), Decimal(value)) for value in unit] for unit in units(*FOUR_OBSERVERS)]
    assert figures_alpha(exact, least=1).value == pytest.approx(0.797, abs=0.0005)


def test_alpha_on_values_agrees_with_the_library() -> None:
    chance = random.Random(5)
    rows = [[chance.choice([3, 10, 40, 41, 500]) for _ in range(80)] for _ in range(3)]
    exact = [[(Decimal(value), Decimal(value)) for value in unit] for unit in zip(*rows, strict=True)]
    expected = krippendorff.alpha(reliability_data=rows, level_of_measurement="ratio")
    assert figures_alpha(exact).value == pytest.approx(expected, abs=0.0001)


def test_open_bounds_are_half_way_off_and_near_values_hardly() -> None:
    value = Decimal(59)
    other = (Decimal(1_000), Decimal(1_000))
    same = [[(value, value)] * 2, [other] * 2] * 20
    near = [[(value, value), (Decimal(60), Decimal(60))], [other] * 2] * 20
    opened = [[(value, value), (value, None)], [other] * 2] * 20
    found = [figures_alpha(one).value for one in (same, near, opened)]
    assert found[0] == 1
    assert found[1] is not None
    assert found[2] is not None
    assert found[1] > 0.99
    assert 0 < found[2] < 0.7


def test_alpha_for_unitizing_of_units_of_length_one_is_nominal_alpha() -> None:
    """Units that can't be cut leave nothing to exclude from chance, so equation 4 of Krippendorff et al.
    2016 becomes that of nominal α: example B of Krippendorff 2011, .692."""
    ben, gerry = (
        [Unit(place, place + 1, label) for place, label in enumerate(row.split())] for row in (BEN, GERRY)
    )
    found = unitizing_alpha([Continuum(12, {"ben": ben, "gerry": gerry})], least=1)
    assert found.value == pytest.approx(0.692, abs=0.0005)


def test_alpha_for_unitizing_by_hand() -> None:
    """Two people, ten characters: 2..6 against 2..4.

    l(tag) = 6, l(gap) = 14, agreeing: tag 2 + 2, gap 6 + 6, so D_o = 20 - 16 = 4. By chance (equation 4):
    own pairs 16 + 4 for tags, 14 for gaps; e = 20 (36 - 20 + 196 - 14) / (400 - 34) = 10.820.
    uα = 1 - 4 / (20 - 10.820) = .5643.
    """
    found = unitizing_alpha([Continuum(10, {"ann": [Unit(2, 6)], "bob": [Unit(2, 4)]})], least=1)
    assert found.value == pytest.approx(0.5643, abs=0.0001)
    assert found.low is None
    assert "too few to resample" in found.explanation


def test_alpha_for_unitizing_over_many_texts_has_an_interval() -> None:
    agreed = Continuum(100, {"ann": [Unit(10, 30), Unit(50, 60)], "bob": [Unit(10, 30), Unit(50, 60)]})
    apart = Continuum(100, {"ann": [Unit(10, 30)], "bob": [Unit(70, 90)]})
    found = unitizing_alpha([agreed] * 8 + [apart] * 4)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high
    assert unitizing_alpha([agreed] * 12).value == 1
    assert found.n == 40


def test_units_of_one_person_that_overlap_are_cut() -> None:
    whole = Continuum(10, {"ann": [Unit(0, 6), Unit(4, 8)], "bob": [Unit(0, 6), Unit(6, 8)]})
    assert unitizing_alpha([whole], least=1).value == 1


@pytest.mark.parametrize(
    "found",
    [
        cohens_kappa([("a", "b")] * 29),
        krippendorffs_alpha([["a", "b"]] * 29),
        figures_alpha([[(Decimal(1), Decimal(1)), (Decimal(2), Decimal(2))]] * 29),
        unitizing_alpha([Continuum(9, {"ann": [Unit(0, 3)], "bob": [Unit(0, 3)]})]),
    ],
)
def test_nothing_is_shown_under_thirty_items(found: object) -> None:
    assert getattr(found, "value", 0) is None
    assert "nothing is shown under 30" in getattr(found, "explanation", "")


def test_what_is_undefined_is_explained_and_neither_0_nor_1() -> None:
    for found in (cohens_kappa([("a", "a")] * 40), krippendorffs_alpha([["a", "a"]] * 40)):
        assert found.value is None
        assert "can't be told from chance" in found.explanation
    same = figures_alpha([[(Decimal(1), None)] * 2] * 40)
    assert same.value is None
    assert "same" in same.explanation
    whole = unitizing_alpha([Continuum(5, {"ann": [Unit(0, 5)], "bob": [Unit(0, 5)]})] * 20)
    assert whole.value is None
    assert "can't be told from chance" in whole.explanation


def test_wilson_interval_of_newcombe() -> None:
    """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3."""
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)
    assert wilson_interval(15, 148) == pytest.approx((0.0624, 0.1605), abs=0.0001)
    assert wilson_interval(0, 20) == pytest.approx((0.0, 0.1611), abs=0.0001)
    assert wilson_interval(1, 29) == pytest.approx((0.0061, 0.1718), abs=0.0001)


def test_calibration_says_how_often_confidence_was_upheld() -> None:
    answers = [(80, True)] * 32 + [(85, False)] * 8 + [(100, True)] * 30 + [(20, False)] * 3
    found = {(one.lowest, one.highest): one for one in calibration(answers)}
    eighties = found[(80, 89)]
    assert (eighties.n, eighties.share, eighties.mean_confidence) == (40, 0.8, 81.0)
    assert eighties.low is not None
    assert eighties.high is not None
    assert 0.6 < eighties.low < 0.8 < eighties.high < 0.95
    assert found[(90, 100)].share == 1
    assert found[(0, 49)].share is None
    assert found[(0, 49)].explanation == "3 answers; nothing is shown under 30."
    with pytest.raises(ValueError, match="between 0 and 100"):
        calibration([(101, True)])


UNITS = st.lists(
    st.builds(
        lambda start, length, label: Unit(start, start + length, label),
        st.integers(0, 40),
        st.integers(0, 20),
        st.sampled_from("ab"),
    ),
    max_size=6,
)


@given(st.lists(st.tuples(UNITS, UNITS), max_size=6), st.integers(1, 50))
def test_any_units_have_an_answer(both: list[tuple[list[Unit], list[Unit]]], length: int) -> None:
    found = unitizing_alpha([Continuum(length, {"ann": one, "bob": other}) for one, other in both], least=1)
    assert found.value is None or found.value <= 1.0001


@given(
    st.lists(
        st.lists(
            st.tuples(st.none() | st.decimals(-9, 9, places=1), st.none() | st.decimals(-9, 9, places=1)),
            max_size=3,
        ),
        max_size=8,
    )
)
def test_any_values_have_an_answer(values: list[list[tuple[Decimal | None, Decimal | None]]]) -> None:
    found = figures_alpha(values, least=1)
    assert found.value is None or found.value <= 1.0001
