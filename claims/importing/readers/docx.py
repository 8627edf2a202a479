"""Word files (Office Open XML). Called in a confined process only."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from claims.importing import limits
from claims.importing.documents import Document, Unreadable

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "byline": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "published": "{http://purl.org/dc/terms/}created",
}
MOST_BYTES = 60_000_000


def docx_document(data: bytes) -> Document:
    """The document in a Word file; raises Unreadable where it isn't one, is damaged or hostile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _tree(_member(archive, "word/document.xml"))
            names = set(archive.namelist())
            core = _tree(_member(archive, "docProps/core.xml")) if "docProps/core.xml" in names else None
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        message = "It is no readable Word file. Save it again as .docx, or import its text."
        raise Unreadable("damaged", message) from error
    text = "\n\n".join(paragraph for paragraph in _paragraphs(body) if paragraph.strip())
    found = {name: (core.findtext(tag) or "") for name, tag in CORE.items()} if core is not None else {}
    found["published"] = found.get("published", "")[:10]
    return Document(text).with_fields(found)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", "Unpacked, the Word file is over the limit. Import its text instead.")
    return data


def _tree(data: bytes) -> "etree._Element":
    # No entity is expanded, no DTD is read, nothing is fetched: a document type has no place in these files.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(data, parser)
    if tree.getroottree().docinfo.doctype:  # type: ignore[union-attr] # the stubs lack it
        raise Unreadable("hostile", "The Word file declares a document type, as no Word program writes it.")
    return tree


def _paragraphs(body: "etree._Element") -> Iterator[str]:
    size = 0
    for paragraph in body.iter(f"{WORD}p"):
        nodes = paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br")
        text = "".join(node.text or "" if node.tag == f"{WORD}t" else " " for node in nodes)
        size += len(text)
        if size > limits.DOCUMENT_CHARACTERS:
            raise Unreadable("too_long", "The Word file is too long to be one article. Split it.")
        yield text
