"""Sentence boundaries in other languages than English, by sentencex."""

import re
from collections.abc import Iterator

import sentencex

INITIAL = re.compile(r"(?:(?<!\w)|^)[^\W\d_]\.$")
CHUNK = 4_000
SURROGATE = re.compile("[\ud800-\udfff]")


def sentence_ends_elsewhere(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The inner boundaries of the line `text[start:end]`: a sentence's end and the next one's start.

    The library sees at most CHUNK characters at a time, cut at white space where there is any; its
    own segments are only trusted for where they begin.
    """
    for begin, stop in _chunks(text, start, end):
        for boundary in _boundaries(text[begin:stop], language):
            close = following = begin + boundary
            while close > start and text[close - 1].isspace():
                close -= 1
            while following < end and text[following].isspace():
                following += 1
            if start < close and following < end and not INITIAL.search(text, max(start, close - 3), close):
                yield close, following


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = min(start + CHUNK, end)
        if stop < end:
            space = text.rfind(" ", start + 1, stop)
            stop = space if space > start else stop
        yield start, stop
        start = stop


def _boundaries(chunk: str, language: str) -> list[int]:
    """Offsets in `chunk` at which a sentence begins, without 0."""
    offsets = []
    position = 0
    storable = SURROGATE.sub("\ufffd", chunk)
    for segment in sentencex.segment(language, storable):
        found = storable.find(segment, position)
        if found < 0:
            continue
        if found > 0:
            offsets.append(found)
        position = found + len(segment)
    return offsets
