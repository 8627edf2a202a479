"""What the text methods propose for one text, as rows that are not stored yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

from claims.choices import ClaimType, SuggestionKind
from claims.text import checkworthiness, claimants, figures, statements
from claims.text.checkworthiness import CheckworthySentence, built_in_model, checkworthy_sentences
from claims.text.checkworthiness.model import LinearModel
from claims.text.claimants import Claimant, claimant_spans
from claims.text.claimants.people import Names, names_of
from claims.text.claimants.tokens import TextTokens
from claims.text.figures import Figure, figure_spans
from claims.text.shapes import SentenceLike
from claims.text.statements import self_contained_statement

METHODS = " ".join([figures.METHOD, checkworthiness.METHOD, claimants.METHOD, statements.METHOD])
LEAST_SCORE = 0.5
EXPLORED_SHARE = 0.05
EXPLORED = "shown to learn from your decision, though its score is low"
SUGGESTED_KINDS = frozenset({"sentence", "list_item", "caption"})
ENGLISH = frozenset({"en", "und", ""})


class Proposal(NamedTuple):
    """A suggestion for the span `start..end` of a text: what accepting it fills in, and why."""

    kind: SuggestionKind
    start: int
    end: int
    score: float | None
    payload: Mapping[str, Any]
    reasons: Sequence[Any]
    method: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its units in order, and what is known about the article."""

    text: str
    sentences: Sequence[SentenceLike]
    language: str
    published_from: date | None = None
    published_to: date | None = None
    model: LinearModel = field(default_factory=built_in_model)


def proposals(source: Source) -> list[Proposal]:
    """Figures, sentences worth checking and speakers of a text, each span once a kind."""
    found = figure_spans(source.text)
    base = source.language.partition("-")[0].lower()
    names, tokens = names_of(source.text), TextTokens(source.text)
    language = "en" if base in ENGLISH else base
    speakers = claimant_spans(source.text, source.sentences, language, names=names, tokens=tokens)
    every = [
        *_figures(source.text, found),
        *_claims(source, found, {speaker.sentence_start: speaker for speaker in speakers}, names, tokens),
        *_speakers(source.text, speakers),
    ]
    return list({(one.kind, one.start, one.end): one for one in reversed(every)}.values())


def _figures(text: str, found: Sequence[Figure]) -> Iterator[Proposal]:
    for figure in found:
        if figure.value_low is None and figure.value_high is None:
            continue
        payload = {
            "quote": text[figure.start : figure.end],
            "numeral_start": figure.number_start,
            "numeral_end": figure.number_end,
            "kind": figure.kind,
            "value_low": _amount(figure.value_low),
            "value_high": _amount(figure.value_high),
            "modifier": figure.modifier,
            "measure": figure.measure or "",
            "counted": figure.counted or "",
            "qualifier": figure.qualifier or "",
            "base": figure.base or "",
        }
        yield Proposal(
            SuggestionKind.FIGURE, figure.start, figure.end, None, payload, figure.reasons, figures.METHOD
        )


def _claims(
    source: Source,
    found: Sequence[Figure],
    speakers: Mapping[int, Claimant],
    names: Names,
    tokens: TextTokens,
) -> Iterator[Proposal]:
    told = [sentence for sentence in source.sentences if sentence.kind in SUGGESTED_KINDS]
    for scored in checkworthy_sentences(source.text, told, found, source.model):
        if scored.score < LEAST_SCORE and not is_explored(source.text[scored.start : scored.end]):
            continue
        payload = _statement(source, scored, speakers.get(scored.start), names, tokens)
        payload["claim_type"] = ClaimType.NUMERICAL.value if scored.figures else ""
        payload["features"] = scored.features
        reasons = [{"words": one.words, "contribution": one.contribution} for one in scored.reasons]
        if scored.score < LEAST_SCORE:
            payload |= {"explored": True, "weight": round(1 / EXPLORED_SHARE)}
            reasons = [{"words": EXPLORED, "contribution": 0.0}, *reasons]
        method = source.model.method
        yield Proposal(SuggestionKind.CLAIM, scored.start, scored.end, scored.score, payload, reasons, method)


def _statement(
    source: Source, scored: CheckworthySentence, speaker: Claimant | None, names: Names, tokens: TextTokens
) -> dict[str, Any]:
    proposed = self_contained_statement(
        source.text,
        scored,
        claimant=speaker,
        published_from=source.published_from,
        published_to=source.published_to,
        names=names,
        tokens=tokens,
    )
    return {
        "quote": source.text[scored.start : scored.end],
        "statement": proposed.statement,
        "still_open": list(proposed.still_open),
        "claimant": (speaker.name or "") if speaker else "",
        "claimant_role": (speaker.role or "") if speaker else "",
    }


def is_explored(sentence: str) -> bool:
    """Whether a sentence is shown though its score is low: one in twenty, the same ones each time.

    Without them a model would only ever learn about what it suggests already.
    """
    digest = blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32 < EXPLORED_SHARE


def _speakers(text: str, speakers: Sequence[Claimant]) -> Iterator[Proposal]:
    for speaker in speakers:
        payload = {
            "quote": text[speaker.start : speaker.end],
            "claimant": speaker.name or "",
            "claimant_role": speaker.role or "",
            "sentence_start": speaker.sentence_start,
            "sentence_end": speaker.sentence_end,
        }
        yield Proposal(
            SuggestionKind.SPEAKER,
            speaker.start,
            speaker.end,
            None,
            payload,
            [speaker.reason],
            claimants.METHOD,
        )


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
