"""Exported rows as CSV (RFC 4180, UTF-8): one table of claims and one of figures, with safe cells.

An object becomes a column for each of its fields (`article_title`), a list becomes JSON in one cell. The
figures of a claim are in the other table, whose column `claim` names it.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from claims.exporting.fields import Field

# What a spreadsheet would run as a formula, after any quotes that mark it as text already.
FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
ELSEWHERE = frozenset({"figures"})


def safe_cell(text: str) -> str:
    """The text, marked with an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """The text that `safe_cell` made the cell from."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def column_names(fields: Iterable[Field]) -> list[str]:
    """The names of the table's columns."""
    return [name for name, _ in _columns(fields)]


def table_head(fields: Iterable[Field]) -> bytes:
    """The first line."""
    return _line(column_names(fields))


def table_lines(rows: Iterable[bytes], fields: tuple[Field, ...]) -> Iterator[bytes]:
    """A line for each row, which is JSON of the shape `fields`."""
    readers = [read for _, read in _columns(fields)]
    for row in rows:
        shown = json.loads(row)
        yield _line([_cell(read(shown)) for read in readers])


def table_trailer(count: int, sha256: str) -> bytes:
    """The last line, without which a table was cut off: `#end`, the rows, the hash of all before."""
    return _line(["#end", str(count), sha256])


def _columns(fields: Iterable[Field]) -> Iterator[tuple[str, Callable[[dict[str, Any]], Any]]]:
    for field in fields:
        if field.name in ELSEWHERE:
            continue
        if field.fields and not field.is_list:
            for inner in field.fields:
                yield f"{field.name}_{inner.name}", _inner(field.name, inner.name)
        else:
            yield field.name, _outer(field.name)


def _outer(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda row: row[name]


def _inner(outer: str, name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda row: row[outer][name] if row[outer] else None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return safe_cell(value) if isinstance(value, str) else str(value)


def _line(cells: list[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue().encode()
