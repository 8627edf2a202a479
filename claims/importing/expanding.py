"""Files that hold many documents become as many items, a part at a time.

Each part is one transaction that also notes how far the file has come, so a worker that is killed in between
loses and doubles nothing, and other workers begin with the first part while the next is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from claims.choices import ItemState
from claims.importing import limits
from claims.importing.columns import chosen_columns, with_known_columns
from claims.importing.documents import LENGTHS, Document, Unreadable, canonical_document, plain_field
from claims.importing.encodings import ENCODING
from claims.importing.foreign import NOT_PLACED, SPANS, placed_spans
from claims.importing.originals import displayed_name, keep_originals, opened
from claims.importing.readers import ReadRows
from claims.importing.readers.rows import Row
from claims.importing.turns import GivenUp
from claims.models import ImportItem
from claims.models.identifiers import uuid7
from claims.models.writing import json_text

# Between the ordinals of two files of a job there is room for the documents of the first.
ORDINALS_PER_FILE = 1_000_000
PART_OF_FILE = "#"  # in the key of an item, between its file and what it is in it
# In the payload of a file's item: how many of its rows are items by now, and which attempt came so far.
EXPANDED = "expanded"
MOST_ROWS = 1_000  # of one part
FIRST_ROWS = 250  # of the first one, so that other workers soon begin
MOST_SIZE = 500_000  # characters or bytes of one part, beyond which it ends
COPY_ITEMS = """
COPY claims_importitem
    (id, created_at, job_id, project_id, key, ordinal, name, original_id, payload, text, canonical_changes,
     state, attempts, failure_code, failure, finished_at, version)
FROM STDIN
"""
NESTED = Unreadable("nested", "It is an archive inside an archive. Unpack it and import its files.")
Columns = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its number in the file, and the key of its item."""

    row: Row
    number: int
    key: str


def expand_item(item: ImportItem, read: ReadRows, on_part: Callable[[], object]) -> None:
    """Put an item for each row of the item's file in place of the item; `on_part` is called after each part.

    What can't be read is an item that has failed and says where. Raises Unreadable where the file as a
    whole can't be read, holds nothing, or holds more than is taken.
    """
    assert item.original is not None
    with opened(item.original) as file:
        rows = read(file, chosen_columns(item), item.job.options.get(ENCODING))
        _expand(item, with_known_columns(rows), _row_items, on_part)


def expand_archive(item: ImportItem, read: ReadRows, on_part: Callable[[], object]) -> None:
    """Put an item for each file of an archive in place of the item, each with its own original.

    Raises Unreadable where the archive as a whole is refused; then nothing of it is taken, because all of it
    is unpacked once before.
    """
    assert item.original is not None
    with opened(item.original) as file:
        if EXPANDED not in item.payload:
            for _ in read(file, {}, None):
                pass
            file.seek(0)
        _expand(item, read(file, {}, None), _member_items, on_part)


def last_progress(item: ImportItem) -> int:
    """The attempt that last made items of the item's file; 0 where none did."""
    _, attempt = item.payload.get(EXPANDED, (0, 0))
    return int(attempt)


def _expand(
    item: ImportItem,
    rows: Iterable[Row],
    items_of: Callable[[ImportItem, Sequence[_Placed]], Iterable[Columns]],
    on_part: Callable[[], object],
) -> None:
    parts = _parts(item, rows, after=rows_taken(item))
    store_parts(item, ((part[-1].number, items_of(item, part)) for part in parts), on_part)


def rows_taken(item: ImportItem) -> int:
    """How many rows of the item's file are items by now."""
    number, _ = item.payload.get(EXPANDED, (0, 0))
    return int(number)


def store_parts(
    item: ImportItem, parts: Iterable[tuple[int, Iterable[Columns]]], on_part: Callable[[], object]
) -> None:
    """Store the items of each part, with the number of its last row, then remove the file's own item.

    Raises Unreadable where there is none, and GivenUp where the file isn't this worker's any more.
    """
    number = rows_taken(item)
    for number, items in parts:
        with transaction.atomic():
            mine = held(item)
            _copy(items)
            mine.update(payload=item.payload | {EXPANDED: (number, item.attempts)})
        on_part()
    if number == 0:
        raise Unreadable("empty", "There is no document in it. Check that the file is the one you meant.")
    with transaction.atomic():
        held(item).delete()


