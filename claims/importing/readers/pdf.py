"""PDF: the text of its pages. Called in a confined process only."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from claims.importing import limits
from claims.importing.documents import Document, Unreadable

MOST_PAGES = 2_000


def pdf_document(data: bytes) -> Document:
    """The document in a PDF file; raises Unreadable where it is damaged, locked or holds no text."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", "The PDF is locked with a password. Save it without one.")
        text = _text(reader)
        information = reader.metadata
        title = (information.title or "") if information else ""
        author = (information.author or "") if information else ""
        made = information.creation_date if information else None
    except Unreadable:
        raise
    except DependencyError as error:
        raise Unreadable("encrypted", "The PDF is locked. Save it without a password.") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        message = "The PDF is damaged. Open it and save it again, or import its text."
        raise Unreadable("damaged", message) from error
    if not text.strip():
        message = "The PDF holds pictures of pages and no text. Import its text instead."
        raise Unreadable("no_text", message)
    published = made.date().isoformat() if made else ""
    return Document(text, title=str(title), byline=str(author), published=published)


def _text(reader: PdfReader) -> str:
    parts: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages):
        part = page.extract_text()
        size += len(part)
        if number >= MOST_PAGES or size > limits.DOCUMENT_CHARACTERS:
            raise Unreadable("too_long", "The PDF is too long to be one article. Split it.")
        parts.append(part)
    return "\n\n".join(parts)
