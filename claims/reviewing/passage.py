"""An item in its context: the text around it, cut where a tag begins or ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models.functions import Length, Substr

from claims.models import ArticleRevision
from claims.workflow import Item

AROUND = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that the same tags cover: the item under review, and figures."""

    text: str
    in_item: bool
    item_starts: bool
    item_ends: bool
    in_figure: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The pieces of the text around an item, and whether text was left off before and after."""

    pieces: list[Piece]
    more_before: bool
    more_after: bool


def passage_around(item: Item, figures: Iterable[Any]) -> Passage:
    """The text from 600 code points before `item` to 600 after it, with `item` and `figures` marked."""
    start, until = max(0, item.start - AROUND), item.end + AROUND
    row = ArticleRevision.objects.filter(pk=item.revision_id)
    text, size = row.values_list(Substr("text", start + 1, until - start), Length("text")).get()
    text, start = _from_a_word(text, start, item.start)
    end = start + len(text)
    spans = [(figure.start, figure.end) for figure in figures]
    edges = {start, end, item.start, item.end, *(edge for span in spans for edge in span)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    pieces = [
        Piece(
            text[left - start : right - start],
            item.start <= left and right <= item.end,
            left == item.start,
            right == item.end,
            any(begin <= left and right <= finish for begin, finish in spans),
        )
        for left, right in pairwise(cuts)
    ]
    return Passage(pieces, start > 0, end < size)


def _from_a_word(text: str, start: int, item_start: int) -> tuple[str, int]:
    """Begin at a word, not inside one, unless the text begins there."""
    if start == 0:
        return text, start
    space = text.find(" ", 0, item_start - start)
    return (text[space + 1 :], start + space + 1) if space >= 0 else (text, start)
