from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.text.figures import figure_spans
from claims.text.figures.plural import plural
from claims.text.figures.wording import figure_sentence


def _values(low: int | str | None, high: int | str | None) -> dict[str, Any]:
    return {
        "value_low": None if low is None else Decimal(low),
        "value_high": None if high is None else Decimal(high),
    }


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({**_values(59, None), "modifier": "at_least", "counted": "person"}, "at least 59 people"),
        (
            {
                **_values(30000, 30000),
                "modifier": "approximately",
                "counted": "fighter",
                "qualifier": "foreign",
            },
            "about 30,000 foreign fighters",
        ),
        (
            {**_values(20000, 99999), "modifier": "range", "counted": "follower"},
            "between 20,000 and 99,999 followers",
        ),
        ({**_values(10**9, None), "modifier": "more_than", "measure": "USD"}, "more than 1,000,000,000 USD"),
        ({**_values(None, "0.5"), "modifier": "less_than", "measure": "%"}, "less than 0.5%"),
        ({**_values(1, 1), "modifier": "exact", "counted": "child"}, "1 child"),
        ({**_values(1, 1), "modifier": "exact", "measure": "year"}, "1 year"),
        ({**_values(4, 4), "modifier": "exact", "measure": "year"}, "4 years"),
        ({**_values(500, 500), "modifier": "exact", "measure": "square mile"}, "500 square miles"),
        ({**_values(3, 3), "modifier": "exact", "measure": "km"}, "3 km"),
        ({**_values("2.50", "2.50"), "modifier": "exact", "measure": "EUR"}, "2.5 EUR"),
        ({**_values(20, 20), "measure": "%", "base": "the militants"}, "20% of the militants"),
        ({**_values(12, 12), "qualifier": "dead"}, "12 dead"),
        ({**_values(7, None), "counted": "party"}, "at least 7 parties"),
        ({**_values(None, 7)}, "at most 7"),
        ({**_values("1e30", "1e30")}, "1" + ",000" * 10),
        ({}, "an unknown number"),
        ({"counted": "wolf"}, "an unknown number wolves"),
    ],
)
def test_figure_reads_as_english(fields: dict[str, Any], sentence: str) -> None:
    assert figure_sentence(**fields) == sentence


def test_scope_date_and_speaker_follow_the_figure() -> None:
    sentence = figure_sentence(
        **_values(59, None),
        modifier="at_least",
        counted="recruit",
        qualifier="Belgian",
        scope_place="Syria",
        scope_group="the Zerkani network",
        as_of_from=date(2016, 4, 3),
        as_of_to=date(2016, 4, 3),
        attributed_to="the prosecutor",
    )
    assert sentence == (
        "at least 59 Belgian recruits among the Zerkani network in Syria, as of 3 April 2016, "
        "according to the prosecutor"
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2016, 1, 1), date(2016, 12, 31), "as of 2016"),
        (date(2016, 2, 1), date(2016, 2, 29), "as of February 2016"),
        (date(2016, 2, 1), date(2016, 3, 15), "as of 1 February 2016 to 15 March 2016"),
        (date(2014, 6, 29), None, "since 29 June 2014"),
        (None, date(2014, 6, 29), "until 29 June 2014"),
        (date(9999, 12, 1), date.max, "as of December 9999"),
    ],
)
def test_vague_dates_are_named_as_a_reader_would(first: date | None, last: date | None, words: str) -> None:
    assert figure_sentence(**_values(5, 5), as_of_from=first, as_of_to=last) == f"5, {words}"


@pytest.mark.parametrize(
    "text",
    ["at least 59 people", "between 5 and 10 years", "more than 12 Belgian fighters", "about 40 wolves"],
)
def test_plain_english_is_read_and_shown_back_alike(text: str) -> None:
    (figure,) = figure_spans(text)
    shown = figure_sentence(
        value_low=figure.value_low,
        value_high=figure.value_high,
        modifier=figure.modifier,
        measure=figure.measure,
        counted=figure.counted,
        qualifier=figure.qualifier,
    )
    assert shown == text


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("city", "cities"), ("day", "days"), ("Muslim", "Muslims"), ("bus", "buses"), ("church", "churches"),
     ("person", "people"), ("Woman", "Women"), ("SA-7", "SA-7s"), ("square foot", "square feet"),
     ("aircraft", "aircraft")],
)  # fmt: skip
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected
