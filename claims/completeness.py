"""What a claim or a figure lacks before it can be submitted, and so before it can be verified."""

from collections.abc import Iterable

from claims.models import Claim, Figure
from claims.workflow import Item


def missing_parts(item: Item) -> list[str]:
    """What `item` lacks before it can be submitted, in words; empty when it is complete."""
    return list(_missing_in_claim(item) if isinstance(item, Claim) else _missing_in_figure(item))


def _missing_in_claim(claim: Claim) -> Iterable[str]:
    if not claim.statement.strip():
        yield "Write the claim as one self-contained sentence."
    if claim.verdict is None:
        yield "Give a verdict."
    if claim.confidence is None:
        yield "Give your confidence."
    searched = bool(claim.search_record.strip())
    if claim.verdict is not None and not claim.evidence.exists():
        if claim.verdict.search_suffices and not searched:
            yield "Add evidence, or record what you searched."
        elif not claim.verdict.search_suffices:
            yield "Add evidence for the verdict."


def _missing_in_figure(figure: Figure) -> Iterable[str]:
    if figure.confidence is None:
        yield "Give your confidence in the parsed value."
