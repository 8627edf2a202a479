"""Submitting work: an article as a whole, or one item."""

from uuid import UUID

from django.utils import timezone

from claims.annotating.assignments import begin_assignment
from claims.choices import AssignmentState, Status
from claims.completeness import missing_parts
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
