"""Decks of two sentences between a headline and the day of its report."""

from collections.abc import Sequence

from claims.text.layout.units import BYLINE, HEADING, SENTENCE

LONGEST, LONGEST_DAY = 260, 40

Span = tuple[int, int, str]


def deck_units(text: str, spans: Sequence[Span]) -> list[int]:
    """The indices of sentences that stand on one line right below a headline and above a day alone."""
    found: list[int] = []
    for index, (start, end, kind) in enumerate(spans):
        if kind != BYLINE or index < 3 or not text[start].isdigit() or end - start > LONGEST_DAY:
            continue
        title, first, second = spans[index - 3 : index]
        if (title[2], first[2], second[2]) != (HEADING, SENTENCE, SENTENCE) or second[1] - first[0] > LONGEST:
            continue
        if "\n" not in text[first[1] : second[0]] and text.count("\n", title[1], first[0]) == 1:
            found += [index - 2, index - 1]
    return found
