"""Word files (Office Open XML). Called in a confined process only."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from claims.importing import limits
from claims.importing.documents import Document, Unreadable

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "byline": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
}
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
NOTE_KINDS = (f"{WORD}footnote", f"{WORD}endnote")
REFERENCES = {f"{WORD}footnoteReference", f"{WORD}endnoteReference"}
# What Word writes a second time for older programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BETWEEN_CELLS = " | "
MOST_BYTES = 60_000_000


def docx_document(data: bytes) -> Document:
    """The document in a Word file: paragraphs, list items with a dash, a line for each row of a table, notes.

    Raises Unreadable where it isn't one, is damaged or hostile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            body = _tree(_member(archive, "word/document.xml"))
            notes = [_tree(_member(archive, name)) for name in NOTES if name in names]
            core = _tree(_member(archive, "docProps/core.xml")) if "docProps/core.xml" in names else None
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        message = "It is no readable Word file. Save it again as .docx, or import its text."
        raise Unreadable("damaged", message) from error
    text = "\n\n".join(_within_limit([*_blocks(body), *_notes(notes)]))
    # When the file was made says when somebody began to write, not when the article was published.
    found = {name: (core.findtext(tag) or "") for name, tag in CORE.items()} if core is not None else {}
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


def _within_limit(blocks: Iterable[str]) -> Iterator[str]:
    size = 0
    for block in blocks:
        size += len(block)
        if size > limits.DOCUMENT_CHARACTERS:
            raise Unreadable("too_long", "The Word file is too long to be one article. Split it.")
        if block.strip():
            yield block.strip()


def _blocks(parent: "etree._Element") -> Iterator[str]:
    """The paragraphs in `parent`, and the rows of its tables, in their order."""
    for child in parent:
        if child.tag == f"{WORD}p":
            yield _paragraph(child)
            for box in _boxes(child):
                yield from _blocks(box)
        elif child.tag == f"{WORD}tbl":
            for row in child.iter(f"{WORD}tr"):
                cells = (" ".join(_within_limit(_blocks(cell))) for cell in row.iterchildren(f"{WORD}tc"))
                yield BETWEEN_CELLS.join(cells)
        elif child.tag != FALLBACK:
            yield from _blocks(child)


def _paragraph(paragraph: "etree._Element") -> str:
    text = "".join(_words(paragraph))
    is_item = paragraph.find(f"{WORD}pPr/{WORD}numPr") is not None
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    is_item = is_item or (style is not None and (style.get(f"{WORD}val") or "").startswith("List"))
    return f"- {text.strip()}" if is_item and text.strip() else text


def _words(parent: "etree._Element") -> Iterator[str]:
    """The words of a paragraph; those in a text box beside it are blocks of their own."""
    for node in parent:
        if node.tag == f"{WORD}t":
            yield node.text or ""
        elif node.tag in {f"{WORD}tab", f"{WORD}br", f"{WORD}cr"}:
            yield " "
        elif node.tag == f"{WORD}noBreakHyphen":
            yield "\N{NON-BREAKING HYPHEN}"
        elif node.tag in REFERENCES:
            yield f" [{node.get(f'{WORD}id')}]"
        elif node.tag not in {f"{WORD}txbxContent", FALLBACK, f"{WORD}pPr"}:
            yield from _words(node)


def _boxes(parent: "etree._Element") -> Iterator["etree._Element"]:
    for node in parent:
        if node.tag == f"{WORD}txbxContent":
            yield node
        elif node.tag != FALLBACK:
            yield from _boxes(node)


def _notes(parts: Iterable["etree._Element"]) -> Iterator[str]:
    """Footnotes and endnotes; those that only draw the line above them have a type."""
    for part in parts:
        for note in part.iterchildren(*NOTE_KINDS):
            if note.get(f"{WORD}type") is None:
                yield f"[{note.get(f'{WORD}id')}] {' '.join(_within_limit(_blocks(note)))}"
