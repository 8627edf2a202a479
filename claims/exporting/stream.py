"""Rows out of one snapshot, as they are read, with a last line that tells a whole export from a cut one."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from claims.exporting.rows import PLANNED, Statement

CHUNK_BYTES = 64 * 1024
CHECKED_EVERY_SECONDS = 1.0
# COPY in CSV form with quotes and delimiters that JSON never holds raw gives each row exactly as it is.
COPY = "COPY ({}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"

Chunk = TypeVar("Chunk")


class Snapshot:
    """A connection whose statements all see the database as it was at one instant."""

    def __init__(self, source: psycopg.Connection[Any]) -> None:
        self._source = source

    def lines(self, statement: Statement) -> Iterator[bytes]:
        """The rows of a statement with one text column, each ending in a line feed."""
        # Postgres takes no parameters in COPY: psycopg quotes them itself.
        with (
            self._source.cursor() as cursor,
            cursor.copy(COPY.format(statement.sql).encode(), statement.params) as rows,
        ):
            for row in rows:
                yield bytes(row)

    def value(self, statement: Statement) -> Any:
        """The first column of the first row."""
        found = self._source.execute(statement.sql.encode(), statement.params).fetchone()
        return found[0] if found else None


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """One instant of the database, on a connection of its own.

    Django's own connection stays free, so that access can be checked while rows are being sent.
    """
    named = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in {"dbname", "user", "password", "host", "port"} or name.startswith("ssl")
    }
    with psycopg.connect(make_conninfo(**named), prepare_threshold=None) as own:
        own.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        own.read_only = True
        own.execute("SET LOCAL timezone TO 'UTC'")
        own.execute(PLANNED)
        yield Snapshot(own)


def with_trailer(
    lines: Iterable[bytes], trailer: Callable[[int, str], bytes], head: bytes = b""
) -> Iterator[bytes]:
    """`head`, the lines and then the trailer, which says their number and the SHA-256 of all before it."""
    digest, count = hashlib.sha256(head), 0
    if head:
        yield head
    for line in lines:
        count += 1
        digest.update(line)
        yield line
    yield trailer(count, digest.hexdigest())


def json_trailer(count: int, sha256: str) -> bytes:
    """The last line of JSON Lines: the only object with the key `end_of_export`."""
    return json.dumps({"end_of_export": True, "count": count, "sha256": sha256}).encode() + b"\n"


def in_chunks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth sending; the first at once."""
    waiting: list[bytes] = []
    size = CHUNK_BYTES
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= CHUNK_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def while_allowed(
    chunks: Iterable[Chunk], check: Callable[[], None], *, now: Callable[[], float] = time.monotonic
) -> Iterator[Chunk]:
    """The chunks, as long as `check`, asked every second, raises nothing.

    What it raises ends the stream before its trailer: whoever receives it knows that it isn't whole.
    """
    checked = now()
    for chunk in chunks:
        if now() - checked > CHECKED_EVERY_SECONDS:
            check()
            checked = now()
        yield chunk
