"""Submitting work: an article as a whole, or one item."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from claims.annotating.assignments import begin_assignment
from claims.choices import AssignmentState, Status
from claims.models import Article, Assignment, Claim, Figure, User
from claims.permissions import require
from claims.refusals import Invalid
from claims.workflow import Item, decision, locked, move, save_version

UNSUBMITTED = [Status.DRAFT, Status.RETURNED]


def submit_article(user: User, *, article: Article, version: int | None = None) -> Assignment:
    """Submit all of the annotator's own drafts and returned items in `article` for review.

    `version` is the assignment's. Raises Invalid with what is missing, by item, and Stale.
    """
    with decision(user, "submitted"):
        require(user, "article.annotate", article)
        assignment = begin_assignment(user, article)
        assignment = locked(Assignment.objects.all(), assignment.pk, version)
        items = own_unsubmitted(user, article)
        missing = {str(item.pk): lacks for item in items if (lacks := missing_parts(item))}
        if missing:
            raise Invalid(missing, code="parts_missing")
        for item in items:
            move(item, Status.SUBMITTED)
        assignment.state = AssignmentState.SUBMITTED
        assignment.submitted_at = timezone.now()
        save_version(assignment, ["state", "submitted_at"])
        return assignment


def take_back_submission(user: User, *, article: Article, version: int | None = None) -> Assignment:
    """Open a submitted article again; what no reviewer has begun goes back to draft."""
    with decision(user, "submission taken back"):
        own = Assignment.objects.visible_to(user).standing().filter(article=article, annotator=user)
        pk = own.values_list("pk", flat=True).first()
        assignment = locked(Assignment.objects.visible_to(user), pk, version)
        require(user, "assignment.submit", assignment)
        for model in (Claim, Figure):
            submitted = model.objects.filter(
                revision__article=article, annotator=user, status=Status.SUBMITTED, reviews__isnull=True
            ).select_for_update(of=("self",))
            for item in submitted:
                move(item, Status.DRAFT)
        assignment.state = AssignmentState.OPEN
        assignment.submitted_at = None
        save_version(assignment, ["state", "submitted_at"])
        return assignment


def submit_item(user: User, model: type[Item], *, pk: UUID, version: int | None) -> Item:
    """Submit one item of one's own; raises Missing, Stale, Forbidden, Invalid, Conflict."""
    with decision(user, "submitted"):
        item: Item = locked(model.objects.visible_to(user), pk, version)
        require(user, "item.change", item)
        if lacks := missing_parts(item):
            raise Invalid({str(item.pk): lacks}, code="parts_missing")
        move(item, Status.SUBMITTED)
        return item


def own_unsubmitted(user: User, article: Article) -> list[Item]:
    """The annotator's own drafts and returned items in `article`, locked, in the order of the text."""
    found: list[Item] = []
    for model in (Claim, Figure):
        found += model.objects.filter(
            revision__article=article, annotator=user, status__in=UNSUBMITTED
        ).select_for_update(of=("self",))
    return sorted(found, key=lambda item: (item.start, item.end))


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
