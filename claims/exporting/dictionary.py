"""The data dictionary of the exports: each field with its path, its type and its meaning."""

from collections.abc import Iterator

from claims.exporting.fields import Field, Schema
from claims.exporting.project import LINES
from claims.exporting.shape import CLAIM, FIGURE, utf16_fields

SHAPES = {
    "claim": (*CLAIM, *utf16_fields("c")),
    "figure": (*FIGURE, *utf16_fields("f")),
    **{f"line of a whole project: {kind}": fields for kind, fields, _ in LINES},
}


def dictionary_rows(fields: tuple[Field, ...], prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Path, type and meaning of each field, an object's or a list's own fields after it."""
    for field in fields:
        path = f"{prefix}{field.name}"
        yield path, type_words(field.schema), field.meaning
        if field.fields:
            yield from dictionary_rows(field.fields, f"{path}[]." if field.is_list else f"{path}.")


def dictionary_markdown() -> str:
    """The whole dictionary as a Markdown document."""
    lines = ["# Data dictionary", ""]
    for name, fields in SHAPES.items():
        lines += [f"## An exported {name}", "", "| field | type | meaning |", "|---|---|---|"]
        lines += [f"| `{path}` | {kind} | {meaning} |" for path, kind, meaning in dictionary_rows(fields)]
        lines.append("")
    return "\n".join(lines)


def type_words(schema: Schema) -> str:
    """The type in words: what it is, whether it may be null, and the values of a closed list."""
    kind = schema.get("type", "any")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if "enum" in schema:
        return "one of " + ", ".join(value or "(empty)" for value in schema["enum"])
    return f"{words} ({schema['format']})" if "format" in schema else words
