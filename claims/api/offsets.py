"""How offsets are counted in answers: in code points, and beside them in UTF-16 code units on request."""

from typing import Any

from rest_framework import serializers

from claims.text.spans import Utf16Offsets

COUNTED = [
    ("code_points", "In Unicode code points, as Python and Postgres count"),
    ("utf16", "In UTF-16 code units too, as browsers, Java and C# count: start_utf16 and end_utf16"),
]


class OffsetsQuery(serializers.Serializer[Any]):
    """How offsets are counted."""

    offsets = serializers.ChoiceField(
        COUNTED, default="code_points", help_text="utf16 adds the offsets as browsers count them"
    )


def counts_utf16(query: dict[str, Any] | None) -> bool:
    """Whether `query` asks for offsets in UTF-16 code units too."""
    return query is not None and query["offsets"] == "utf16"


def with_utf16(spans: list[dict[str, Any]], text: str) -> None:
    """Give each of `spans` of `text` its offsets in UTF-16 code units too; the text is read once."""
    units = Utf16Offsets(text)
    for span in spans:
        span["start_utf16"], span["end_utf16"] = units.at(span["start"]), units.at(span["end"])
