"""Words that a scraper ran together: "in BaghdadThe troops", "ISIS IraqIraq is"."""

import re
from collections import Counter
from functools import cached_property

from claims.text.sentences.vocabulary import JOINED_NAMES, STARTERS

SEAM = re.compile(r"(?<=[a-zß-öø-ÿ\d)\]”’%])[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]*+(?![A-Za-zÀ-ÿ\d])")
CAPITALS_SEAM = re.compile(
    r"(?<=[A-Z]{2})(?:The|This|That|These|There|They|It|But|He|She|We|In|When|While|After)(?= [a-z])"
)
WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
FIRST_HALF = re.compile(r"[A-Za-zÀ-ÿ]{1,30}$")
PROSE = re.compile(r" [a-zA-Z0-9“\"‘]|[,’']")
SHORTEST_WORD = 4
WEAK_STARTERS = frozenset(
    {"In", "On", "At", "As", "Up", "Of", "To", "For", "So", "No", "Now", "One", "All", "Is"}
)


class Seams:
    """The places in one text where two words meet without a space."""

    def __init__(self, text: str) -> None:
        self.text = text

    def offsets(self) -> list[int]:
        """Where a reader would put a sentence boundary between two joined words, in order."""
        found = {match.start() for match in SEAM.finditer(self.text) if self._is_boundary(match)}
        found |= {match.start() for match in CAPITALS_SEAM.finditer(self.text) if self._parts_capitals(match)}
        return sorted(found)

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(WORD.findall(self.text))

    def _is_boundary(self, match: re.Match[str]) -> bool:
        second = match.group()
        if not PROSE.match(self.text, match.end()) or (len(second) == 1 and second not in "AI"):
            return False
        if not self.text[match.start() - 1].isalpha():
            return second in STARTERS and len(second) > 1
        half = FIRST_HALF.search(self.text[max(0, match.start() - 31) : match.start()])
        first = half.group() if half else ""
        joined = first + second
        if len(first) < 2 or joined in JOINED_NAMES or self._words[joined] > 1:
            return False
        if first == second:
            return True
        if second in STARTERS and second not in WEAK_STARTERS:
            return len(first) >= SHORTEST_WORD or self._words[first] > 0
        if not self._words[first]:
            return False
        if second in STARTERS or self._words[second.lower()]:
            return len(second) > 1 and (second in STARTERS or len(first) >= SHORTEST_WORD)
        return first[0].isupper() and self._words[second] > 0

    def _parts_capitals(self, match: re.Match[str]) -> bool:
        half = FIRST_HALF.search(self.text[max(0, match.start() - 31) : match.start()])
        return half is not None and half.group().isupper() and self._words[half.group()] > 0
