"""JSON Lines and JSON: a document a row."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from claims.importing import limits
from claims.importing.documents import Unreadable
from claims.importing.readers.rows import Row, row_of

LIST_KEYS = ("articles", "documents", "items", "results", "data")


def json_line_rows(stream: IO[bytes], columns: dict[str, str], declared: str | None = None) -> Iterator[Row]:
    """A row for each line that isn't blank; what can't be read says why. JSON is always UTF-8."""
    number = 0
    while line := stream.readline(limits.ROW_BYTES + 1):
        number += 1
        place = f"line {number}"
        if len(line) > limits.ROW_BYTES:
            _skip_line(stream)
            yield Row(place, failure=Unreadable("too_long", f"{place} is over the limit of a row. Split it."))
        elif line.strip():
            yield _row(place, line.removeprefix(b"\xef\xbb\xbf"), columns)


def json_rows(stream: IO[bytes], columns: dict[str, str], declared: str | None = None) -> Iterator[Row]:
    """A row for each object of a JSON list, or of the list inside an object, or for the one object.

    Raises Unreadable where it isn't JSON.
    """
    for number, one in enumerate(_list(_parsed(stream.read())), 1):
        yield row_of(f"entry {number}", one, columns)


def raw_json_lines(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines, for a preview; what isn't one is left out."""
    while line := stream.readline(limits.ROW_BYTES):
        with suppress(Unreadable):
            if isinstance(value := _parsed(line), dict):
                yield value


def raw_json_list(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON list, for a preview."""
    yield from (one for one in _list(_parsed(stream.read())) if isinstance(one, dict))


def _list(value: Any) -> list[Any]:
    if isinstance(value, dict):
        if isinstance(value.get("first"), dict):  # a collection of Web Annotations with its first page
            value = value["first"]
        inner = next((value[key] for key in LIST_KEYS if isinstance(value.get(key), list)), None)
        return [value] if inner is None else list(inner)
    if not isinstance(value, list):
        raise Unreadable("not_a_list", "Give a list of objects, each with a text.")
    return value


def _row(place: str, line: bytes, columns: dict[str, str]) -> Row:
    try:
        return row_of(place, _parsed(line), columns)
    except Unreadable as error:
        return Row(place, failure=Unreadable(error.code, f"{place}: {error.message}"))


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"Byte {error.start} isn't UTF-8. JSON is always UTF-8: save it so and import it again."
        raise Unreadable("encoding", message) from error
    except RecursionError as error:
        raise Unreadable("too_deep", "It is nested too deeply to be data about articles.") from error
    except ValueError as error:
        raise Unreadable("not_json", f"It isn't JSON: {str(error)[:200]}.") from error


def _skip_line(stream: IO[bytes]) -> None:
    while (part := stream.readline(limits.ROW_BYTES)) and not part.endswith(b"\n"):
        pass
