"""What an exported field is: its name, how Postgres makes it, its JSON Schema and what it means."""

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
UUID: Schema = {"type": "string", "format": "uuid"}
DATE: Schema = {"type": ["string", "null"], "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
OFFSET: Schema = {"type": "integer", "minimum": 0}
PERCENT: Schema = {"type": ["integer", "null"], "minimum": 0, "maximum": 100}
DECIMAL: Schema = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `sql` is an expression over the aliases of the query that it stands in."""

    name: str
    sql: str
    schema: Schema
    meaning: str
    fields: "tuple[Field, ...]" = ()

    @property
    def is_list(self) -> bool:
        """Whether it holds a list of objects."""
        return self.schema.get("type") == "array" and bool(self.fields)


def nullable(schema: Schema) -> Schema:
    """The schema, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def enum(choices: Any, *, empty: bool = False) -> Schema:
    """One of the values of a closed list; `empty` where it may be unsaid."""
    return {"type": "string", "enum": [*choices.values, ""] if empty else list(choices.values)}


def columns(fields: tuple[Field, ...]) -> str:
    """The fields as the select list of a query."""
    return ", ".join(f'{field.sql} AS "{field.name}"' for field in fields)


def json_rows(fields: tuple[Field, ...], rest: str) -> str:
    """A query for one JSON object a row; `rest` is its FROM, WHERE and ORDER BY.

    row_to_json writes no line feed between fields, so a row is a line.
    """
    return f"SELECT row_to_json(shown) FROM (SELECT {columns(fields)} {rest}) shown"  # noqa: S608


def object_field(
    name: str, fields: tuple[Field, ...], meaning: str, *, rest: str = "", null_unless: str = ""
) -> Field:
    """A field that holds an object, null where the condition `null_unless` doesn't hold."""
    sql = f"({json_rows(fields, rest)})"
    if null_unless:
        sql = f"CASE WHEN {null_unless} THEN {sql} END"
    schema = object_schema(fields)
    return Field(name, sql, nullable(schema) if null_unless or rest else schema, meaning, fields)


def list_field(name: str, fields: tuple[Field, ...], rest: str, meaning: str) -> Field:
    """A field that holds a list of objects."""
    schema = {"type": "array", "items": object_schema(fields)}
    return Field(name, f"ARRAY({json_rows(fields, rest)})", schema, meaning, fields)


def person_field(name: str, alias: str, meaning: str, *, optional: bool = False) -> Field:
    """A person: identifier and name, never the address."""
    fields = (
        Field("id", f"{alias}.id", UUID, "Identifier of the person"),
        Field("name", f"{alias}.name", TEXT, "Name of the person"),
    )
    return object_field(name, fields, meaning, null_unless=f"{alias}.id IS NOT NULL" if optional else "")


def object_schema(fields: tuple[Field, ...]) -> Schema:
    """The JSON Schema of an object with exactly these fields."""
    return {
        "type": "object",
        "properties": {field.name: {**field.schema, "description": field.meaning} for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }
