"""Sentence boundaries in other languages than English, by sentencex."""

import re
from collections.abc import Iterator

import sentencex

from claims.text.layout.lines import Line

CHUNK = 8_000
SURROGATE = re.compile("[\ud800-\udfff]")


def sentence_ends_elsewhere(text: str, line: Line, language: str) -> Iterator[tuple[int, int]]:
    """The inner boundaries of `line`: a sentence's end and the next one's start, in code points.

    The library sees at most CHUNK characters at a time, cut at white space where there is any; its
    own segments are only trusted for where they begin.
    """
    for begin, end in _chunks(text, line):
        for boundary in _boundaries(text[begin:end], language):
            close = begin + boundary
            while close > line.start and text[close - 1].isspace():
                close -= 1
            following = begin + boundary
            while following < line.end and text[following].isspace():
                following += 1
            if line.start < close and following < line.end:
                yield close, following


def _chunks(text: str, line: Line) -> Iterator[tuple[int, int]]:
    begin = line.start
    while begin < line.end:
        end = min(begin + CHUNK, line.end)
        if end < line.end:
            space = text.rfind(" ", begin + 1, end)
            end = space if space > begin else end
        yield begin, end
        begin = end


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
