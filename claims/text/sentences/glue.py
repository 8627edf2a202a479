"""Words that a scraper ran together: "in LimaThe boats", "port of LimaLima is"."""

import re
from collections import Counter

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


def seam_offsets(text: str) -> list[int]:
    """Where a reader would put a sentence boundary between two joined words of `text`, in order.

    The words of the text itself decide: "LimaLima" and "BremenThe" are seams where "Lima" and
    "Bremen" also stand alone; a name such as "PayPal" that occurs more than once is none.
    """
    seams = [match for match in SEAM.finditer(text) if PROSE.match(text, match.end())]
    capitals = list(CAPITALS_SEAM.finditer(text))
    if not seams and not capitals:
        return []
    words = Counter(WORD.findall(text))
    found = {match.start() for match in seams if _is_boundary(text, match, words)}
    for match in capitals:
        first = _first_half(text, match.start())
        if first.isupper() and words[first]:
            found.add(match.start())
    return sorted(found)


def _first_half(text: str, seam: int) -> str:
    half = FIRST_HALF.search(text[max(0, seam - 31) : seam])
    return half.group() if half else ""


def _is_boundary(text: str, match: re.Match[str], words: Counter[str]) -> bool:
    second = match.group()
    if not text[match.start() - 1].isalpha():
        return second in STARTERS and len(second) > 1
    first = _first_half(text, match.start())
    joined = first + second
    if (
        len(first) < 2
        or joined in JOINED_NAMES
        or words[joined] > 1
        or (len(second) == 1 and second not in "AI")
    ):
        return False
    if first == second:
        return True
    if second in STARTERS and second not in WEAK_STARTERS:
        return len(first) >= SHORTEST_WORD or words[first] > 0 or (len(first) == len(second) == 3)
    if not words[first]:
        return False
    if second in STARTERS or words[second.lower()]:
        return len(second) > 1 and (second in STARTERS or len(first) >= SHORTEST_WORD)
    return first[0].isupper() and words[second] > 0
