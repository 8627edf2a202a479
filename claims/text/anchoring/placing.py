"""Places a quote in a new text: exactly, by its context, or as the most similar passage."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from claims.text.anchoring.folding import folded
from claims.text.anchoring.selecting import context_fit
from claims.text.anchoring.similar import similar_passages

METHOD = "anchoring/1"
# A quote this long is its own proof; a shorter one must stand in some of its context.
TELLING_LENGTH = 24
LEAST_CONTEXT = 0.25
CLEAR_LEAD = 0.1
NEAR = 200
MOST_CANDIDATES = 200
LEAST_SCORE = 0.7
LEAST_SCORE_SHORT = 0.9
QUOTE_WEIGHT = 0.85
LEAST_MARGIN = 0.03
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Placement:
    """The quote is now `new_text[start:end]`.

    `score`, 0 to 1, says how sure; `numbers_changed` that digits differ from those of the old quote,
    so that the tag may no longer say what it said.
    """

    start: int
    end: int
    method: Literal["exact", "context", "fuzzy"]
    score: float
    numbers_changed: bool = False


def placed_quote(quote: str, prefix: str, suffix: str, old_start: int, new_text: str) -> Placement | None:
    """Where `quote` stands in `new_text`, or None where no place is sure enough.

    `prefix` and `suffix` are the old text around it and `old_start` is where it stood. Exact matches
    come first; several are told apart by context, then by nearness. Otherwise the text is compared
    without differences of typesetting, and last the most similar passage is taken, if it is similar
    enough and no other comes near it. The order is that of Brush, Bargeron, Gupta and Cadiz 2001,
    "Robust Annotation Positioning in Digital Documents". The cost is bounded whatever the text.
    """
    if not quote.strip():
        return None
    exact = _exact(quote, prefix, suffix, old_start, new_text)
    if exact is not None:
        return exact
    if quote in new_text:
        return None
    return _typeset_otherwise(quote, prefix, suffix, old_start, new_text) or _most_similar(
        quote, prefix, suffix, old_start, new_text
    )


def _exact(quote: str, prefix: str, suffix: str, old_start: int, text: str) -> Placement | None:
    length = len(quote)
    fits = sorted(
        (-context_fit(text, start, start + length, prefix, suffix), abs(start - old_start), start)
        for start in set(_occurrences(text, quote, old_start))
    )
    if not fits:
        return None
    fit, distance, start = -fits[0][0], fits[0][1], fits[0][2]
    if len(fits) == 1:
        if length < TELLING_LENGTH and fit < LEAST_CONTEXT:
            return None
        return Placement(start, start + length, "exact", round(0.8 + 0.2 * fit, 3))
    if fit + fits[1][0] >= CLEAR_LEAD:
        return Placement(start, start + length, "context", round(0.5 + fit / 2, 3))
    if fit >= LEAST_CONTEXT and distance <= NEAR and distance * 2 < fits[1][1]:
        return Placement(start, start + length, "context", round(0.4 + fit / 4, 3))
    return None


def _occurrences(text: str, quote: str, near: int) -> Iterator[int]:
    """Where `quote` stands in `text`: the nearest ones before `near` and after it, a bounded number."""
    found, start = 0, text.rfind(quote, 0, max(0, min(near, len(text))) + len(quote))
    while start >= 0 and found < MOST_CANDIDATES:
        yield start
        found += 1
        start = text.rfind(quote, 0, start + len(quote) - 1)
    found, start = 0, text.find(quote, max(0, near) + 1)
    while start >= 0 and found < MOST_CANDIDATES:
        yield start
        found += 1
        start = text.find(quote, start + 1)


def _typeset_otherwise(quote: str, prefix: str, suffix: str, old_start: int, text: str) -> Placement | None:
    """The quote with other spaces, quotation marks, dashes or composed letters."""
    plain = folded(text)
    wanted = folded(quote).text.strip()
    if not wanted:
        return None
    found = _exact(wanted, folded(prefix).text, folded(suffix).text, old_start, plain.text)
    if found is None:
        return None
    start, end = plain.original(found.start), plain.original(found.end)
    return Placement(
        start, end, "fuzzy", round(found.score * 0.99, 3), _numbers_differ(quote, text[start:end])
    )


def _most_similar(quote: str, prefix: str, suffix: str, old_start: int, text: str) -> Placement | None:
    scored = []
    for start, end, similarity in _apart(similar_passages(quote, old_start, text)):
        fit = context_fit(text, start, end, prefix, suffix)
        scored.append((QUOTE_WEIGHT * similarity + (1 - QUOTE_WEIGHT) * fit, start, end))
    scored.sort(key=lambda row: (-row[0], abs(row[1] - old_start)))
    if not scored:
        return None
    score, start, end = scored[0]
    needed = LEAST_SCORE if len(quote) >= TELLING_LENGTH else LEAST_SCORE_SHORT
    if score < needed or (len(scored) > 1 and score - scored[1][0] < LEAST_MARGIN):
        return None
    return Placement(start, end, "fuzzy", round(score, 3), _numbers_differ(quote, text[start:end]))


def _apart(passages: Iterable[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Of passages that overlap, only the most similar one."""
    kept: list[tuple[int, int, float]] = []
    for start, end, similarity in sorted(passages, key=lambda passage: -passage[2]):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, similarity))
    return kept


def _numbers_differ(one: str, other: str) -> bool:
    return NUMBERS.findall(one) != NUMBERS.findall(other)
