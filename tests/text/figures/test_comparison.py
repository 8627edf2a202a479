from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from claims.text.figures.comparison import Statement, comparison


def _fighters(low: int | None, high: int | None) -> Statement:
    return Statement(
        None if low is None else Decimal(low), None if high is None else Decimal(high), counted="fighter"
    )


def test_exact_figures_that_differ_conflict() -> None:
    found = comparison(_fighters(80, 80), _fighters(120, 120))
    assert found.is_conflict
    assert found.reasons[:2] == ("both tell of fighter", "no value fits both")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_fighters(59, None), _fighters(589, 589)),
        (_fighters(20000, 99999), _fighters(32000, None)),
        (_fighters(None, 100), _fighters(100, None)),
        (_fighters(80, 80), _fighters(80, 80)),
    ],
)
def test_figures_with_a_value_in_common_do_not_conflict(one: Statement, other: Statement) -> None:
    assert comparison(one, other).is_comparable
    assert not comparison(one, other).is_conflict


def test_bound_that_leaves_its_value_out_conflicts_with_it() -> None:
    more_than = replace(_fighters(100, None), modifier="more_than")
    assert comparison(more_than, _fighters(100, 100)).is_conflict
    assert not comparison(replace(more_than, modifier="at_least"), _fighters(100, 100)).is_conflict


def test_approximate_figure_reaches_a_tenth_further() -> None:
    about = replace(_fighters(100, 100), modifier="approximately")
    assert not comparison(about, _fighters(109, 109)).is_conflict
    assert comparison(about, _fighters(111, 111)).is_conflict


def test_negative_approximate_figure_reaches_both_ways() -> None:
    about = Statement(Decimal(-20), Decimal(-20), modifier="approximately", measure="°C")
    assert not comparison(about, Statement(Decimal(-21), Decimal(-21), measure="°C")).is_conflict


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"counted": "refugee"}, "different things counted: fighter and refugee"),
        ({"measure": "%"}, "different measures: none and %"),
        ({"qualifier": "French"}, "different qualifiers: Belgian and French"),
        ({"scope_place": "Iraq"}, "different places: Syria and Iraq"),
        ({"as_of_from": date(2017, 1, 1), "as_of_to": date(2017, 12, 31)}, "they tell of different times"),
        ({"value_low": None, "value_high": None}, "a value is missing"),
    ],
)
def test_figures_about_something_else_are_not_compared(change: dict[str, object], reason: str) -> None:
    one = replace(
        _fighters(80, 80),
        qualifier="Belgian",
        scope_place="Syria",
        as_of_from=date(2016, 1, 1),
        as_of_to=date(2016, 12, 31),
    )
    found = comparison(one, replace(one, **change))  # type: ignore[arg-type]
    assert not found.is_comparable
    assert not found.is_conflict
    assert reason in found.reasons


def test_spelling_and_number_of_the_noun_do_not_matter() -> None:
    one = replace(_fighters(80, 80), counted="Fighters", scope_place="the Netherlands")
    assert comparison(one, replace(_fighters(90, 90), scope_place="Netherlands")).is_conflict


def test_measures_are_compared_across_spellings() -> None:
    one = Statement(Decimal(30), Decimal(30), measure="km")
    assert comparison(one, Statement(Decimal(40), Decimal(40), measure="kilometre")).is_conflict


def test_untold_scope_is_told_as_a_doubt() -> None:
    found = comparison(_fighters(80, 80), replace(_fighters(90, 90), scope_place="Syria"))
    assert found.is_conflict
    assert "only one tells its place" in found.reasons


def test_figures_of_nothing_are_not_compared() -> None:
    assert not comparison(Statement(Decimal(1), Decimal(1)), Statement(Decimal(2), Decimal(2))).is_comparable
