"""What concerns one person, over all their projects: calls, returned work, disputes, what they hold."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from claims.choices import AssignmentState, ConcernKind, Status
from claims.models import Assignment, Claim, Comment, Figure, Lease, User

MOST = 50


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: what it is, since when, and the item or article it is about."""

    kind: ConcernKind
    row: Any
    since: Any
    text: str = ""
    by: User | None = None

    @property
    def what(self) -> str | Promise:
        """What it is, in words."""
        return self.kind.label

    @property
    def noun(self) -> str:
        """What kind of row it is about."""
        return str(self.row._meta.model_name)


def concerns_of(user: User) -> list[Concern]:
    """What concerns `user`, newest first, fifty of a kind at most."""
    found = [*_comments(user), *_sent_back(user), *_held(user), *_assigned(user)]
    return sorted(found, key=lambda concern: concern.since, reverse=True)


def _comments(user: User) -> list[Concern]:
    mine = Q(claim__annotator=user) | Q(figure__annotator=user)
    rows = (
        Comment.objects.visible_to(user)
        .filter(Q(mentions=user) | mine, resolved_at__isnull=True)
        .exclude(author=user)
        .select_related("author", "claim__revision__article", "figure__revision__article")
        .prefetch_related("mentions")
        .distinct()
        .order_by("-created_at")[:MOST]
    )
    return [
        Concern(
            ConcernKind.CALLED if user in row.mentions.all() else ConcernKind.COMMENT,
            row.claim or row.figure,
            row.created_at,
            row.text,
            row.author,
        )
        for row in rows
    ]


def _sent_back(user: User) -> list[Concern]:
    kinds = {Status.RETURNED: ConcernKind.RETURNED, Status.DISPUTED: ConcernKind.DISPUTED}
    found = []
    for model in (Claim, Figure):
        rows = model.objects.visible_to(user).filter(annotator=user, status__in=list(kinds))
        for item in rows.select_related("revision__article").order_by("-updated_at")[:MOST]:
            review = item.reviews.select_related("reviewer").order_by("-created_at").first()
            said, by = (review.comment, review.reviewer) if review else ("", None)
            found.append(Concern(kinds[Status(item.status)], item, item.updated_at, said, by))
    return found


def _held(user: User) -> list[Concern]:
    rows = Lease.objects.visible_to(user).filter(holder=user)
    return [
        Concern(ConcernKind.HELD, row.claim or row.figure, row.created_at)
        for row in rows.select_related("claim__revision__article", "figure__revision__article")[:MOST]
    ]


def _assigned(user: User) -> list[Concern]:
    rows = Assignment.objects.visible_to(user).filter(annotator=user, state=AssignmentState.OPEN)
    return [
        Concern(ConcernKind.ASSIGNED, row.article, row.created_at, by=row.assigned_by)
        for row in rows.exclude(assigned_by=user).select_related("article", "assigned_by")[:MOST]
    ]
