"""What a reader makes of a file: documents, or a reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from claims.importing import limits
from claims.text.canonical import canonical_text

# How long each field may be in the database.
LENGTHS = {
    "title": limits.TITLE_CHARACTERS,
    "url": 2000,
    "publisher": 300,
    "byline": 500,
    "published": 40,
    "language": 35,
}


class Unreadable(Exception):
    """A document that can't be imported: a stable code, and a message that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Document:
    """One document as its reader found it: its text and the fields that came with it, empty if unknown.

    `published` is a date as written. `changes` counts what was done to get to the text, by name.
    """

    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    encoding: str = ""
    changes: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_fields(self, fields: Mapping[str, Any]) -> "Document":
        """The document with `fields`, of those it knows, over its own where they aren't empty."""
        known: dict[str, Any] = {name: str(fields[name]) for name in LENGTHS if fields.get(name)}
        return replace(self, **known) if known else self


def canonical_document(document: Document) -> Document:
    """The document with its text in canonical form and its fields storable; changes are counted.

    Raises Unreadable where there is no text, too much of it, or half a character in it.
    """
    if len(document.text) > limits.DOCUMENT_CHARACTERS:
        raise Unreadable(
            "too_long",
            f"The text has {len(document.text):,} characters; an article may have "
            f"{limits.DOCUMENT_CHARACTERS:,}. Split it and import the parts.",
        )
    try:
        canonical = canonical_text(document.text)
    except ValueError as error:
        raise Unreadable("lone_surrogate", str(error)) from error
    if not canonical.text.strip():
        raise Unreadable("empty", "There is no text in it. Check that the file is the one you meant.")
    changes = dict(document.changes)
    for change in canonical.changes:
        changes[change.name] = changes.get(change.name, 0) + change.count
    fields: dict[str, Any] = {
        name: plain_field(getattr(document, name), length) for name, length in LENGTHS.items()
    }
    if not fields["url"].lower().startswith(("http://", "https://")):
        fields["url"] = ""
    return replace(document, text=canonical.text, changes=changes, **fields)


def plain_field(value: str, length: int) -> str:
    """A field in one line, without NULs and halves of characters, at most `length` characters long."""
    if not value:
        return ""
    cleaned = value.replace("\x00", "").encode("utf-8", "ignore").decode()
    return " ".join(cleaned.split())[:length]
