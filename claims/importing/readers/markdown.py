"""Markdown, with front matter if there is any: its text without the marks."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.importing.documents import Document
from claims.importing.readers.fields import known_fields
from claims.importing.readers.plain import decoded, encoding_changes

FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
LIST_ITEM = re.compile(r"\s*-\s+(.+)")
CELL = "cell"
BETWEEN_CELLS = " | "
PARSER = MarkdownIt("commonmark").enable("table")


def markdown_document(data: bytes, name: str, declared: str | None = None) -> Document:
    """The document in a Markdown file. Raises Unreadable where its bytes are no text."""
    found = decoded(data, declared)
    fields, body = _front_matter(found.text)
    document = Document(plain_text(body), encoding=found.encoding, changes=encoding_changes(found))
    return document.with_fields(known_fields(fields))


def plain_text(markdown: str) -> str:
    """The words of `markdown`: paragraphs and headings on lines of their own, list items with a marker.

    A row of a table is a line.
    """
    return "\n\n".join(block for block in _blocks(PARSER.parse(markdown)) if block.strip())


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields between two lines of dashes, of YAML what articles have there, and the text after them."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields: dict[str, Any] = {}
    key = ""
    for line in match[1].splitlines():
        if item := LIST_ITEM.match(line):
            listed = fields.get(key)
            fields[key] = [*(listed if isinstance(listed, list) else []), _unquoted(item[1])]
        elif (colon := line.find(":")) > 0 and not line[0].isspace():
            key, value = line[:colon].strip(), line[colon + 1 :].strip()
            fields[key] = _unquoted(value)
            if value.startswith("[") and value.endswith("]"):
                fields[key] = [_unquoted(part) for part in value[1:-1].split(",")]
    return fields, text[match.end() :]


def _unquoted(written: str) -> str:
    return written.strip().strip("\"'")


def _blocks(tokens: list[Token]) -> Iterator[str]:
    marker = ""
    cells: list[str] = []
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in {"td_open", "th_open"}:
            marker = CELL
        elif token.type == "tr_close":
            yield BETWEEN_CELLS.join(cells)
            cells = []
        elif token.type == "inline" and marker == CELL:
            cells.append(_inline(token.children or []))
        elif token.type == "inline":
            yield marker + _inline(token.children or [])
            marker = ""
        elif token.type in {"fence", "code_block"}:
            yield token.content.rstrip("\n")
        if token.type == "table_close":
            marker = ""


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
