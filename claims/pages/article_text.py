"""The text of an article as HTML: every character of it, in order, with nothing added between."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Blocks of about this many characters are laid out only when they come near the window.
BLOCK = 3_000


class Unit(NamedTuple):
    """A sentence's span in code points, and its kind."""

    start: int
    end: int
    kind: str


def article_html(text: str, units: Sequence[Unit]) -> SafeString:
    """The text in blocks of paragraphs of sentences; what stands between sentences stays where it is.

    `units` are in order and don't overlap. A paragraph ends after a line end that is in no sentence.
    """
    paragraphs = _paragraphs(text, units)
    blocks = (f'<div class="block">{"".join(block)}</div>' for block in _blocks(paragraphs))
    # Each piece of text has been escaped on its own.
    return mark_safe("".join(blocks))  # noqa: S308


def _paragraphs(text: str, units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    """Each paragraph's length in characters and its HTML."""
    pieces: list[str] = []
    length = at = 0
    for unit in [*units, Unit(len(text), len(text), "")]:
        gap = text[at : unit.start]
        length += len(gap)
        pieces.append(str(escape(gap)))
        if "\n" in gap and length > len(gap):
            yield length, f'<div class="paragraph">{"".join(pieces)}</div>'
            pieces, length = [], 0
        if unit.end > unit.start:
            pieces.append(_sentence(text, unit))
            length += unit.end - unit.start
        at = unit.end
    if pieces and length:
        yield length, f'<div class="paragraph">{"".join(pieces)}</div>'


def _sentence(text: str, unit: Unit) -> str:
    kind = "" if unit.kind == "sentence" else f' data-sentence-kind="{escape(unit.kind)}"'
    return f'<span class="sentence"{kind}>{escape(text[unit.start : unit.end])}</span>'


def _blocks(paragraphs: Iterable[tuple[int, str]]) -> Iterator[list[str]]:
    block: list[str] = []
    size = 0
    for length, html in paragraphs:
        block.append(html)
        size += length
        if size >= BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block
