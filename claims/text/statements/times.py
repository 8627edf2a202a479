"""Words of time that point to the day of publication, and the dates that they mean."""

import re
from calendar import day_name, month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = {name: index for index, name in enumerate(day_name)}
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
# Words before which "in" or "on" isn't added: "of last year" becomes "of 2015".
GOVERNING = frozenset(
    {
        "in",
        "on",
        "since",
        "of",
        "during",
        "until",
        "till",
        "by",
        "from",
        "for",
        "before",
        "after",
        "early",
        "late",
    }
)
LONGEST_PREPOSITION = 10
POINTING = re.compile(
    r"\b(?P<whole>yesterday|tomorrow"
    r"|(?P<which>last|this|next) (?P<unit>year|month|week)"
    r"|(?P<count>a|one|two|three|four|five|six|ten|\d{1,2}) years? ago"
    rf"|(?:last )?(?P<weekday>{'|'.join(day_name)}))\b(?!['’]s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DatedWords:
    """`text[start:end]` can be read as `words` by a reader who doesn't know the day of publication."""

    start: int
    end: int
    words: str


def dated_words(text: str, start: int, end: int, earliest: date, latest: date) -> Iterator[DatedWords]:
    """What points to the day of publication in `text[start:end]`, where that day says enough.

    The article was published between `earliest` and `latest`: a year is enough for "last year", and
    "yesterday" needs the day itself.
    """
    for match in POINTING.finditer(text, start, end):
        meant = _meant(match, earliest, latest)
        if meant is None:
            continue
        preposition, words = meant
        before = text[max(start, match.start() - LONGEST_PREPOSITION) : match.start()].split()[-1:]
        governed = bool(before) and before[0].lower() in GOVERNING
        yield DatedWords(match.start(), match.end(), words if governed else f"{preposition} {words}")


def _meant(match: "re.Match[str]", earliest: date, latest: date) -> tuple[str, str] | None:
    """The preposition and the date that are meant, None where publication is known too vaguely."""
    whole = match.group("whole").lower()
    if match.group("weekday"):
        return _weekday(match.group("weekday").capitalize(), earliest, latest)
    if match.group("count"):
        count = NUMBERS.get(match.group("count").lower()) or int(match.group("count"))
        same = earliest.year == latest.year and latest.year - count > 0
        return ("in about", str(latest.year - count)) if same else None
    if match.group("unit"):
        step = {"last": -1, "this": 0, "next": 1}[match.group("which").lower()]
        return _period(match.group("unit").lower(), step, earliest, latest)
    return _day(latest, -1 if whole == "yesterday" else 1) if earliest == latest else None


def _period(unit: str, step: int, earliest: date, latest: date) -> tuple[str, str] | None:
    if unit == "year":
        return ("in", str(latest.year + step)) if earliest.year == latest.year else None
    if unit == "month":
        months = latest.year * 12 + latest.month - 1 + step
        same = (earliest.year, earliest.month) == (latest.year, latest.month)
        return ("in", f"{month_name[months % 12 + 1]} {months // 12}") if same else None
    if earliest != latest:
        return None
    meant = _day(latest, 7 * step - latest.weekday())
    return ("in", f"the week of {meant[1]}") if meant else None


def _weekday(name: str, earliest: date, latest: date) -> tuple[str, str] | None:
    """The last such day before publication, or the day of publication itself."""
    if earliest != latest:
        return None
    meant = _day(latest, -((latest.weekday() - WEEKDAYS[name]) % 7))
    return ("on", f"{name}, {meant[1]}") if meant else None


def _day(published: date, days: int) -> tuple[str, str] | None:
    try:
        meant = published + timedelta(days=days)
    except OverflowError:
        return None
    return "on", f"{meant.day} {month_name[meant.month]} {meant.year}"
