"""An export of a project, expanded: an item for each article and each page that articles were cut from."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from claims.choices import ItemState
from claims.importing import limits
from claims.importing.documents import Unreadable, plain_field
from claims.importing.drafts import text_hash
from claims.importing.expanding import COPY_ITEMS, PART_OF_FILE
from claims.importing.moving.sources import Library
from claims.importing.originals import opened
from claims.importing.readers.project import Line, project_lines
from claims.models import ImportItem
from claims.models.identifiers import uuid7
from claims.refusals import Invalid
from claims.workflow import decision, refuse_unstorable

WORK = "work"  # in an item's payload and in a document's extra fields: the articles of a line
COPIED_AT_ONCE = 100  # lines


def expand_project(item: ImportItem) -> int:
    """Put an item for each line with articles in place of the file's item, beside its sources; how many.

    All or nothing. Raises Unreadable where the file isn't a whole export, and OSError.
    """
    assert item.original is not None
    job = item.job
    with decision(job.created_by, "imported"), opened(item.original) as file:
        if not ImportItem.objects.select_for_update().filter(pk=item.pk, state=ItemState.RUNNING).exists():
            return 0
        count = _expanded(item, project_lines(file))
        if count == 0:
            raise Unreadable("empty", "There is no article in the export.")
        ImportItem.objects.filter(pk=item.pk).delete()
    return count


def _expanded(item: ImportItem, lines: Iterator[Line]) -> int:
    head = next(lines, {})
    origin = {"id": str(head.get("id"))[:40], "name": plain_field(str(head.get("name")), 200)}
    library = Library(item.job)
    first = next((line for line in lines if not library.take(line)), None)
    library.store()
    count = 0
    rows: list[tuple[Any, ...]] = []
    while first is not None:
        count += 1
        if count > limits.DOCUMENTS:
            raise Unreadable("too_many", f"It holds more than {limits.DOCUMENTS:,} articles.")
        rows.append(_row(item, first, count, origin, library))
        if len(rows) == COPIED_AT_ONCE:
            _copy(rows)
        first = next(lines, None)
    _copy(rows)
    return count


def _copy(rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY_ITEMS) as copy:
        for row in rows:
            copy.write_row(row)
    rows.clear()


def _row(
    item: ImportItem, line: Line, number: int, origin: dict[str, str], library: Library
) -> tuple[Any, ...]:
    """The columns of the line's item; one that isn't fit to be imported has failed and says why."""
    failure, payload, text = None, {}, ""
    try:
        articles = _checked(line, library)
        text = line["text"] if line["line"] == "page" else articles[0]["revisions"][0]["text"]
        payload = {WORK: {"project": origin, "articles": articles}}
    except (LookupError, TypeError, AttributeError) as error:
        failure = Unreadable(
            "bad_line", f"The {line['line']} lacks something or names what isn't there: {error}"
        )
    except Invalid as error:
        failure = Unreadable("bad_value", error.detail)
    except Unreadable as error:
        failure = error
    now = timezone.now()
    key = f"{item.key}{PART_OF_FILE}{number} {str(line.get('id'))[:40]}"
    name = str(line.get("name") or line.get("title") or item.name)
    return (
        *(uuid7(), now, item.job_id, item.project_id, plain_field(key, 300), item.ordinal + number),
        *(plain_field(name, 300), item.original_id, json.dumps(payload), text, "{}"),
        *(ItemState.FAILED if failure else ItemState.PENDING, 0),
        *(failure.code if failure else "", plain_field(failure.message, 500) if failure else ""),
        *(now if failure else None, 1),
    )


def _checked(line: Line, library: Library) -> list[dict[str, Any]]:
    """The articles of a line, with our identifiers of sources and families; raises what `_row` catches."""
    refuse_unstorable("The line", list(_strings(line)))
    articles: list[dict[str, Any]] = line["articles"] if line["line"] == "page" else [line]
    for text in [line["text"]] if line["line"] == "page" else []:
        _check_text(text)
    for article in articles:
        for revision in article["revisions"]:
            _check_text(revision["text"])
            if text_hash(revision["text"]) != revision["text_hash"]:
                raise Unreadable("changed", "The text isn't the one that was exported: its hash differs.")
        for tag in [*article["claims"], *article["figures"]]:
            _point_to_ours(tag, library)
        article["revisions"][0]  # one at least
    return articles


def _check_text(text: Any) -> None:
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("empty", "The article has no text.")
    if len(text) > limits.DOCUMENT_CHARACTERS:
        message = f"The text has {len(text):,} characters; {limits.DOCUMENT_CHARACTERS:,} are the most."
        raise Unreadable("too_long", message)


def _point_to_ours(tag: dict[str, Any], library: Library) -> None:
    for evidence in tag["evidence"]:
        evidence["source"] = _ours(library.source_ids, evidence["source"])
    if tag.get("family"):
        tag["family"] = _ours(library.family_ids, tag["family"])


def _ours(ids: Mapping[str, UUID], foreign: Any) -> str:
    return str(ids[str(foreign)])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
