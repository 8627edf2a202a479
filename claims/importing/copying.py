"""Many rows at once, by COPY, where some of them may be there already."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction


def copy_new(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Store those of `rows` that meet no row that is there; the others are left as they are.

    A row gives values by column as the database takes them (JSON is written by then); the other columns
    have their defaults. COPY itself knows no conflicts, so the rows go through a table that lives as long as
    the transaction.
    """
    # A key that the database counts is left to it.
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    blank = model()
    defaults = {
        str(field.column): field.get_db_prep_save(getattr(blank, field.attname), connection)
        for field in fields
    }
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, defaults))
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE fresh ON COMMIT DROP AS SELECT {names} FROM {table} WHERE false")  # noqa: S608
        with cursor.copy(f"COPY fresh ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list((defaults | row).values()))
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM fresh ON CONFLICT DO NOTHING")  # noqa: S608
        cursor.execute("DROP TABLE fresh")
