"""Pages with the figures that are expected of them, from our own cases or from a folder of gold."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.text.figures.singular import singular
from tests.text.figures.cases import cases, pages

_SAME_UNITS = {"percent": "%", "per cent": "%", "dollar": "usd"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure of the gold, with the span of its numeral, or one that a reader found."""

    start: int
    end: int
    value_low: float | None
    value_high: float | None
    modifier: str | None
    unit: str | None
    phrase: str = ""

    def overlap(self, gold: "Answer") -> int:
        return min(self.end, gold.end) - max(self.start, gold.start)

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def has_values_of(self, gold: "Answer") -> bool:
        return _alike(self.value_low, gold.value_low) and _alike(self.value_high, gold.value_high)

    def agrees_with(self, gold: "Answer") -> bool:
        is_same_unit = gold.unit is None or self.unit == gold.unit
        return self.has_values_of(gold) and self.modifier == gold.modifier and is_same_unit


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    text: str
    gold: tuple[Answer, ...]
    ignored: tuple[tuple[int, int], ...] = ()


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def unit_key(unit: str | None) -> str | None:
    """The unit in the form in which two are compared: lower case, singular, one name for percent."""
    if not unit:
        return None
    lower = " ".join(unit.lower().split())
    return _SAME_UNITS.get(lower, singular(lower).lower())


def number(value: object) -> float | None:
    return None if value is None else float(str(value))


def own_pages() -> list[Page]:
    """The sentences and pages of tests/text/cases/figures; a numeral is taken as wide as its phrase."""
    found = []
    for case in (*cases(), *pages()):
        gold = tuple(
            Answer(
                figure.start,
                figure.start + len(figure.phrase),
                number(figure.value_low),
                number(figure.value_high),
                figure.modifier,
                unit_key(figure.unit),
                figure.phrase,
            )
            for figure in case.figures
        )
        found.append(Page(case.name, case.sentence, gold))
    return found


def gold_pages(gold: str, articles: str) -> list[Page]:
    """The pages whose gold is in the folder `gold` and whose text is in the folder `articles`."""
    names = sorted(path.stem for path in Path(gold).glob("*.jsonl") if ".nonfigures" not in path.name)
    return [_gold_page(name, Path(gold), Path(articles)) for name in names]


def _gold_page(name: str, gold: Path, articles: Path) -> Page:
    text = (articles / f"{name}.txt").read_bytes().decode()
    answers = tuple(
        Answer(
            row["number_start"],
            row["number_end"],
            number(row["value_low"]),
            number(row["value_high"]),
            row["modifier"],
            unit_key(row["unit"]),
            text[row["start"] : row["end"]],
        )
        for row in _rows(gold / f"{name}.jsonl")
    )
    ignored = tuple(
        (row["start"], row["end"])
        for row in _rows(gold / f"{name}.nonfigures.jsonl")
        if row["reason"].startswith("ignore")
    )
    return Page(name, text, answers, ignored)


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
