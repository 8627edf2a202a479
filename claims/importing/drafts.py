"""An article that is to be made, and what became of it."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from claims.importing.documents import Document
from claims.models import NewRevision


@dataclass(frozen=True, slots=True)
class Draft:
    """An article to be made: its document, and the item that it comes from, whole or a part."""

    item_id: UUID
    document: Document
    original_id: UUID | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: the article that has its text, whether it was made from this item.

    `made` is that article's revision where it was made just now.
    """

    draft: Draft
    article_id: UUID
    is_own: bool
    made: NewRevision | None = None


@dataclass(frozen=True, slots=True)
class StagesAfter:
    """How new revisions name the stages that follow in the same transaction; empty where none does.

    A revision is the widest of all rows, so it is written once instead of noting each stage in turn.
    """

    segmented_by: str = ""
    suggested_by: str = ""


NONE_AFTER = StagesAfter()


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal: what makes an article one of a kind in its project."""
    return hashlib.sha256(text.encode()).hexdigest()
