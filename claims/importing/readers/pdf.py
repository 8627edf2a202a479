"""PDF: the text of its pages. Called in a confined process only."""

import io
import logging
import re

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from claims.importing import limits
from claims.importing.documents import Document, Unreadable

MOST_PAGES = 2_000
# Letters that are drawn as one: Unicode's signs for them, and what is left of TeX's where a font doesn't say
# what its signs mean (the T1 encoding has its quotation marks, dashes and joined letters there).
LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\uf0b7": "•"}  # the bullet of the Symbol font
    | {"\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl"}
    | {"\x10": "“", "\x11": "”", "\x12": "„", "\x13": "«", "\x14": "»", "\x15": "–", "\x16": "—"}
)


SIGN_OF_T1 = re.compile("[\x10-\x12\x15\x16\x1b-\x1f]")


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
    # When the file was made says when it was printed or saved, not when the article was published.
    return Document(text, title=str(title), byline=str(author))


def _text(reader: PdfReader) -> str:
    parts: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages):
        part = page.extract_text()
        if SIGN_OF_T1.search(part):
            part = part.replace("ÿ", "ß")  # T1 has it where Latin-1 has this, which hardly any text has
        part = part.translate(LETTERS)
        size += len(part)
        if number >= MOST_PAGES or size > limits.DOCUMENT_CHARACTERS:
            raise Unreadable("too_long", "The PDF is too long to be one article. Split it.")
        parts.append(part)
    return "\n\n".join(parts)
