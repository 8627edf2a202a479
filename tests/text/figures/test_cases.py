"""Every expected figure of the case files is found, as it stands there, and nothing else."""

from decimal import Decimal

import pytest

from claims.text.figures import figure_spans
from tests.text.figures.cases import Case, Expected, as_expected, cases

_CASES = list(cases())
_CLOSE = Decimal("0.000001")


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_figures_are_as_expected(case: Case) -> None:
    found = [as_expected(figure, case.sentence) for figure in figure_spans(case.sentence)]
    expected = list(case.figures)
    assert [_rounded(figure, like) for figure, like in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected), [figure.phrase for figure in found]


def _rounded(figure: Expected, like: Expected) -> Expected:
    """The figure with endless fractions as the case writes them, and its kind only where asked for."""
    values = []
    for value, wanted in ((figure.value_low, like.value_low), (figure.value_high, like.value_high)):
        close = value is not None and wanted is not None and abs(value - wanted) < _CLOSE
        values.append(wanted if close else value)
    kind = figure.kind if like.kind else None
    return Expected(figure.phrase, figure.start, values[0], values[1], figure.modifier, figure.unit, kind)
