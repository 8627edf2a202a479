"""Reads the expected figures under `tests/text/cases/figures`, one sentence a line.

A figure stands in brackets with what is expected of it:

    Police arrested [at least 59 people = 59.. at_least person] on Friday.

Values are `59` (both bounds), `59..` (no upper bound), `..59` (no lower bound) or `20..99`; then follow the
modifier and the unit, `-` where there is none, and the kind behind a slash where it matters. Brackets
without an equals sign are text. Lines that begin with `#` are comments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from claims.text.figures import Figure

FOLDER = Path(__file__).parent.parent / "cases" / "figures"
_FIGURE = re.compile(r"\[([^\[\]=]+) = (\S+) (\w+) ([^\]]+?)(?: /(\w+))?\]")


@dataclass(frozen=True, slots=True)
class Expected:
    phrase: str
    start: int
    value_low: Decimal | None
    value_high: Decimal | None
    modifier: str
    unit: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    sentence: str
    figures: tuple[Expected, ...]


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                yield read_case(f"{path.stem}:{number}", line)


def pages() -> Iterator[Case]:
    """Whole pages of invented news, for measuring."""
    for path in sorted((FOLDER / "pages").glob("*.txt")):
        yield read_case(path.stem, path.read_text(encoding="utf-8"))


def read_case(name: str, line: str) -> Case:
    sentence, figures, at = "", [], 0
    for match in _FIGURE.finditer(line):
        sentence += line[at : match.start()]
        figures.append(_expected(match, len(sentence)))
        sentence += match[1]
        at = match.end()
    return Case(name, sentence + line[at:], tuple(figures))


def _expected(match: re.Match[str], start: int) -> Expected:
    low, dots, high = match[2].partition("..")
    bounds = (low, high) if dots else (low, low)
    value_low, value_high = (Decimal(bound) if bound else None for bound in bounds)
    unit = None if match[4] == "-" else match[4]
    return Expected(match[1], start, value_low, value_high, match[3], unit, match[5])


def as_expected(figure: Figure, sentence: str, *, kind: bool = True) -> Expected:
    return Expected(
        sentence[figure.start : figure.end],
        figure.start,
        figure.value_low,
        figure.value_high,
        figure.modifier,
        figure.unit,
        figure.kind if kind else None,
    )
