"""The tables of this folder, read once."""

import csv
import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# A field whose example is made of the example of its own shape.
OF_ITS_SHAPE = "*"
# What the name of a shape begins with of which only some fields may be there; see `sparse.py`.
SPARSE = "Sparse"


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What is said of a field: an example, where it isn't made of its shape's, and its meaning."""

    meaning: str
    has_example: bool
    example: Any = None


@functools.cache
def fields() -> dict[str, FieldWords]:
    """By `Shape.field`, or `field` for all others of this name."""
    return {row["name"]: _words(row["meaning"], row["example"]) for row in _rows("fields.tsv")}


def example_of(shape: str, field: str) -> FieldWords | None:
    """The line with the example of a field of a shape; requests share the lines of what they make."""
    return next(iter(_lines(shape, field)), None)


def meaning_of(shape: str, field: str) -> str:
    """What a field of a shape means, empty where nothing is said of it."""
    return next((line.meaning for line in _lines(shape, field) if line.meaning), "")


def _lines(shape: str, field: str) -> list[FieldWords]:
    base = shape.removeprefix(SPARSE).removeprefix("Patched").removesuffix("Request")
    names = (f"{shape}.{field}", f"{base}Request.{field}", f"{base}.{field}", field)
    return [fields()[name] for name in names if name in fields()]


@functools.cache
def values() -> dict[str, dict[str, str]]:
    """The meaning of each value, by the name of its list."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows("values.tsv"):
        found.setdefault(row["choice"], {})[row["value"]] = row["meaning"]
    return found


@functools.cache
def codes() -> dict[int, dict[str, str]]:
    """The meaning of each code of a problem, by HTTP status."""
    found: dict[int, dict[str, str]] = {}
    for row in _rows("codes.tsv"):
        found.setdefault(int(row["status"]), {})[row["code"]] = row["meaning"]
    return found


def _words(meaning: str, example: str) -> FieldWords:
    if example == OF_ITS_SHAPE:
        return FieldWords(meaning, has_example=False)
    return FieldWords(meaning, has_example=True, example=json.loads(example))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
