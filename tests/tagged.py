"""Tags of the cast's annotators, made through the actions as people make them."""

from typing import Any

import pytest

CLAIM_QUOTE = "It will take at least 50,000 troops to hold the border"
FIGURE_QUOTE = "at least 50,000 troops"


def tag_claim(
    cast: Any, annotator: Any, quote: str = CLAIM_QUOTE, *, revision: Any = None, **fields: Any
) -> Any:
    """A complete claim with evidence, still a draft."""
    from claims.annotating.claims import create_claim
    from claims.annotating.evidence import add_evidence
    from claims.models import Claim, Verdict

    verdict = Verdict.objects.get(project=cast.project, key=fields.pop("verdict", "refuted"))
    given = {"statement": "Holding the border takes at least 50,000 troops.", "confidence": 80} | fields
    revision = revision or cast.revision
    start = revision.text.index(quote)
    span = {"start": start, "end": start + len(quote), "quote": quote}
    claim, _ = create_claim(annotator, article=revision.article, fields=span | given | {"verdict": verdict})
    evidence = {"source": cast.source, "stance": "refutes", "quote": "A third of that."}
    add_evidence(annotator, Claim, item_id=claim.pk, version=1, fields=evidence)
    claim.refresh_from_db()
    return claim


def tag_figure(annotator: Any, revision: Any, quote: str = FIGURE_QUOTE, **fields: Any) -> Any:
    """A figure of which the value, the modifier and what is counted are given, still a draft."""
    from claims.annotating.figures import create_figure

    start = revision.text.index(quote)
    given = {
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "kind": "count",
        "value_low": 50000,
        "modifier": "at_least",
        "counted": "troop",
        "confidence": 95,
    }
    return create_figure(annotator, article=revision.article, fields=given | fields)[0]


def submit(annotator: Any, *items: Any) -> None:
    """Submit items, which then know their new state."""
    from claims.annotating.submission import submit_item

    for item in items:
        submit_item(annotator, type(item), pk=item.pk, version=item.version)
        item.refresh_from_db()


@pytest.fixture
def waiting_claim(cast: Any) -> Any:
    """The annotator's claim with its figure, both submitted."""
    claim = tag_claim(cast, cast.annotator)
    figure = tag_figure(cast.annotator, cast.revision, claim=claim)
    submit(cast.annotator, claim, figure)
    return claim


@pytest.fixture
def waiting_figure(waiting_claim: Any) -> Any:
    """The figure of the waiting claim."""
    return waiting_claim.figures.get()
