"""The canonical text of a document: what spans are counted in."""

import re
from dataclasses import dataclass

from claims.text.wrapping import joined_lines

METHOD = "canonical/1"

BYTE_ORDER_MARK = "\ufeff"
FOREIGN_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a text, by name, and how many times."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text with line feeds alone as line ends, and without NULs, a byte-order mark or wrapped lines.

    `changes` tells in order what was done to get there; it is empty where the text was canonical.
    Names: byte_order_mark_removed, nuls_removed, line_ends_unified, wrapped_lines_joined,
    hyphenated_words_joined.
    """

    text: str
    changes: tuple[Change, ...]


def canonical_text(raw: str) -> CanonicalText:
    """The canonical form of `raw`; the canonical form of a canonical text is that text.

    Lines are joined only where the text itself shows that they were wrapped at a column (see
    `claims.text.wrapping`). Raises ValueError where `raw` holds half of a surrogate pair, which
    neither Postgres nor UTF-8 can store.
    """
    if lone := SURROGATE.search(raw):
        message = (
            f"Character {lone.start()} is half of a surrogate pair (U+{ord(lone.group()):04X}) and no text. "
            "Decode the document again, or remove the character."
        )
        raise ValueError(message)
    text, counts = raw, {}
    counts["nuls_removed"] = text.count("\x00")
    text = text.replace("\x00", "")
    marks = len(text) - len(text.lstrip(BYTE_ORDER_MARK))
    counts["byte_order_mark_removed"] = marks
    text = text[marks:]
    text, counts["line_ends_unified"] = FOREIGN_LINE_END.subn("\n", text)
    text, counts["wrapped_lines_joined"], counts["hyphenated_words_joined"] = joined_lines(text)
    return CanonicalText(text, tuple(Change(name, count) for name, count in counts.items() if count))
