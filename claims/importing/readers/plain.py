"""Text files."""

from claims.importing.documents import Document, Unreadable
from claims.text.decode import DecodedText, UndecodableText, decoded_text

MEASURED = 200_000
FEWEST_CONTROLS = 0.02
TEXT_CONTROLS = frozenset("\t\n\r\f\x0b\x00\x1a\x1b\x85")


def plain_document(data: bytes, name: str, declared: str | None = None) -> Document:
    """The document in a text file; `declared` is the encoding that its server named.

    Raises Unreadable where its bytes are no text.
    """
    found = decoded(data, declared)
    return Document(found.text, encoding=found.encoding, changes=encoding_changes(found))


def decoded(data: bytes, declared: str | None = None) -> DecodedText:
    """The text in `data`; raises Unreadable, naming the first bad byte, where it isn't any."""
    try:
        found = decoded_text(data, declared)
    except UndecodableText as error:
        raise Unreadable("encoding", str(error)) from error
    sample = found.text[:MEASURED]
    controls = sum(character < " " and character not in TEXT_CONTROLS for character in sample)
    if controls > len(sample) * FEWEST_CONTROLS:
        raise Unreadable(
            "not_text", "This is no text: it is full of control characters. Import it in its own format."
        )
    return found


def encoding_changes(found: DecodedText) -> dict[str, int]:
    """What is worth telling about how the bytes were read."""
    return {"declared_encoding_overruled": 1} if found.declared_was_wrong else {}
