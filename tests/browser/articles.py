"""Articles as the import, segmenting and suggesting leave them, for the tests of the workspace."""

from typing import Any

from claims.choices import SuggestionKind
from claims.models import Sentence, Suggestion
from claims.segmenting.sentences import segment_revisions
from claims.suggesting.suggestions import suggest_for_revisions
from claims.text.figures import METHOD, figure_spans
from claims.text.sentences import sentence_spans
from tests.cast import make_article

REPORT = (
    "Coalition needs 50,000 troops, general says\n\n"
    "By the sample desk\n\n"
    "It will take at least 50,000 troops to hold the border, the former army chief said on Monday. "
    "He had asked for 90,000 in the spring.\n\n"
    "About 589 Belgian fighters 👩‍👩‍👧 had left by April 2016, the ministry said. Cafe\u0301 owners lost "
    "over $1 billion, and 59 % of them closed.\n\n"
    "Of the fighters, at least 59 belonged to one network; 80 came with another.\n"
)


def suggested_article(project: Any, text: str = REPORT, **fields: Any) -> Any:
    """An article with its sentences and with its figures suggested."""
    article = make_article(project, text, **fields)
    revision = article.current_revision
    Sentence.objects.bulk_create(
        Sentence(revision=revision, ordinal=ordinal, start=unit.start, end=unit.end, kind=unit.kind)
        for ordinal, unit in enumerate(sentence_spans(text, article.language))
    )
    Suggestion.objects.bulk_create(_suggestion(revision, text, figure) for figure in figure_spans(text))
    return article


def processed_article(project: Any, text: str = REPORT, **fields: Any) -> Any:
    """An article that has gone through the real stages: split, and all kinds of suggestions made."""
    article = make_article(project, text, **fields)
    segment_revisions([article.current_revision_id])
    suggest_for_revisions([article.current_revision_id])
    return article


def _suggestion(revision: Any, text: str, figure: Any) -> Suggestion:
    payload = {
        "quote": text[figure.start : figure.end],
        "numeral_start": figure.number_start,
        "numeral_end": figure.number_end,
        "kind": figure.kind,
        "value_low": None if figure.value_low is None else str(figure.value_low),
        "value_high": None if figure.value_high is None else str(figure.value_high),
        "modifier": figure.modifier,
        "measure": figure.measure or "",
        "counted": figure.counted or "",
        "qualifier": figure.qualifier or "",
    }
    return Suggestion(
        revision=revision,
        kind=SuggestionKind.FIGURE,
        start=figure.start,
        end=figure.end,
        payload=payload,
        reasons=list(figure.reasons),
        method=METHOD,
    )
