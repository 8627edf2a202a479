"""The fields that come beside a text, under the names that people give them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

NAMES = {
    "text": ("text", "content", "body", "article", "article_text", "fulltext", "full_text"),
    "title": ("title", "headline", "heading", "name"),
    "url": ("url", "link", "source_url", "permalink", "address"),
    "publisher": ("publisher", "site", "sitename", "outlet", "publication", "newspaper", "medium"),
    "byline": ("byline", "author", "authors", "creator", "by"),
    "published": ("published", "published_at", "published_on", "date", "pubdate", "publication_date"),
    "language": ("language", "lang", "locale"),
    "key": ("key", "id", "guid", "identifier"),
}


def known_fields(row: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """The fields of `row` under our names; `columns` says which column holds which field.

    Without it they are found by their usual names. What isn't plain text or a number is left out, and a
    list of people is joined.
    """
    chosen = column_map(row, columns)
    found = {field: _plain(row.get(column)) for field, column in chosen.items()}
    return {field: value for field, value in found.items() if value}


def column_map(row: Mapping[str, Any], columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which column of `row` holds which field."""
    chosen = _guessed(tuple(row)) | dict(columns or {})
    return {field: column for field, column in chosen.items() if column and column in row}


@lru_cache(maxsize=4)  # the rows of a file have the same columns
def _guessed(columns: tuple[Any, ...]) -> dict[str, str]:
    """Which of `columns` seems to hold which field, by its name."""
    lowered = {str(column).strip().lower().replace(" ", "_"): str(column) for column in reversed(columns)}
    guessed = {
        field: next((lowered[name] for name in names if name in lowered), "")
        for field, names in NAMES.items()
    }
    return {field: column for field, column in guessed.items() if column}


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return ""
