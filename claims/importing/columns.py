"""Which column of a table holds which field: found by name, else said by a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from uuid import UUID

from claims.choices import ImportState, ItemState
from claims.importing.documents import Unreadable
from claims.importing.encodings import ENCODING
from claims.importing.originals import opened
from claims.importing.readers import JSON, JSON_LINES, TABLE, Format, format_of
from claims.importing.readers.fields import NAMES, column_map
from claims.importing.readers.jsonlines import raw_json_lines, raw_json_list
from claims.importing.readers.rows import Row
from claims.importing.readers.tables import raw_table_rows
from claims.models import ImportItem, ImportJob, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.workflow import decision, locked, save_version

COLUMNS = "columns"  # in an item's payload and in a job's options: field to column
UNKNOWN = "columns"  # the failure of a table whose text column isn't known
LOOKED_AT = 20
PREVIEWED = 5
LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns of a table, its first rows, and what each field would be taken from."""

    columns: list[str]
    rows: list[list[str]]
    chosen: dict[str, str]


def chosen_columns(item: ImportItem) -> dict[str, str]:
    """What was said about the columns of an item's file."""
    said: dict[str, str] = item.payload.get(COLUMNS) or item.job.options.get(COLUMNS) or {}
    return said


def with_known_columns(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows; raises Unreadable where none of the first has a text, for a person to say where it is."""
    first = list(islice(rows, LOOKED_AT))
    if first and all(row.failure is not None and row.failure.code == "no_text" for row in first):
        raise Unreadable(UNKNOWN, "No column is called “text”. Choose the column that holds it.")
    return chain(first, rows)


def preview(item: ImportItem) -> Preview:
    """The columns and first rows of an item's file; raises Unreadable, OSError."""
    assert item.original is not None
    with opened(item.original) as file:
        rows = list(islice(_raw_rows(format_of(item.name), file, item.job.options.get(ENCODING)), PREVIEWED))
    columns = list(dict.fromkeys(str(column) for row in rows for column in row))
    cells = [[str(row.get(column, ""))[:LONGEST_CELL] for column in columns] for row in rows]
    return Preview(columns, cells, column_map(dict.fromkeys(columns, ""), chosen_columns(item)))


def choose_columns(
    user: User, *, item_id: UUID, version: int | None, columns: Mapping[str, str]
) -> ImportItem:
    """Say which column holds which field; the file is then read again.

    Raises Missing, Stale, Forbidden, Invalid, and Conflict where nothing is to be chosen.
    """
    with decision(user, "columns chosen"):
        item = locked(ImportItem.objects.visible_to(user).select_related("project", "job"), item_id, version)
        require(user, "article.import", item.project)
        if item.state != ItemState.FAILED or item.failure_code != UNKNOWN:
            raise Conflict("The columns of this file aren't asked for.", code="columns_known")
        known = set(preview(item).columns)
        said = {field: column for field, column in columns.items() if column}
        unknown = [column for field, column in said.items() if field not in NAMES or column not in known]
        if unknown or "text" not in said:
            raise Invalid({"text": ["Choose the column that holds the text."]}, code=UNKNOWN)
        item.payload = item.payload | {COLUMNS: said}
        item.state, item.attempts, item.finished_at = ItemState.PENDING, 0, None
        item.failure = item.failure_code = ""
        save_version(item, ["payload", "state", "attempts", "finished_at", "failure", "failure_code"])
        ImportJob.objects.filter(pk=item.job_id, state=ImportState.FINISHED).update(
            state=ImportState.RUNNING, finished_at=None
        )
        return item


def _raw_rows(kind: Format, file: Any, declared: str | None) -> Iterable[Mapping[str, Any]]:
    if kind is TABLE:
        return raw_table_rows(file, declared)
    if kind is JSON_LINES:
        return raw_json_lines(file)
    if kind is JSON:
        return raw_json_list(file)
    return []
