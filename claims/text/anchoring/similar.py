"""The passages of a text that are most similar to a quote, found at a bounded cost."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

LONGEST_QUOTE = 1_000
REACH = 2_000
PIECE = 16
MOST_PIECES = 24
MOST_PLACES_PER_PIECE = 8
MOST_WINDOWS = 6
WORST_RATIO = 60
MOST_EDGES = 20
EDGE = re.compile(r"(?<!\w)(?=\w)|(?<=\w)(?!\w)|(?=[“\"‘(])|(?<=[”\"’).!?])")


def similar_passages(quote: str, old_start: int, text: str) -> Iterator[tuple[int, int, float]]:
    """Passages as (start, end, similarity 0..1): near the old place, and where pieces of the quote stand.

    Similarity is rapidfuzz's normalised Indel similarity. A quote of more than 1,000 characters is
    looked for by its beginning and its end.
    """
    if len(quote) > LONGEST_QUOTE:
        yield from _long_passages(quote, old_start, text)
        return
    seen: set[tuple[int, int]] = set()
    for first, after in _windows(quote, old_start, text):
        found = fuzz.partial_ratio_alignment(quote, text[first:after], score_cutoff=WORST_RATIO)
        if found is None or found.dest_start == found.dest_end:
            continue
        start, end = _with_best_edges(quote, text, first + found.dest_start, first + found.dest_end)
        if (start, end) not in seen:
            seen.add((start, end))
            yield start, end, fuzz.ratio(quote, text[start:end]) / 100


def _windows(quote: str, old_start: int, text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text in which to look: around the old place, and where pieces point."""
    slack = len(quote) // 2 + PIECE
    yield max(0, old_start - REACH), max(0, min(len(text), old_start + len(quote) + REACH))
    votes: dict[int, int] = {}
    size = PIECE if len(quote) >= 8 * PIECE else PIECE // 2
    step = max(size // 2, len(quote) // MOST_PIECES)
    for offset in range(0, max(1, len(quote) - size + 1), step):
        piece = quote[offset : offset + size]
        for place in _places(piece, text):
            bucket = (place - offset) // max(1, slack)
            votes[bucket] = votes.get(bucket, 0) + 1
    strongest = sorted(votes, key=lambda bucket: (-votes[bucket], abs(bucket * slack - old_start)))
    for bucket in strongest[:MOST_WINDOWS]:
        start = bucket * slack
        yield max(0, start - slack), max(0, min(len(text), start + len(quote) + 2 * slack))


def _places(piece: str, text: str) -> list[int]:
    """Where `piece` stands; none where it stands so often that it tells nothing."""
    places: list[int] = []
    place = text.find(piece)
    while place >= 0 and len(places) <= MOST_PLACES_PER_PIECE:
        places.append(place)
        place = text.find(piece, place + 1)
    return places if len(places) <= MOST_PLACES_PER_PIECE else []


def _with_best_edges(quote: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The passage moved to the edges of words that make it most similar to the quote."""
    slack = len(quote) // 3 + 2 * PIECE
    starts = [edge for edge in _edges(text, start, slack) if not text[edge : edge + 1].isspace()]
    ends = [edge for edge in _edges(text, end, slack) if not text[edge - 1 : edge].isspace()]

    def fit(edges: tuple[int, int]) -> tuple[float, int]:
        moved = abs(edges[0] - start) + abs(edges[1] - end)
        return fuzz.ratio(quote, text[edges[0] : edges[1]]), -moved

    pairs = ((first, after) for first in starts for after in ends if first < after)
    return max(pairs, key=fit, default=(start, end))


def _edges(text: str, near: int, slack: int) -> list[int]:
    low, high = max(0, near - slack), min(len(text), near + slack)
    found = [low + match.start() for match in EDGE.finditer(text[low:high])]
    return sorted(found, key=lambda edge: abs(edge - near))[:MOST_EDGES]


def _long_passages(quote: str, old_start: int, text: str) -> Iterator[tuple[int, int, float]]:
    """Beginning and end each found by themselves, in order and at about the old distance."""
    part = LONGEST_QUOTE // 2
    length = len(quote)
    heads = list(similar_passages(quote[:part], old_start, text))
    tails = list(similar_passages(quote[-part:], old_start + length - part, text))
    for start, _, one in heads:
        for _, end, other in tails:
            if 0.5 * length < end - start < 2 * length:
                size = min(end - start, length) / max(end - start, length)
                yield start, end, min(one, other) * (0.8 + 0.2 * size)
