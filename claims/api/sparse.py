"""`fields=a,b`: the rows of an answer with the named fields alone. Every operation that reads takes it."""

from collections.abc import Iterable, Sequence
from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

PARAMETER = "fields"
ROWS = "results"


class FieldNames(serializers.ListField):
    """Names of fields of one shape, with commas between them."""

    def __init__(self, names: Sequence[str] = (), **options: Any) -> None:
        meaning = "Only these fields, with commas between them; what stands inside a field comes whole"
        super().__init__(
            child=serializers.ChoiceField(list(names)), required=False, help_text=meaning, **options
        )
        self.names = names

    def to_internal_value(self, data: Any) -> list[str]:
        """The names; raises ValidationError that names those that there are."""
        unknown = [name for name in data if name not in self.names]
        if unknown:
            said = ", ".join(f"“{name}”" for name in unknown)[:200]
            message = f"There is no field {said}. Choose from: {', '.join(self.names)}."
            raise serializers.ValidationError(message, code="unknown_field")
        return list(data)


def choosing(
    query: type[serializers.Serializer[Any]], names: Sequence[str]
) -> type[serializers.Serializer[Any]]:
    """The reader of a query that may also choose from the fields `names`."""
    maker: Any = type(query)
    made: type[serializers.Serializer[Any]] = maker(
        query.__name__, (query,), {PARAMETER: FieldNames(names), "__doc__": query.__doc__}
    )
    return made


def names_in(answers: Any) -> tuple[str, ...]:
    """The fields of the rows that an operation answers with, or of its one row; none without a shape."""
    answer = answers.get(200) if isinstance(answers, dict) else answers
    shape: Any = answer() if isinstance(answer, type) else answer
    if not isinstance(shape, serializers.Serializer):
        return ()
    rows = shape.fields.get(ROWS)
    row: Any = rows.child if isinstance(rows, serializers.ListSerializer) else shape
    return tuple(row.fields)


def leave_only(response: Response, names: Iterable[str]) -> None:
    """Leave out of the rows of `response`, or of its one row, all fields but `names`.

    Offsets that `offsets=utf16` adds stay with the field that they belong to.
    """
    if response.status_code != 200:
        return
    kept = {part for name in names for part in (name, f"{name}_utf16")}
    body: Any = response.data
    rows = body.get(ROWS)
    if isinstance(rows, list):
        response.data = {**body, ROWS: [_part(row, kept) for row in rows]}
    else:
        response.data = _part(body, kept)


def _part(row: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in kept}
