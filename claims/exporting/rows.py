"""Exported rows as JSON text, made by Postgres from the shape: one query for pages, streams and files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from claims.exporting.fields import Field, json_rows
from claims.exporting.shape import CLAIM, CLAIM_JOINS, FIGURE, FIGURE_JOINS, utf16_fields
from claims.models import Figure
from claims.refusals import Invalid

Position = tuple[datetime, UUID]
# Reading a few rows here and there isn't four times as dear as in a row, as Postgres takes it to be: the
# indexes of a desk's claims are in memory. And a page is too little work to be worth compiling.
PLANNED = "SET LOCAL random_page_cost TO 1.1; SET LOCAL jit TO off"
# Nor is it worth the start of another process, which on a busy machine takes longer than the page.
PLANNED_PAGE = f"{PLANNED}; SET LOCAL max_parallel_workers_per_gather TO 0"
POSITION = ("verified_at", "id")
NO_ROWS = "SELECT NULL::uuid, NULL::timestamptz WHERE false"


@dataclass(frozen=True, slots=True)
class Statement:
    """A query with its parameters, in Postgres' placeholder style %s."""

    sql: str
    params: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which fields of a row are wanted: all, or those that are named; UTF-16 offsets on request."""

    names: tuple[str, ...] = ()
    utf16: bool = False


def json_statement(
    rows: QuerySet[Any], selection: Selection | None = None, *, positions: bool = False
) -> Statement:
    """The query for the claims or figures `rows`, in their order, one JSON object a row.

    Each row is made by a subquery of the select list: so the rows come out one by one in the order of the
    index, and the first of a hundred thousand is there at once. With `positions` each row also has its
    place in that order. Raises Invalid for an unknown field.
    """
    is_figure = rows.model is Figure
    fields, joins, alias = (FIGURE, FIGURE_JOINS, "f") if is_figure else (CLAIM, CLAIM_JOINS, "c")
    chosen = chosen_fields(fields, selection or Selection(), alias)
    try:
        picked, params = rows.values("pk", *POSITION[:-1]).query.sql_with_params()
    except EmptyResultSet:  # what is asked for can't be, such as a verdict that isn't on the scale
        picked, params = NO_ROWS, ()
    one = json_rows(chosen, f"{joins} WHERE {alias}.id = picked.id")
    place = ", picked.at, picked.id" if positions else ""
    sql = f"SELECT ({one})::text{place} FROM ({picked} OFFSET 0) AS picked (id, at)"  # noqa: S608
    return Statement(sql, tuple(params))


def counting(statement: Statement) -> Statement:
    """The query for how many rows a statement has."""
    return Statement(f"SELECT count(*) FROM ({statement.sql}) AS counted", statement.params)  # noqa: S608


def page_after(
    rows: QuerySet[Any], position: Position | None, limit: int, *, newest_first: bool = False
) -> QuerySet[Any]:
    """The next `limit` rows behind a position, and one more, which tells whether that is all."""
    if position is not None:
        at, pk = position
        behind = "lt" if newest_first else "gt"
        later = Q(**{f"verified_at__{behind}": at}) | Q(**{f"id__{behind}": pk})
        rows = rows.filter(later, **{f"verified_at__{behind}e": at})
    return rows[: limit + 1]


def fetched(statement: Statement) -> list[tuple[Any, ...]]:
    """The rows of the statement: JSON text, and what else it selects, in one query."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(PLANNED_PAGE)
        cursor.execute(statement.sql, statement.params)
        return cursor.fetchall()


def chosen_fields(fields: tuple[Field, ...], selection: Selection, alias: str) -> tuple[Field, ...]:
    """The fields that are wanted, in the order of the shape; raises Invalid for a name that isn't one."""
    known = {field.name for field in fields}
    unknown = [name for name in selection.names if name not in known]
    if unknown:
        message = f"Unknown: {', '.join(unknown)[:200]}. Choose from {', '.join(sorted(known))}."
        raise Invalid({"fields": [message]})
    named = tuple(field for field in fields if not selection.names or field.name in selection.names)
    return named + utf16_fields(alias) if selection.utf16 else named