def _parts(item: ImportItem, rows: Iterable[Row], *, after: int) -> Iterator[list[_Placed]]:
    """The rows behind the one numbered `after`, in parts; raises Unreadable where there are too many."""
    part: list[_Placed] = []
    size = 0
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        key = _key(item, row, number, seen)
        if number <= after:
            continue
        if number > limits.DOCUMENTS:
            if part:
                yield part
            taken = f"{limits.DOCUMENTS:,}"
            raise Unreadable(
                "too_many",
                f"It holds more than {taken} documents. The first {taken} were taken; import the others as a "
                "file of their own.",
            )
        part.append(_Placed(row, number, key))
        size += _size(row)
        most = min(FIRST_ROWS, MOST_ROWS) if number <= FIRST_ROWS else MOST_ROWS
        if len(part) == most or size > MOST_SIZE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _key(item: ImportItem, row: Row, number: int, seen: set[str]) -> str:
    key = f"{item.key}{PART_OF_FILE}{row.key or number}"[:290]
    if key in seen:
        key = f"{key[:280]}{PART_OF_FILE}{number}"
    seen.add(key)
    return key


def _size(row: Row) -> int:
    return len(row.data or "") + (len(row.document.text) if row.document is not None else 0)


def held(item: ImportItem) -> QuerySet[ImportItem]:
    """The item, which stays this worker's until the end of the transaction; raises GivenUp where it isn't."""
    mine = ImportItem.objects.filter(pk=item.pk, state=ItemState.RUNNING, attempts=item.attempts)
    if not mine.select_for_update().exists():
        raise GivenUp
    return mine


def _copy(items: Iterable[Columns]) -> None:
    rows = list(items)  # nothing else may be asked of the database during a COPY
    with connection.cursor() as cursor, cursor.copy(COPY_ITEMS) as copy:
        for row in rows:
            copy.write_row(row)


def _row_items(item: ImportItem, part: Sequence[_Placed]) -> Iterator[Columns]:
    for placed in part:
        document, failure = _readable(placed.row, item)
        name = f"{item.name}, {placed.row.place}"
        yield _columns(item, placed, name, item.original_id, document, failure)


def _member_items(item: ImportItem, part: Sequence[_Placed]) -> Iterator[Columns]:
    taken = {one.number: one.row for one in part if one.row.data is not None and not _is_archive(one.row)}
    files = [(row.place, row.data or b"") for row in taken.values()]
    originals = dict(zip(taken, keep_originals(item.project, files), strict=True))
    for placed in part:
        failure = NESTED if _is_archive(placed.row) else placed.row.failure
        original = originals.get(placed.number)
        name = displayed_name(placed.row.place)
        yield _columns(item, placed, name, original and original.pk, None, failure)


def _is_archive(row: Row) -> bool:
    return row.data is not None and PurePosixPath(row.place.lower()).suffix == ".zip"


def _columns(
    item: ImportItem,
    placed: _Placed,
    name: str,
    original: Any,
    document: Document | None,
    failure: Unreadable | None,
) -> Columns:
    now = timezone.now()
    state = ItemState.FAILED if failure else ItemState.PENDING
    fields = _payload(document) if document else {}
    return (
        *(uuid7(), now, item.job_id, item.project_id, plain_field(placed.key, 300)),
        *(item.ordinal + placed.number, plain_field(name, 300), original, json_text(fields)),
        *(document.text if document else "", json_text(dict(document.changes) if document else {})),
        *(state, 0, failure.code if failure else "", failure.message if failure else ""),
        *(now if failure else None, 1),
    )


def _readable(row: Row, item: ImportItem) -> tuple[Document | None, Unreadable | None]:
    if row.document is None:
        return None, row.failure
    try:
        if not row.document.text:
            return row.document, None  # annotations alone, for the article of their page
        given = {name: value for name, value in item.payload.items() if not getattr(row.document, name, "")}
        document = canonical_document(row.document.with_fields(given))
        return _with_placed_spans(row.document.text, document), None
    except Unreadable as error:
        return None, Unreadable(error.code, f"{row.place}: {error.message}")


def _with_placed_spans(raw: str, document: Document) -> Document:
    spans = document.extra.get(SPANS)
    if not spans:
        return document
    placed, lost = placed_spans(raw, document.text, spans)
    changes = dict(document.changes) | ({NOT_PLACED: lost} if lost else {})
    return replace(document, extra={SPANS: placed}, changes=changes)


def _payload(document: Document) -> dict[str, Any]:
    fields = {name: value for name in LENGTHS if (value := getattr(document, name))}
    return fields | dict(document.extra)
