"""Reads `seeds/` the way the format describes it, without the loader, so that both can be checked."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "seeds"


@dataclass(frozen=True)
class SampleArticle:
    """One article file: its name without the ending, its front matter and its text."""

    stem: str
    fields: dict[str, str]
    text: str


@dataclass(frozen=True)
class Tag:
    """A claim or a figure of a tags file, with the text that it is anchored to."""

    stem: str
    noun: str
    row: dict[str, Any]
    text: str

    @property
    def span(self) -> tuple[int, int]:
        """Half-open, in code points; (-1, ...) if the text has no such occurrence of the quote."""
        start = -1
        for _ in range(self.row["occurrence"]):
            start = self.text.find(self.row["quote"], start + 1)
            if start < 0:
                break
        return start, start + len(self.row["quote"])

    def __str__(self) -> str:
        return f"{self.stem}: {self.noun} {self.row['key']}"


@cache
def articles() -> dict[str, SampleArticle]:
    """Every article by its stem."""
    return {path.stem: _article(path) for path in sorted((FOLDER / "articles").glob("*.md"))}


@cache
def tags() -> tuple[Tag, ...]:
    """Every claim and figure of every tags file."""
    return tuple(
        Tag(path.stem, noun.removesuffix("s"), row, articles()[path.stem].text)
        for path in sorted((FOLDER / "tags").glob("*.json"))
        for noun in ("claims", "figures")
        for row in json.loads(path.read_text(encoding="utf-8"))[noun]
    )


def claims() -> list[Tag]:
    """The claims among the tags."""
    return [tag for tag in tags() if tag.noun == "claim"]


def figures() -> list[Tag]:
    """The figures among the tags."""
    return [tag for tag in tags() if tag.noun == "figure"]


@cache
def sources() -> dict[str, dict[str, Any]]:
    """Every source by its key."""
    return {source["key"]: source for source in _json("sources.json")}


@cache
def people() -> dict[str, dict[str, str]]:
    """Every person by key."""
    return {person["key"]: person for person in _json("people.json")}


def project() -> dict[str, Any]:
    """The sample project's settings."""
    return dict(_json("project.json"))


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _article(path: Path) -> SampleArticle:
    opening, front_matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", f"{path.name} must begin with ---"
    fields = dict(line.split(": ", 1) for line in front_matter.splitlines())
    return SampleArticle(path.stem, fields, text.strip())
