"""Files that hold many documents become as many items, all of them or none."""

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from claims.choices import ItemState
from claims.importing import limits
from claims.importing.columns import chosen_columns, with_known_columns
from claims.importing.documents import LENGTHS, Document, Unreadable, canonical_document, plain_field
from claims.importing.foreign import NOT_PLACED, SPANS, placed_spans
from claims.importing.originals import displayed_name, keep_original, opened
from claims.importing.readers import ReadRows
from claims.importing.readers.rows import Row
from claims.models import ImportItem
from claims.models.identifiers import uuid7

# Between the ordinals of two files of a job there is room for the documents of the first.
ORDINALS_PER_FILE = 1_000_000
PART_OF_FILE = "#"  # in the key of an item, between its file and what it is in it
COPY_ITEMS = """
COPY claims_importitem
    (id, created_at, job_id, project_id, key, ordinal, name, original_id, payload, text, canonical_changes,
     state, attempts, failure_code, failure, finished_at, version)
FROM STDIN
"""


def expand_item(item: ImportItem, read: ReadRows) -> int:
    """Put an item for each row of the item's file in place of the item; how many.

    What can't be read is an item that has failed and says where. Raises Unreadable where the file as a
    whole can't be read, holds nothing, or holds too much.
    """
    assert item.original is not None
    columns = chosen_columns(item)
    with transaction.atomic(), opened(item.original) as file, connection.cursor() as cursor:
        locked = ImportItem.objects.select_for_update().filter(pk=item.pk, state=ItemState.RUNNING)
        if not locked.exists():
            return 0
        count = 0
        seen: set[str] = set()
        rows = with_known_columns(read(file, columns))
        with cursor.copy(COPY_ITEMS) as copy:
            for row in rows:
                count += 1
                if count > limits.DOCUMENTS:
                    message = f"It holds more than {limits.DOCUMENTS:,} documents. Split it."
                    raise Unreadable("too_many", message)
                copy.write_row(_columns(item, row, count, seen))
        if count == 0:
            raise Unreadable("empty", "There is no document in it. Check that the file is the one you meant.")
        ImportItem.objects.filter(pk=item.pk).delete()
    return count


def expand_archive(item: ImportItem, read: ReadRows) -> int:
    """Put an item for each file of an archive in place of the item, each with its own original; how many.

    Raises Unreadable where the archive as a whole is refused; then nothing of it is taken, and the files
    that were unpacked before are strays.
    """
    assert item.original is not None
    with transaction.atomic(), opened(item.original) as file:
        members = [_member(item, row, number) for number, row in enumerate(read(file, {}), 1)]
        if not members:
            raise Unreadable("empty", "The archive holds no file.")
        if not ImportItem.objects.select_for_update().filter(pk=item.pk, state=ItemState.RUNNING).exists():
            return 0
        ImportItem.objects.bulk_create(members, batch_size=500)
        ImportItem.objects.filter(pk=item.pk).delete()
    return len(members)


def _member(item: ImportItem, row: Row, number: int) -> ImportItem:
    failure = row.failure
    if row.data is not None and PurePosixPath(row.place.lower()).suffix == ".zip":
        failure = Unreadable("nested", "It is an archive inside an archive. Unpack it and import its files.")
    made = ImportItem(
        job_id=item.job_id,
        project_id=item.project_id,
        key=f"{item.key}{PART_OF_FILE}{number}",
        ordinal=item.ordinal + number,
        name=displayed_name(row.place),
    )
    if failure is not None:
        made.state, made.finished_at = ItemState.FAILED, timezone.now()
        made.failure_code, made.failure = failure.code, failure.message
    elif row.data is not None:
        made.original = keep_original(item.project, ContentFile(row.data), name=row.place)
    return made


def _columns(item: ImportItem, row: Row, number: int, seen: set[str]) -> tuple[Any, ...]:
    document, failure = _readable(row, item)
    key = f"{item.key}{PART_OF_FILE}{row.key or number}"[:290]
    if key in seen:
        key = f"{key[:280]}{PART_OF_FILE}{number}"
    seen.add(key)
    now = timezone.now()
    state = ItemState.FAILED if failure else ItemState.PENDING
    fields = _payload(document) if document else {}
    return (
        *(uuid7(), now, item.job_id, item.project_id, plain_field(key, 300), item.ordinal + number),
        *(plain_field(f"{item.name}, {row.place}", 300), item.original_id, json.dumps(fields)),
        *(document.text if document else "", json.dumps(dict(document.changes) if document else {})),
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
