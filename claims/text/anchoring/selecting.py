"""What is kept of a span so that it can be found again, and how well a place fits it."""

from dataclasses import dataclass

from rapidfuzz import fuzz

CONTEXT = 48
# Two stretches of English that have nothing to do with each other reach about this similarity.
UNRELATED = 50


@dataclass(frozen=True, slots=True)
class Selectors:
    """A quote with the text around it: the TextQuoteSelector of the W3C Web Annotation Data Model."""

    exact: str
    prefix: str
    suffix: str


def selectors(text: str, start: int, end: int, length: int = CONTEXT) -> Selectors:
    """The quote `text[start:end]` with up to `length` code points before and after it.

    Raises ValueError where the offsets don't lie in the text.
    """
    if not 0 <= start <= end <= len(text):
        message = f"{start}..{end} isn't inside a text of {len(text)} characters"
        raise ValueError(message)
    return Selectors(text[start:end], text[max(0, start - length) : start], text[end : end + length])


def context_fit(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """How well what stands around `text[start:end]` fits the old context, 0 to 1.

    Each side counts half: by the characters next to the quote that are the same, or by the similarity
    of the whole where that says more. A side without context (the quote stood at the very beginning or
    end) fits where the new text begins or ends there too.
    """
    before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
    return (_fit(prefix[::-1], before[::-1], start == 0) + _fit(suffix, after, end == len(text))) / 2


def _fit(wanted: str, found: str, at_edge: bool) -> float:
    if not wanted:
        return 1.0 if at_edge else 0.5
    same = next((i for i, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]), None)
    length = min(len(wanted), len(found)) if same is None else same
    return max(length / len(wanted), fuzz.ratio(wanted, found, score_cutoff=UNRELATED) / UNRELATED - 1)
