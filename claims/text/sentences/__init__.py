"""Sentences, and the other units that a page is made of."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from claims.text.layout.bars import is_glued_bar
from claims.text.layout.boilerplate import is_boilerplate, is_page_bar
from claims.text.layout.bylines import is_credit
from claims.text.layout.captions import is_caption
from claims.text.layout.headings import looks_like_heading
from claims.text.layout.kinds import line_kinds
from claims.text.layout.lines import Line, are_crowded, text_lines
from claims.text.layout.notices import LONGEST as LONGEST_NOTICE
from claims.text.layout.notices import is_notice, may_hold_notice
from claims.text.layout.outlets import names_outlet, names_outlets
from claims.text.layout.units import BOILERPLATE, BYLINE, CAPTION, HEADING, SENTENCE
from claims.text.sentences.boundaries import is_crowded, may_end_within, sentence_ends
from claims.text.sentences.decks import deck_units
from claims.text.sentences.glue import ends_credit, loose_seams, seam_offsets
from claims.text.sentences.joined import divided_lines, is_doubled
from claims.text.sentences.otherlanguages import sentence_ends_elsewhere
from claims.text.sentences.run_in_heads import head_seams

METHOD = "sentences/6"
ENGLISH = frozenset({"en", "", "und"})
SHORTEST_PAIR = 4
LONGEST_FURNITURE = 120
AFTER_STOPS = ".!?…。！？｡\"'”’»"
INITIALS = re.compile(r"\([A-Z]{1,3}\)")  # of the writer, behind a post
# Behind a report: who sent it, who helped, and what else there is to read, with its day.
SENT_BY = re.compile(
    r"Source ?: ?-? ?[A-Z][\w’' ]{2,50}\.?"
    r"|(?:With )?[Aa]dditional reporting by [A-Z][^.!?]{2,60}(?:[ .-]{0,3})"
)
DAY_LAST = re.compile(r"[.!?] \(\d{1,2}\.\d{1,2}\.\d{4}\)$")
BEFORE_SEAMS = frozenset({CAPTION, BOILERPLATE, HEADING})


class SentenceSpan(NamedTuple):
    """The unit `text[start:end]`, in code points.

    `kind` is sentence, heading, byline, caption, list_item, footnote or boilerplate.
    """

    start: int
    end: int
    kind: str


def sentence_spans(text: str, language: str = "en") -> list[SentenceSpan]:
    """The units of `text` in order: every character that isn't white space is in exactly one of them.

    `language` is an ISO 639-1 code, also with a region ("en-GB"); English rules are used for English
    and where the language is unknown ("und" or empty), sentencex for the others. Works on any text
    as it is, in time linear in its length. A line end always separates units.
    """
    base = language.partition("-")[0].partition("_")[0].lower()
    text = text.replace("\xa0", " ")
    lines = text_lines(text)
    kinds = line_kinds(text, lines)
    if is_crowded(text) or are_crowded(text, lines):
        return [SentenceSpan(line.start, line.end, kind) for line, kind in zip(lines, kinds, strict=True)]
    loose = loose_seams(text) if base in ENGLISH else []
    seams = seam_offsets(text, loose) if base in ENGLISH else []
    spans: list[SentenceSpan] = []
    for line, kind in divided_lines(text, lines, kinds, loose):
        inner = seams[bisect_left(seams, line.start + 1) : bisect_left(seams, line.end)] if seams else []
        whole = (
            kind == HEADING and (not inner or is_doubled(line.slice(text)))
        ) or line.end - line.start < SHORTEST_PAIR
        if not (whole or inner) and base in ENGLISH:
            whole = not may_end_within(text, line.start, line.end)
        if not whole and kind == BOILERPLATE:
            whole = text[line.start] == "<" or _is_whole_bar(line.slice(text))
        if whole:
            spans.append(SentenceSpan(line.start, line.end, kind))
            continue
        splitter = sentence_ends if base in ENGLISH else sentence_ends_elsewhere
        cuts = _with_seams(splitter(text, line.start, line.end, base), inner)
        spans.extend(_units(text, line, kind, cuts) if cuts else (SentenceSpan(line.start, line.end, kind),))
    if base not in ENGLISH:
        return spans
    spans = _without_heads(text, spans)
    for index in deck_units(text, spans):
        spans[index] = spans[index]._replace(kind=HEADING)
    return spans


def _without_heads(text: str, spans: list[SentenceSpan]) -> list[SentenceSpan]:
    """The units, with headings and links that were run into sentences as units of their own."""
    seams = head_seams(text, spans)
    if not seams:
        return spans
    parted: list[SentenceSpan] = []
    for index, span in enumerate(spans):
        if index in seams:
            place, kind = seams[index]
            parted.append(SentenceSpan(span.start, span.start + len(text[span.start : place].rstrip()), kind))
            span = SentenceSpan(place, span.end, SENTENCE)
        parted.append(span)
    return parted


def _is_whole_bar(content: str) -> bool:
    """Whether stops in a line of links belong to its buttons."""
    return is_page_bar(content) or (len(content) <= LONGEST_FURNITURE and is_glued_bar(content))


def _with_seams(cuts: Iterator[tuple[int, int]], seams: list[int]) -> list[tuple[int, int]]:
    """The cuts of a line in order, each the end of a unit and the start of the next."""
    ordered = list(cuts)
    if not seams:
        return ordered
    taken = {end for end, _ in ordered} | {start for _, start in ordered}
    return sorted(ordered + [(seam, seam) for seam in seams if seam not in taken])


def _units(text: str, line: Line, kind: str, cuts: list[tuple[int, int]]) -> Iterator[SentenceSpan]:
    """The units of a line. Before words run together stands a caption or furniture, behind them prose."""
    start = line.start
    titled = kind == HEADING and looks_like_heading(text[cuts[-1][1] : line.end])
    noticed = kind in (SENTENCE, CAPTION) and may_hold_notice(line.slice(text))
    pictured = (
        max((end for end, _ in cuts if ends_credit(text, end)), default=start) if kind == SENTENCE else 0
    )
    for end, following in [*cuts, (line.end, line.end)]:
        seam = end == following < line.end and text[end - 1] not in AFTER_STOPS and not titled
        own = (BYLINE if text[end - 1] == "]" else CAPTION) if seam or end < pictured else kind
        if own in (SENTENCE, CAPTION) and end - start <= LONGEST_NOTICE:
            own = _unit_kind(text[start:end], own, noticed)
        yield SentenceSpan(start, end, own)
        start = following
        kind = SENTENCE if seam and kind in BEFORE_SEAMS else kind


def _unit_kind(content: str, kind: str, noticed: bool) -> str:
    """The kind of a sentence of its own: furniture, a credit in brackets, or that of its line."""
    if (len(content) <= LONGEST_FURNITURE and is_boilerplate(content)) or (noticed and is_notice(content)):
        return BOILERPLATE
    bracketed = content[0] == "(" and (
        is_credit(content) or names_outlet(content.strip("()")) or INITIALS.fullmatch(content) is not None
    )
    if content[0] == "[" and is_caption(content):
        return CAPTION
    if kind == SENTENCE and content[0] in "SWA" and SENT_BY.fullmatch(content):
        return BYLINE
    if content[-1] == ")" and DAY_LAST.search(content):
        return BOILERPLATE
    signed = bracketed or (", " in content and names_outlets(content))
    return BYLINE if signed and kind == SENTENCE else kind
