"""What is measured, as a table: the page, the plot, the CSV and the API all show the same one."""

import csv
import io
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from claims.exporting.tables import safe_cell

Words = str | Promise
Plot = Literal["days", "bars"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in CSV and JSON, its heading, and whether it is a series of the plot."""

    key: str
    label: Words
    is_series: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers under headings; the first column names the row. A cell is None where nothing can be said."""

    key: str
    title: Words
    explanation: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    plot: Plot = "bars"

    @property
    def series(self) -> list[tuple[Column, list[Any]]]:
        """Each column that is plotted, with its numbers."""
        return [
            (column, [row[place] for row in self.rows])
            for place, column in enumerate(self.columns)
            if place and column.is_series
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to plot."""
        return not any(number for _, numbers in self.series for number in numbers)

    @property
    def records(self) -> list[dict[str, Any]]:
        """Each row by the columns' names."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]

    def as_csv(self) -> bytes:
        """The table as CSV (RFC 4180, UTF-8), with cells that no spreadsheet takes for a formula."""
        written = io.StringIO()
        lines = csv.writer(written, lineterminator="\r\n")
        lines.writerow([column.key for column in self.columns])
        lines.writerows([_cell(value) for value in row] for row in self.rows)
        return written.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else safe_cell(str(value))
