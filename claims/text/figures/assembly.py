"""From numerals to figures: mask what is none, join ranges, read modifiers and units, give reasons."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from claims.text.figures import ages
from claims.text.figures.figure import Figure, Modifier
from claims.text.figures.leads import Lead, lead_of, spans_time
from claims.text.figures.masks import Masked, non_figure_reason
from claims.text.figures.modifiers import bounds, modifier_after
from claims.text.figures.names import is_title_case
from claims.text.figures.nouns import DEMONYMS
from claims.text.figures.numeral import NUMBER_WORDS, Numeral, is_digits
from claims.text.figures.numerals import read_numeral
from claims.text.figures.ranges import joined
from claims.text.figures.things import thing_of
from claims.text.figures.tokens import Tokens
from claims.text.figures.units import Thing

_NUMBER_WORDS = NUMBER_WORDS | ages.AGE_DECADES.keys()
_LONGEST_ROW = 60
_LONGEST_RUN = 8
_ROW = 4
_FORMS = {
    "digits": "a number in digits",
    "words": "a number in words",
    "vague": "a vague plural, read as a range",
    "ordinal": "an ordinal",
    "fraction": "a fraction",
    "multiple": "a multiple",
    "share": "a share of a number",
    "ratio": "a ratio",
}
_MODIFIERS = {
    "approximately": "the words make it approximate",
    "at_least": "the words make it a lower bound",
    "more_than": "the words make it a lower bound, itself left out",
    "at_most": "the words make it an upper bound",
    "less_than": "the words make it an upper bound, itself left out",
    "range": "two bounds",
}


def figures_of(text: str) -> list[Figure]:
    """The figures of a text in order, not overlapping."""
    tokens = Tokens.of(text)
    kept = _unmasked(tokens)
    figures: list[Figure] = []
    position = 0
    floor = 0
    while position < len(kept):
        numeral = kept[position]
        merged = joined(tokens, numeral, kept[position + 1]) if position + 1 < len(kept) else None
        neighbours = kept[max(0, position - 3) : position] + kept[position + 1 : position + 4]
        position += 2 if merged else 1
        ceiling = kept[position].lead if position < len(kept) else len(tokens.texts)
        figure = _figure(tokens, merged or numeral, floor, ceiling, neighbours)
        if figure is not None:
            figures.append(figure)
            floor = figure.end
    return figures


def _unmasked(tokens: Tokens) -> list[Numeral]:
    """The numerals that may be figures: no dates, names, footnotes, idioms or rows of bare numbers."""
    kept: list[Numeral] = []
    last: Masked | None = None
    for numeral in _outside_of_runs(_read(tokens)):
        reason = non_figure_reason(tokens, numeral, last)
        if reason is None:
            kept.append(numeral)
        else:
            last = Masked(numeral, reason)
    return kept


def _read(tokens: Tokens) -> Iterator[Numeral]:
    free = 0
    for index in _candidates(tokens):
        if index >= free:
            numeral = ages.age_decade(tokens, index) or read_numeral(tokens, index)
            if numeral is not None:
                yield numeral
                free = numeral.last + 1


def _candidates(tokens: Tokens) -> Iterator[int]:
    """The tokens at which a numeral may begin, without those in rows that no sentence holds."""
    row: list[int] = []
    found = [
        index
        for index, lower in enumerate(tokens.lowers)
        if lower in _NUMBER_WORDS or lower[0].isdecimal() or (lower[0] == "." and is_digits(lower))
    ]
    for index in found:
        if row and index - row[-1] > 2:
            yield from row if len(row) <= _LONGEST_ROW else ()
            row = []
        row.append(index)
    yield from row if len(row) <= _LONGEST_ROW else ()


def _outside_of_runs(found: Iterable[Numeral]) -> Iterator[Numeral]:
    """Numerals without those of long rows, which stand in tables and codes, not in prose."""
    run: list[Numeral] = []
    for numeral in found:
        if run and numeral.first - run[-1].last > 2:
            yield from run if _is_prose(run) else ()
            run = []
        run.append(numeral)
    yield from run if _is_prose(run) else ()


def _is_prose(run: list[Numeral]) -> bool:
    """Whether neighbouring numerals may stand in a sentence: few, and not one right behind the other."""
    is_row = len(run) >= _ROW and run[-1].last - run[0].first < 2 * len(run) - 1
    return len(run) <= _LONGEST_RUN and not is_row


def _figure(
    tokens: Tokens, numeral: Numeral, floor: int, ceiling: int, neighbours: list[Numeral]
) -> Figure | None:
    """The figure of a numeral, with a phrase between the offset `floor` and the token `ceiling`."""
    lead = lead_of(tokens, numeral)
    behind, after = modifier_after(tokens, numeral.last)
    thing = thing_of(tokens, numeral, behind, lead, neighbours)
    if thing is None:
        return None
    last = max(thing.last, behind)
    if last >= ceiling:
        last = behind
    if after is None:
        last, after = modifier_after(tokens, last)
    if thing.kind in ("ordinal", "rank") or (thing.kind == "duration" and spans_time(tokens, lead)):
        lead = Lead(numeral.lead, None, is_negative=False, modifier=None)
    first = lead.first if thing.first is None else min(thing.first, lead.first)
    if numeral.is_range and tokens.lowers[first - 1] == "between":
        first -= 1
    phrase = max(floor, tokens.starts[first]), tokens.end(last)
    low, high = (-numeral.high, -numeral.low) if lead.is_negative else (numeral.low, numeral.high)
    modifier = _modifier(numeral, lead.modifier or after)
    return _assembled(tokens, numeral, thing, phrase, bounds(low, high, modifier), modifier)


def _modifier(numeral: Numeral, modifier: Modifier | None) -> Modifier:
    if numeral.low != numeral.high:
        return "range"
    return modifier or ("approximately" if numeral.is_approximate else "exact")


def _in_small_letters(tokens: Tokens, thing: Thing) -> str | None:
    """The counted noun, without the capital letter that a headline gives to all its words."""
    noun = thing.counted
    if noun is None or not noun[0].isupper() or noun.isupper() or noun.lower() in DEMONYMS:
        return noun
    return noun.lower() if is_title_case(tokens, thing.last) else noun


def _assembled(
    tokens: Tokens,
    numeral: Numeral,
    thing: Thing,
    phrase: tuple[int, int],
    values: tuple[Decimal | None, Decimal | None],
    modifier: Modifier,
) -> Figure:
    base_start = tokens.starts[thing.base[0]] if thing.base else None
    base_end = tokens.end(thing.base[1]) if thing.base else None
    reasons = (_FORMS[numeral.form], thing.reason, _MODIFIERS.get(modifier))
    return Figure(
        start=phrase[0],
        end=phrase[1],
        number_start=tokens.starts[numeral.first],
        number_end=tokens.end(numeral.last),
        value_low=values[0],
        value_high=values[1],
        modifier=modifier,
        kind=thing.kind,
        measure=thing.measure,
        counted=_in_small_letters(tokens, thing),
        qualifier=thing.qualifier,
        base=tokens.text[base_start:base_end] if thing.base else None,
        base_start=base_start,
        base_end=base_end,
        reasons=tuple(filter(None, reasons)),
    )
