"""Which reader reads which file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from claims.importing.documents import Document, Unreadable
from claims.importing.readers.archives import archive_rows
from claims.importing.readers.confined import confined_document
from claims.importing.readers.html import html_document
from claims.importing.readers.jsonlines import json_line_rows, json_rows
from claims.importing.readers.markdown import markdown_document
from claims.importing.readers.plain import plain_document
from claims.importing.readers.rows import Row
from claims.importing.readers.tables import table_rows

ReadDocument = Callable[[bytes, str, str | None], Document]
# A file, which column holds which field, and the encoding that was named for it.
ReadRows = Callable[[IO[bytes], dict[str, str], str | None], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: one document, or rows that are documents, or files to be read each by itself."""

    label: str
    media_type: str
    document: ReadDocument | None = None
    rows: ReadRows | None = None
    files: ReadRows | None = None


TEXT = Format("text", "text/plain", document=plain_document)
MARKDOWN = Format("Markdown", "text/markdown", document=markdown_document)
HTML = Format("web page", "text/html", document=html_document)
JSON_LINES = Format("JSON Lines", "application/jsonl", rows=json_line_rows)
JSON = Format("JSON", "application/json", rows=json_rows)
TABLE = Format("table", "text/csv", rows=table_rows)
PDF = Format("PDF", "application/pdf", document=partial(confined_document, "pdf"))
WORD = Format(
    "Word file",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    document=partial(confined_document, "docx"),
)
MAIL = Format("e-mail", "message/rfc822", document=partial(confined_document, "mail"))
ARCHIVE = Format("archive", "application/zip", files=archive_rows)

FORMATS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".json": JSON,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".pdf": PDF,
    ".docx": WORD,
    ".eml": MAIL,
    ".zip": ARCHIVE,
}

OTHER_MEDIA_TYPES = {"web page": ("application/xhtml+xml",)}


def format_of(name: str) -> Format:
    """The format of a file by the ending of its name; raises Unreadable for one that isn't read."""
    ending = PurePosixPath(name.lower()).suffix
    if ending not in FORMATS:
        said = (
            f"Files that end in {ending} aren't read"
            if ending
            else "The name has no ending that says what it is"
        )
        raise Unreadable("unknown_format", f"{said}. These are: {' '.join(sorted(FORMATS))}.")
    return FORMATS[ending]


def format_of_media_type(media_type: str, name: str) -> Format:
    """The format of what a server sent: by the media type that it named, else by the address's ending."""
    for kind in FORMATS.values():
        if media_type in {kind.media_type, *OTHER_MEDIA_TYPES.get(kind.label, ())}:
            return kind
    return format_of(urlsplit(name).path)
