"""What a person makes of suggestions: each decides for themselves, and each decision is kept."""

from typing import Any
from uuid import UUID

from claims.annotating.claims import create_claim
from claims.annotating.figures import create_figure
from claims.choices import SuggestionKind, SuggestionOutcome
from claims.models import Claim, Figure, Suggestion, SuggestionDecision, User
from claims.permissions import require
from claims.refusals import Conflict, Missing
from claims.workflow import decision

FIGURE_FIELDS = (
    "numeral_start",
    "numeral_end",
    "kind",
    "value_low",
    "value_high",
    "modifier",
    "measure",
    "counted",
    "qualifier",
    "base",
)
CLAIM_FIELDS = ("statement", "claimant", "claimant_role", "claim_type")


def accept_suggestion(
    user: User, *, pk: UUID, changes: dict[str, Any] | None = None, tag_id: UUID | None = None
) -> tuple[Claim | Figure, SuggestionDecision]:
    """Tag what a suggestion proposes, with `changes` to its fields if given.

    Accepting again gives the same tag. Raises Missing, Forbidden, Invalid, and Conflict for a kind of
    suggestion that isn't a tag.
    """
    with decision(user, "suggestion accepted"):
        suggestion = _visible(user, pk)
        taken = SuggestionDecision.objects.filter(suggestion=suggestion, user=user).first()
        if taken is not None and (tag := taken.claim or taken.figure):
            return tag, taken
        tag = _tag(user, suggestion, changes or {}, tag_id)
        outcome = SuggestionOutcome.CHANGED if changes else SuggestionOutcome.ACCEPTED
        noun = str(tag._meta.model_name)
        decided, _ = SuggestionDecision.objects.update_or_create(
            suggestion=suggestion, user=user, defaults={"outcome": outcome, noun: tag}
        )
        return tag, decided


def dismiss_suggestion(user: User, *, pk: UUID) -> SuggestionDecision:
    """Record that the person wants none of a suggestion; what they tagged from it stays."""
    with decision(user, "suggestion dismissed"):
        suggestion = _visible(user, pk)
        require(user, "suggestion.decide", suggestion.revision)
        decided, _ = SuggestionDecision.objects.update_or_create(
            suggestion=suggestion,
            user=user,
            defaults={"outcome": SuggestionOutcome.DISMISSED, "claim": None, "figure": None},
        )
        return decided


def undecide_suggestion(user: User, *, pk: UUID) -> None:
    """Forget what the person decided on a suggestion, so that it is offered again."""
    with decision(user, "suggestion decision undone"):
        suggestion = _visible(user, pk)
        require(user, "suggestion.decide", suggestion.revision)
        SuggestionDecision.objects.filter(suggestion=suggestion, user=user).delete()


def _visible(user: User, pk: UUID) -> Suggestion:
    suggestion: Suggestion | None = (
        Suggestion.objects.visible_to(user)
        .select_related("revision__article__project")
        .defer("revision__text", "revision__search")
        .filter(pk=pk)
        .first()
    )
    if suggestion is None:
        raise Missing
    return suggestion


def _tag(user: User, suggestion: Suggestion, changes: dict[str, Any], tag_id: UUID | None) -> Claim | Figure:
    payload = suggestion.payload
    place: dict[str, Any] = {
        "article": suggestion.revision.article,
        "revision_id": suggestion.revision_id,
        "pk": tag_id,
    }
    span = {"start": suggestion.start, "end": suggestion.end, "quote": payload.get("quote", "")}
    if suggestion.kind == SuggestionKind.FIGURE:
        fields = {name: payload[name] for name in FIGURE_FIELDS if payload.get(name) not in (None, "")}
        return create_figure(user, fields=span | fields | changes, **place)[0]
    if suggestion.kind == SuggestionKind.CLAIM:
        fields = {name: payload[name] for name in CLAIM_FIELDS if payload.get(name)}
        return create_claim(user, fields=span | fields | changes, **place)[0]
    raise Conflict("This suggestion is a hint, not a tag; use it while tagging a claim.", code="no_tag")
