"""One document of a file that holds many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.importing.documents import Document, Unreadable
from claims.importing.readers.fields import known_fields
from claims.importing.readers.spans import annotated_row


@dataclass(frozen=True, slots=True)
class Row:
    """A document, or bytes to be read as a file of their own, or why there is neither.

    `place` says where in the file it stands, such as "line 12"; `key` is its own identifier, if it has one.
    """

    place: str
    key: str = ""
    document: Document | None = None
    data: bytes | None = None
    failure: Unreadable | None = None


def row_of(place: str, value: Any, columns: Mapping[str, str]) -> Row:
    """The row for one object of a table or of JSON, whose fields are found by name or by `columns`."""
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, Mapping):
        return Row(place, failure=Unreadable("not_an_object", f"{place}: give an object with a text."))
    value, spans, left_out = annotated_row(value)
    fields = known_fields(value, columns)
    text = fields.pop("text", "")
    if not text and spans and fields.get("url"):
        # Annotations alone, of a page that is named by its address and that the project may have.
        return Row(place, document=_document("", spans, left_out).with_fields(fields))
    if not text:
        message = f"{place}: there is no text. Name the column that holds it “text”, or choose it on import."
        return Row(place, failure=Unreadable("no_text", message))
    key = fields.pop("key", "")
    return Row(place, key=key, document=_document(text, spans, left_out).with_fields(fields))


def _document(text: str, spans: list[dict[str, Any]], left_out: Mapping[str, int]) -> Document:
    return Document(text, changes=left_out, extra={"spans": spans} if spans else {})
