"""Verified claims and figures, made by the actions that people's requests call."""

from decimal import Decimal
from typing import Any

from tests.cast import TEXT


def make_sentences(revision: Any) -> None:
    """A sentence for each line of the cast's text."""
    from claims.models import Sentence

    start = 0
    for ordinal, line in enumerate(TEXT.split("\n")):
        if line.strip():
            Sentence.objects.create(
                revision=revision, ordinal=ordinal, start=start, end=start + len(line), kind="sentence"
            )
        start += len(line) + 1


def make_verified_claim(cast: Any, quote: str, **fields: Any) -> Any:
    """A claim on `quote`, tagged by the annotator with evidence, submitted, verified by the reviewer."""
    from claims.annotating.claims import create_claim
    from claims.annotating.evidence import add_evidence
    from claims.annotating.submission import submit_item
    from claims.models import Claim, Sentence, Verdict
    from claims.reviewing.decisions import verify_item

    if not Sentence.objects.filter(revision=cast.revision).exists():
        make_sentences(cast.revision)
    supported = Verdict.objects.get(project=cast.project, key="supported")
    wanted = {
        "statement": "Holding the border takes at least 50,000 troops.",
        "claimant": "the former army chief",
        "claim_type": "numerical",
        "tags": ["border"],
        "verdict": supported,
        "rationale": "The bulletin says the same.",
        "confidence": 80,
    }
    claim, _ = create_claim(cast.annotator, article=cast.article, fields=cast.span(quote) | wanted | fields)
    evidence = {"source": cast.source, "stance": "supports", "quote": "50,000", "credibility": "2"}
    add_evidence(cast.annotator, Claim, item_id=claim.pk, version=None, fields=evidence)
    submit_item(cast.annotator, Claim, pk=claim.pk, version=None)
    return verify_item(cast.reviewer, Claim, pk=claim.pk, version=None, confidence=90)


def make_verified_figure(cast: Any, quote: str, **fields: Any) -> Any:
    """A figure on `quote`, submitted and verified."""
    from claims.annotating.figures import create_figure
    from claims.annotating.submission import submit_item
    from claims.models import Figure
    from claims.reviewing.decisions import verify_item

    wanted = {
        "kind": "count",
        "value_low": Decimal(50_000),
        "modifier": "at_least",
        "counted": "troop",
        "confidence": 95,
    }
    figure, _ = create_figure(cast.annotator, article=cast.article, fields=cast.span(quote) | wanted | fields)
    submit_item(cast.annotator, Figure, pk=figure.pk, version=None)
    return verify_item(cast.reviewer, Figure, pk=figure.pk, version=None, confidence=85)
