"""An export of a project, expanded: an item for each article and each page that articles were cut from."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.utils import timezone

from claims.choices import ItemState
from claims.importing import limits
from claims.importing.documents import Unreadable, plain_field
from claims.importing.drafts import text_hash
from claims.importing.expanding import PART_OF_FILE, Columns, held, rows_taken, store_parts
from claims.importing.moving.sources import Library
from claims.importing.originals import opened
from claims.importing.readers.project import Line, project_lines
from claims.models import ImportItem
from claims.models.identifiers import uuid7
from claims.refusals import Invalid
from claims.workflow import decision, refuse_unstorable

WORK = "work"  # in an item's payload and in a document's extra fields: the articles of a line
MOST_LINES = 100  # of one part


def expand_project(item: ImportItem, on_part: Callable[[], object]) -> None:
    """Put an item for each line with articles in place of the file's item, beside its sources.

    A worker that goes on with a file finds the sources that are stored, and the lines that are items by now.
    Raises Unreadable where the file isn't a whole export, before anything of it is taken, and OSError.
    """
    assert item.original is not None
    with opened(item.original) as file:
        lines = project_lines(file)
        head = next(lines, {})
        origin = {"id": str(head.get("id"))[:40], "name": plain_field(str(head.get("name")), 200)}
        library = Library(item.job)
        first = next((line for line in lines if not library.take(line)), None)
        if first is None:
            raise Unreadable("empty", "There is no article in the export.")
        with decision(item.job.created_by, "imported"):
            held(item)
            library.store()
        store_parts(item, _parts(item, chain([first], lines), origin, library), on_part)


def _parts(
    item: ImportItem, lines: Iterator[Line], origin: dict[str, str], library: Library
) -> Iterator[tuple[int, list[Columns]]]:
    """The columns of the lines that aren't items yet, in parts, each with the number of its last line.

    Raises Unreadable behind the last line that is taken where there are too many.
    """
    after = rows_taken(item)
    part: list[Columns] = []
    number = 0
    for number, line in enumerate(islice(lines, limits.DOCUMENTS), 1):
        if number > after:
            part.append(_row(item, line, number, origin, library))
        if len(part) == MOST_LINES:
            yield number, part
            part = []
    if part:
        yield number, part
    if next(lines, None) is not None:
        taken = f"{limits.DOCUMENTS:,}"
        message = f"It holds more than {taken} articles. The first {taken} were taken."
        raise Unreadable("too_many", message)


def _row(item: ImportItem, line: Line, number: int, origin: dict[str, str], library: Library) -> Columns:
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
