"""A parsed figure shown back as plain English: "nearly 30,000 foreign fighters"."""

from datetime import date, timedelta
from decimal import Decimal

from claims.text.figures.figure import Modifier
from claims.text.figures.plural import plural

_SIGNS = frozenset(("%", "°C", "°F"))
_ABBREVIATIONS = frozenset(
    (
        *("mm", "cm", "m", "km", "km²", "g", "kg", "lb", "oz", "ft", "l", "mph", "kph", "km/h", "bpd", "MW"),
        *("GW", "kW", "MWh", "GWh", "kWh", "MB", "GB", "TB", "Hz", "MHz", "GHz"),
    )
)
_BEFORE = {
    "approximately": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
}


def figure_sentence(
    *,
    value_low: Decimal | None = None,
    value_high: Decimal | None = None,
    modifier: Modifier | None = None,
    measure: str | None = None,
    counted: str | None = None,
    qualifier: str | None = None,
    base: str | None = None,
    scope_place: str | None = None,
    scope_group: str | None = None,
    as_of_from: date | None = None,
    as_of_to: date | None = None,
    attributed_to: str | None = None,
) -> str:
    """What a figure says, in the words of a reader: "at least 59 people in Syria, as of 3 April 2016".

    Every part may be missing. Where both values are missing, the amount is "an unknown number".
    """
    amount = _amount(value_low, value_high, modifier, measure)
    noun = _noun(value_low, value_high, counted, qualifier)
    parts = [f"{amount} {noun}" if noun else amount]
    if base:
        parts.append(f"of {base}")
    if scope_group:
        parts.append(f"among {scope_group}")
    if scope_place:
        parts.append(f"in {scope_place}")
    sentence = " ".join(parts)
    if when := _as_of(as_of_from, as_of_to):
        sentence += f", {when}"
    return f"{sentence}, according to {attributed_to}" if attributed_to else sentence


def _amount(low: Decimal | None, high: Decimal | None, modifier: Modifier | None, measure: str | None) -> str:
    if low is None and high is None:
        return "an unknown number" if measure is None else f"an unknown number of {_measured_plural(measure)}"
    if low is not None and high is not None and low != high:
        return f"between {_number(low)} and {_number(high)}{_measure(measure, high)}"
    value = high if low is None else low
    assert value is not None
    words = _BEFORE.get(modifier or _implied(low, high), "")
    return f"{words}{_number(value)}{_measure(measure, value)}"


def _implied(low: Decimal | None, high: Decimal | None) -> str:
    """The modifier that open bounds mean where none is given."""
    if high is None:
        return "at_least"
    return "at_most" if low is None else "exact"


def _number(value: Decimal) -> str:
    """The value with grouped thousands, without needless zeros and never in scientific notation."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _measure(measure: str | None, value: Decimal) -> str:
    if measure is None:
        return ""
    if measure in _SIGNS:
        return measure
    return f" {measure}" if abs(value) == 1 else f" {_measured_plural(measure)}"


def _measured_plural(measure: str) -> str:
    stays = measure in _SIGNS or measure in _ABBREVIATIONS or measure.isupper()
    return measure if stays else plural(measure)


def _noun(low: Decimal | None, high: Decimal | None, counted: str | None, qualifier: str | None) -> str:
    noun = counted
    if counted is not None and not (low == high == 1):
        noun = plural(counted)
    return " ".join(word for word in (qualifier, noun) if word)


def _as_of(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return ""
    if first is None or last is None:
        edge = first or last
        assert edge is not None
        return f"{'since' if last is None else 'until'} {_day(edge)}"
    if first == last:
        return f"as of {_day(first)}"
    return f"as of {_period(first, last)}"


def _period(first: date, last: date) -> str:
    """A whole month or year by its name, any other period by its first and last day."""
    ends_month = (last + timedelta(days=1)).day == 1 if last < date.max else True
    if first.day == 1 and ends_month and first.year == last.year:
        if first.month == last.month:
            return f"{first:%B} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
