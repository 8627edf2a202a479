"""Reads `seeds/`, whose format its README describes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Samples:
    """The sample content in a folder."""

    folder: Path

    @cached_property
    def project(self) -> Row:
        """The sample project's settings."""
        return dict(self._json("project.json"))

    @cached_property
    def people(self) -> list[Row]:
        """Key, name, e-mail address and role of each person."""
        return list(self._json("people.json"))

    @cached_property
    def sources(self) -> list[Row]:
        """The sources, each before those that repeat it."""
        rows = list(self._json("sources.json"))
        return sorted(rows, key=lambda row: row["repeats"] is not None)

    def articles(self) -> list[Path]:
        """The article files."""
        return sorted((self.folder / "articles").glob("*.md"))

    def pages(self) -> list[Path]:
        """The pages that hold several articles."""
        return sorted((self.folder / "pages").glob("*.txt"))

    def tags(self) -> Iterator[tuple[str, list[Row], list[Row]]]:
        """The name of an article's file without its ending, with its claims and its figures."""
        for path in sorted((self.folder / "tags").glob("*.json")):
            rows = self._json(f"tags/{path.name}")
            yield path.stem, rows["claims"], rows["figures"]

    def _json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


def span_of(row: Row, text: str) -> Row:
    """Where a tag's quote stands in `text`, as its fields; raises ValueError where it doesn't."""
    start = -1
    for _ in range(row["occurrence"]):
        start = text.find(row["quote"], start + 1)
        if start < 0:
            message = f"{row['key']}: the quote isn't in the text {row['occurrence']} times"
            raise ValueError(message)
    return {"start": start, "end": start + len(row["quote"]), "quote": row["quote"]}
