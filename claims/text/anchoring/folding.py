"""Text without the differences that typesetting makes, with the way back to its offsets."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

MOST_MARKS = 30
# One character for one, so that the offsets stay.
LIKE_FOR_LIKE = str.maketrans(
    "“”„‟«»″‘’‚‛′‐‑‒–—―−\u00a0\u202f\u2007\u2009\t\n\r", '"""""""\'\'\'\'\'-------       '
)
IRREGULAR = re.compile(
    rf"\s{{2,}}|[\u00ad\u200b-\u200d\u2060\ufeff]+|…|[^\W_][\u0300-\u036f]{{1,{MOST_MARKS}}}"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and where its pieces begin in it and in the original."""

    text: str
    folded_starts: list[int]
    original_starts: list[int]

    def original(self, offset: int) -> int:
        """The offset in the original that stands for `offset` in the folded text."""
        piece = bisect_right(self.folded_starts, offset) - 1
        if piece + 1 < len(self.original_starts):
            limit = self.original_starts[piece + 1]
            return min(self.original_starts[piece] + offset - self.folded_starts[piece], limit)
        return self.original_starts[piece] + offset - self.folded_starts[piece]


def folded(text: str) -> Folded:
    """`text` in composed form (NFC where marks follow letters), with plain quotation marks, dashes and
    single spaces, and without invisible characters. Linear in the length of the text."""
    pieces: list[str] = []
    folded_starts, original_starts = [0], [0]
    position = length = 0
    for match in IRREGULAR.finditer(text):
        plain, odd = text[position : match.start()], _regular(match.group())
        pieces += [plain, odd]
        length += len(plain)
        folded_starts.append(length)
        original_starts.append(match.start())
        length += len(odd)
        folded_starts.append(length)
        original_starts.append(match.end())
        position = match.end()
    pieces.append(text[position:])
    return Folded("".join(pieces).translate(LIKE_FOR_LIKE), folded_starts, original_starts)


def _regular(piece: str) -> str:
    if piece == "…":
        return "..."
    if piece[0].isspace():
        return " "
    return unicodedata.normalize("NFC", piece) if piece[0].isalnum() else ""
