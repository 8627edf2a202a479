"""Text cut into words, numerals, punctuation marks and line ends, with their offsets."""

import re
from dataclasses import dataclass
from itertools import accumulate, compress, pairwise

from claims.text.lexicon import LETTERS

TOKEN = re.compile(
    rf"{LETTERS}(?:['’]{LETTERS})*+"  # words, with inner apostrophes
    r"|[^\S\n\r\u2028\u2029]+"  # white space within a line
    r"|(?<![^\s($€£~<>+-])\.\d+"  # .5
    r"|\d{1,3}(?:,\d{3}){1,12}(?:\.\d+)?(?!\d)"  # 1,500 and 1,500.75
    r"|\d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)"  # 12,34,567 as grouped in India
    r"|\d+(?:\.\d+)*"  # 20 and 0.5, also 1.2.3
    r"|.",
    re.DOTALL,
)
# A modifier that a scraper glued to the word before it: "in LimaAt least 33".
OPENING = re.compile(
    r"(?:At (?:least|most)|More than|Fewer than|Less than|As many as|Up to|About|Nearly|Almost|Around"
    r"|Some|Over|Roughly|Approximately|Dozens of|Hundreds of|Thousands of) "
)
LINE_ENDS = frozenset("\n\r\u2028\u2029")
_PADDING = 8


def _parts(text: str) -> list[str]:
    """The text, cut where a modifier is glued to the word before it."""
    openings = [match.start() for match in OPENING.finditer(text)]
    glued = [start for start in openings if start and "a" <= text[start - 1] <= "z"]
    return [text[start:end] for start, end in pairwise([0, *glued, len(text)])] if glued else [text]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text that aren't white space, padded with line ends on both sides.

    The padding lets a rule look a few tokens to the left or right without asking whether they are there.
    """

    text: str
    texts: list[str]
    lowers: list[str]
    starts: list[int]
    line_ends: tuple[str, ...]  # the kinds that occur

    @classmethod
    def of(cls, text: str) -> "Tokens":
        """Cut `text` into tokens, in time linear in its length."""
        pieces = [piece for part in _parts(text) for piece in TOKEN.findall(part)]
        offsets = accumulate(map(len, pieces), initial=0)
        line_ends = tuple(end for end in LINE_ENDS if end in text)
        if line_ends:
            kept = [not piece.isspace() or piece in LINE_ENDS for piece in pieces]
        else:
            kept = [*map(bool, map(str.strip, pieces))]  # a third of the time
        padding = ["\n"] * _PADDING
        texts = [*padding, *compress(pieces, kept), *padding]
        starts = [*([0] * _PADDING), *compress(offsets, kept), *([len(text)] * _PADDING)]
        return cls(text, texts, [*map(str.lower, texts)], starts, line_ends)

    def end(self, index: int) -> int:
        """The offset behind the token at `index`."""
        start = self.starts[index]
        return start if start == len(self.text) else start + len(self.texts[index])

    def touches(self, index: int) -> bool:
        """Whether nothing stands between the token at `index` and the next one."""
        here, following = self.texts[index], self.texts[index + 1]
        if self.starts[index] + len(here) != self.starts[index + 1]:
            return False
        return here not in LINE_ENDS and following not in LINE_ENDS

    def is_line_end(self, index: int) -> bool:
        """Whether the token ends a line, or lies before or behind the text."""
        return self.texts[index] in LINE_ENDS

    def is_capitalised(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.texts[index][0].isupper()

    def begins_sentence(self, index: int) -> bool:
        """Whether the token is the first word of a line, a sentence or a quotation."""
        before = index - 1
        while self.texts[before] in "\"'“‘”’([)]•*–—-·■□▪▫●○►▶◆◇✓✔★☆‣◦":
            before -= 1
        return self.texts[before] in LINE_ENDS or self.texts[before] in ".!?:…|»›"
