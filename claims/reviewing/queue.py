"""The review queue: what waits, in which order, and who gets the next item."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.choices import ReviewDecision, Status
from claims.models import Article, Claim, Contribution, Figure, Lease, Project, Review, User
from claims.permissions import require
from claims.reviewing.filters import SavedFilter
from claims.reviewing.leases import end_late_leases, lease_item
from claims.workflow import Item, decision

MODELS: tuple[type[Item], ...] = (Claim, Figure)
# Urgency, most urgent first: what is in dispute holds up two people; then what waits longest.
URGENCY = (Q(status=Status.DISPUTED), Q(status=Status.SUBMITTED))
MOST_AT_ONCE = 200


def take_next(user: User, *, project: Project, only: SavedFilter | None = None) -> Item | None:
    """Lease the most urgent item to `user`, None when nothing is left for them; `only` narrows the queue.

    Two reviewers who ask at once get different items: what another is taking is locked and passed over.
    """
    end_late_leases(project)
    with decision(user, "taken for review"):
        require(user, "queue.view", project)
        for free in _free(user, project, only):
            item: Item | None = free.select_for_update(skip_locked=True, of=("self",)).first()
            if item is not None:
                lease_item(user, item)
                return item
    return None


def take_article(user: User, *, article: Article) -> list[Item]:
    """Lease all that waits in `article` to `user`, as far as they may decide it, in the order of the text.

    Raises Missing, Forbidden.
    """
    end_late_leases(article.project)
    taken: list[Item] = []
    with decision(user, "taken for review"):
        require(user, "queue.view", article.project)
        for model in MODELS:
            free = waiting_for(user, model, article.project).filter(revision__article=article)
            for item in free.select_for_update(skip_locked=True, of=("self",))[:MOST_AT_ONCE]:
                lease_item(user, item)
                taken.append(item)
    return sorted(taken, key=lambda item: (item.start, item.end))


def held_by(user: User, project: Project) -> list[Item]:
    """What `user` has on lease in `project`, in the order of the text, an article at a time."""
    items: list[Item] = []
    for model in MODELS:
        leases = Lease.objects.filter(holder=user, project=project)
        pks = leases.values(str(model._meta.model_name))
        items += (
            model.objects.visible_to(user).filter(pk__in=pks).select_related("revision__article", "lease")
        )
    return sorted(items, key=lambda item: (str(item.revision_id), item.start, item.end))


def waiting_for(user: User, model: type[Item], project: Project) -> QuerySet[Any]:
    """The items of `model` that `user` may take now: free, not their own, not disputed by them."""
    this = {str(model._meta.model_name): OuterRef("pk")}
    own = Contribution.objects.filter(**this, user=user)
    disputed = Review.objects.filter(**this, reviewer=user, decision=ReviewDecision.DISPUTED)
    upheld = Review.objects.filter(
        **this, reviewer=user, decision=ReviewDecision.VERIFIED, created_at__gte=OuterRef("submitted_at")
    )
    # What is leased is in review. It isn't looked up in the leases: a lease that another is just making
    # isn't seen yet, while the row's new status is once its lock is free.
    return (
        model.objects.visible_to(user)
        .filter(project=project, adjudicated_into__isnull=True)
        .filter(Q(status=Status.SUBMITTED) | Q(~Exists(disputed), status=Status.DISPUTED))
        .filter(~Exists(own), ~Exists(upheld))
    )


def _free(user: User, project: Project, only: SavedFilter | None) -> Iterator[QuerySet[Any]]:
    """What `user` may take, in the order of urgency; of claims and figures what waits longer first."""
    for urgency in URGENCY:
        found: list[tuple[datetime, QuerySet[Any]]] = []
        for model in MODELS:
            rows = waiting_for(user, model, project).filter(urgency).order_by("submitted_at", "id")
            if only is not None:
                rows = rows.filter(only.condition(user, model))
            since = rows.values_list("submitted_at", flat=True).first()
            if since is not None:
                found.append((since, rows))
        for _since, rows in sorted(found, key=lambda pair: pair[0]):
            yield rows
