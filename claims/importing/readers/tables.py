"""Tables as CSV or tab-separated values: a document a row, the first row names the columns."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from claims.importing import limits
from claims.importing.documents import Unreadable
from claims.importing.readers.plain import decoded
from claims.importing.readers.rows import Row, row_of

SAMPLE = 200_000
WHOLE = 5_000_000
DELIMITERS = (",", ";", "\t", "|")
SAID_DELIMITER = re.compile("sep=([,;|\t])")  # the first line, as spreadsheets write it for each other


def raw_table_rows(stream: IO[bytes], declared: str | None = None) -> Iterator[dict[str, str]]:
    """The rows of a table by column, for a preview; those that can't be read are left out."""
    text = _text(stream, declared)
    names, delimiter = _header(text)
    with suppress(csv.Error, UnicodeDecodeError):
        for cells in csv.reader(_lines(text), delimiter=delimiter):
            yield dict(zip(names, cells, strict=False))


def table_rows(stream: IO[bytes], columns: dict[str, str], declared: str | None = None) -> Iterator[Row]:
    """A row for each row of the table; `declared` is the encoding that was named for it.

    Raises Unreadable where it has no columns or is no text.
    """
    text = _text(stream, declared)
    names, delimiter = _header(text)
    reader = csv.reader(_lines(text), delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                yield row_of(f"row {number}", dict(zip(names, cells, strict=False)), columns)
    except csv.Error as error:
        place = f"row {number + 1}"
        yield Row(place, failure=Unreadable("bad_row", f"{place}: {error}. The rows after it weren't read."))
    except UnicodeDecodeError as error:
        message = f"After row {number} a byte isn't {error.encoding}. Save the file as UTF-8."
        yield Row(f"row {number + 1}", failure=Unreadable("encoding", message))


def _header(text: io.TextIOBase) -> tuple[list[str], str]:
    """The names of the columns, and what stands between cells."""
    csv.field_size_limit(limits.ROW_BYTES)
    line = text.readline().replace("\x00", "").lstrip("\ufeff")
    if said := SAID_DELIMITER.fullmatch(line.strip("\r\n")):
        line, delimiter = text.readline().replace("\x00", ""), said[1]
    else:
        delimiter = max(DELIMITERS, key=line.count)
    names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    if not any(names):
        raise Unreadable("no_columns", "The first row must name the columns, such as title, url and text.")
    return names, delimiter


def _text(stream: IO[bytes], declared: str | None) -> io.TextIOBase:
    """The text of the file: whole where it is small, else read on in the encoding of its beginning."""
    data = stream.read(WHOLE)
    if len(data) < WHOLE:
        return io.StringIO(decoded(data, declared).text, newline="")
    sample = data[: data.rfind(b"\n", 0, SAMPLE) + 1] or data[:SAMPLE]
    encoding = decoded(sample, declared).encoding
    stream.seek(0)
    return io.TextIOWrapper(stream, "utf-8" if encoding == "ascii" else encoding, newline="")


def _lines(text: io.TextIOBase) -> Iterator[str]:
    while line := text.readline(limits.ROW_BYTES + 1):
        if len(line) > limits.ROW_BYTES:
            message = "the row is over the limit"
            raise csv.Error(message)
        yield line.replace("\x00", "")
