"""Markdown, with front matter if there is any: its text without the marks."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.importing.documents import Document
from claims.importing.readers.fields import known_fields
from claims.importing.readers.plain import decoded, encoding_changes

FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
PARSER = MarkdownIt("commonmark").enable("table")


def markdown_document(data: bytes, name: str, declared: str | None = None) -> Document:
    """The document in a Markdown file. Raises Unreadable where its bytes are no text."""
    found = decoded(data, declared)
    fields, body = _front_matter(found.text)
    document = Document(plain_text(body), encoding=found.encoding, changes=encoding_changes(found))
    return document.with_fields(known_fields(fields))


def plain_text(markdown: str) -> str:
    """The words of `markdown`: paragraphs and headings on lines of their own, list items with a marker."""
    return "\n\n".join(block for block in _blocks(PARSER.parse(markdown)) if block.strip())


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines between two lines of dashes, and the text after them."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match[1].splitlines())
    fields = {key.strip(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
    return fields, text[match.end() :]


def _blocks(tokens: list[Token]) -> Iterator[str]:
    marker = ""
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            yield marker + _inline(token.children or [])
            marker = ""
        elif token.type in {"fence", "code_block"}:
            yield token.content.rstrip("\n")


def _inline(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content)
    return "".join(parts)
