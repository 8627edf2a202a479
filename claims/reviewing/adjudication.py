"""Where annotators differ, a reviewer decides; the outcome is a tag of its own, and theirs stay."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.choices import Layer, Status
from claims.models import Article, Claim, Contribution, Evidence, Figure, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.reviewing.comparison import OPEN, comparison_of
from claims.reviewing.decisions import reject_item
from claims.workflow import Item, decision, locked, save_version

OWN = frozenset(
    {
        "id",
        "created_at",
        "annotator",
        "layer",
        "adjudicated_into",
        "status",
        "reviewer_confidence",
        "version",
        "updated_at",
        "submitted_at",
        "verified_at",
        "verified_by",
    }
)


def adjudicate(
    user: User, model: type[Item], *, chosen: UUID, tags: Sequence[tuple[UUID, int]], reason: str = ""
) -> Item:
    """Make the tag `chosen` the adjudicated one for all of `tags`, (identifier, version seen), with itself.

    Whoever made one of the tags is a contributor of the outcome, which waits for review. Its evidence is
    that of all of them that have its verdict. Raises Missing, Stale, Forbidden, Invalid, Conflict.
    """
    with decision(user, reason or "adjudicated"):
        items = [_open_item(user, model, pk, version) for pk, version in sorted(tags)]
        by_pk = {item.pk: item for item in items}
        if chosen not in by_pk or len(by_pk) != len(tags):
            raise Invalid({"chosen": ["Choose one of the tags that are compared."]})
        if len({item.revision_id for item in items}) != 1:
            raise Invalid({"tags": ["The tags are of different texts."]})
        outcome = _outcome(user, by_pk[chosen])
        _gather(outcome, items, by_pk[chosen])
        for item in items:
            item.adjudicated_into = outcome
            save_version(item, ["adjudicated_into"])
        return outcome


def reject_all(user: User, model: type[Item], *, tags: Sequence[tuple[UUID, int]], reason: str) -> list[Item]:
    """Reject every one of `tags`, (identifier, version seen), or none of them: no such tag stands.

    Raises Missing, Stale, Forbidden, Invalid, Conflict.
    """
    with transaction.atomic():
        return [reject_item(user, model, pk=pk, version=seen, comment=reason) for pk, seen in sorted(tags)]


def merge_agreed(user: User, *, article: Article) -> int:
    """Adjudicate every group of which all annotators made the same tag, give or take its edges; how many.

    Each group is a decision of its own. What somebody changed in the meantime is left for next time.
    """
    _people, rows = comparison_of(user, article)
    count = 0
    for row in rows:
        if not row.mergeable:
            continue
        span = (row.group.start, row.group.end)
        chosen = next(item.pk for item in row.items if (item.start, item.end) == span)
        tags = [(item.pk, item.version) for item in row.items]
        try:
            adjudicate(user, type(row.items[0]), chosen=chosen, tags=tags, reason="all agree")
        except Conflict:
            continue
        count += 1
    return count


def _open_item(user: User, model: type[Item], pk: UUID, version: int) -> Item:
    item: Item = locked(model.objects.visible_to(user).select_related("project"), pk, version)
    require(user, "item.review", item)
    if item.layer != Layer.ANNOTATED or item.adjudicated_into_id is not None:
        raise Conflict("It was adjudicated already.", code="adjudicated")
    if item.status not in OPEN:
        message = f"It is {Status(item.status).label.lower()}; only what waits is adjudicated."
        raise Conflict(message, code="status", status_now=item.status)
    return item


def _outcome(user: User, chosen: Item) -> Item:
    model = type(chosen)
    names = [field.name for field in model._meta.concrete_fields if field.name not in OWN]
    outcome: Item = model(
        annotator=user,
        layer=Layer.ADJUDICATED,
        status=Status.SUBMITTED,
        submitted_at=timezone.now(),
        **{name: getattr(chosen, name) for name in names},
    )
    if isinstance(outcome, Figure) and outcome.claim is not None:
        outcome.claim_id = outcome.claim.adjudicated_into_id or outcome.claim_id
    try:
        with transaction.atomic():
            outcome.save(force_insert=True)
    except IntegrityError as error:
        message = "You have adjudicated exactly these characters already."
        raise Conflict(message, code="span_taken") from error
    return outcome


def _gather(outcome: Item, items: list[Item], chosen: Item) -> None:
    """Give the outcome its contributors, its evidence, and of a claim the figures adjudicated before it."""
    noun = str(outcome._meta.model_name)
    people = Contribution.objects.filter(**{f"{noun}__in": items}).values_list("user", flat=True)
    makers = {*people, *(item.annotator_id for item in items)}
    Contribution.objects.bulk_create(Contribution(user_id=pk, **{noun: outcome}) for pk in makers)
    seen: set[tuple[Any, ...]] = set()
    # The chosen one's evidence comes first; that for another verdict would contradict the outcome.
    agreeing = [chosen, *(item for item in items if item.pk != chosen.pk and _same_verdict(item, chosen))]
    for item in agreeing:
        for piece in Evidence.objects.of_item(item):
            key = (piece.source_id, piece.stance, piece.quote.strip())
            if key not in seen:
                seen.add(key)
                _copy(piece, noun, outcome)
    if isinstance(outcome, Claim):
        pks = [item.pk for item in items]
        for figure in Figure.objects.filter(claim__in=pks, layer=Layer.ADJUDICATED):
            if figure.status == Status.SUBMITTED:
                figure.claim = outcome
                save_version(figure, ["claim"])


def _same_verdict(item: Item, chosen: Item) -> bool:
    return getattr(item, "verdict_id", None) == getattr(chosen, "verdict_id", None)


def _copy(piece: Evidence, noun: str, outcome: Item) -> None:
    Evidence.objects.create(
        source_id=piece.source_id,
        question=piece.question,
        stance=piece.stance,
        quote=piece.quote,
        locator=piece.locator,
        credibility=piece.credibility,
        note=piece.note,
        added_by_id=piece.added_by_id,
        **{noun: outcome},
    )
