"""A whole export as bytes: JSON Lines or a table, from one snapshot, ending in its trailer."""

from collections.abc import Iterator

from claims.exporting.fields import Field
from claims.exporting.rows import Statement
from claims.exporting.stream import Snapshot, json_trailer, with_trailer
from claims.exporting.tables import table_head, table_lines, table_trailer


def whole_lines(
    source: Snapshot, statement: Statement, fields: tuple[Field, ...], wanted: str
) -> Iterator[bytes]:
    """The lines of a `wanted` ("jsonl" or "csv") export of the statement's rows, of the shape `fields`."""
    rows = source.lines(statement)
    if wanted == "csv":
        return with_trailer(table_lines(rows, fields), table_trailer, table_head(fields))
    return with_trailer(rows, json_trailer)
