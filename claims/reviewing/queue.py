"""The review queue: what waits, in which order, and who gets the next item."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from claims.choices import Layer, ReviewDecision, Status
from claims.models import Article, Claim, Contribution, Figure, Lease, Project, Review, User
from claims.permissions import require
from claims.reviewing.filters import SavedFilter
from claims.reviewing.leases import end_late_leases, end_lease, lease_item, lease_of
from claims.workflow import Item, decision, locked

MODELS: tuple[type[Item], ...] = (Claim, Figure)
# Urgency, most urgent first: what is in dispute holds up two people; then what waits longest.
URGENCY = (Status.DISPUTED, Status.SUBMITTED)
# How many are looked at in turn until one is found that is free and not the reviewer's own.
BATCHES = (60, 600, 6000)
MOST_AT_ONCE = 200
UNREAD = ("revision__text", "revision__search")


def take_next(user: User, *, project: Project, only: SavedFilter | None = None) -> Item | None:
    """Lease the most urgent item to `user`, None when nothing is left for them; `only` narrows the queue.

    Two reviewers who ask at once get different items: what another is taking is locked and passed over.
    """
    end_late_leases(project)
    with decision(user, "taken for review"):
        require(user, "queue.view", project)
        for status in URGENCY:
            item = _taken_from(user, project, status, only)
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


def release_all(user: User, *, project: Project) -> int:
    """Give back undecided what `user` has on lease in `project`; how many. Raises Missing, Forbidden."""
    count = 0
    with decision(user, "released"):
        require(user, "queue.view", project)
        for held in held_by(user, project):
            item: Item = locked(type(held).objects.visible_to(user), held.pk, None)
            lease = lease_of(item)
            # It may have run out and been given on meanwhile.
            if lease is not None and lease.holder_id == user.pk:
                end_lease(item, lease)
                count += 1
    return count


def waiting_for(user: User, model: type[Item], project: Project) -> QuerySet[Any]:
    """The items of `model` that `user` may take now: free, not their own, not disputed by them."""
    this = {str(model._meta.model_name): OuterRef("pk")}
    own = Contribution.objects.filter(**this, user=user)
    reviews = Review.objects.filter(**this, reviewer=user)
    disputed = reviews.filter(decision=ReviewDecision.DISPUTED)
    upheld = reviews.filter(decision=ReviewDecision.VERIFIED, created_at__gte=OuterRef("submitted_at"))
    # What is leased is in review. It isn't looked up in the leases: a lease that another is just making
    # isn't seen yet, while the row's new status is once its lock is free.
    return (
        model.objects.visible_to(user)
        .filter(project=project, adjudicated_into__isnull=True)
        .filter(~Q(annotator=user) | Q(layer=Layer.ADJUDICATED))
        .filter(Q(status=Status.SUBMITTED) | Q(~Exists(disputed), status=Status.DISPUTED))
        .filter(~Exists(own), ~Exists(upheld))
    )


def _taken_from(user: User, project: Project, status: Status, only: SavedFilter | None) -> Item | None:
    """The first item of that status that `user` may take, locked."""
    after: Head | None = None
    for size in chain(BATCHES, repeat(BATCHES[-1])):
        heads = _heads(user, project, status, only, after, size)
        for model in dict.fromkeys(head.model for head in heads):
            pks = [head.pk for head in heads if head.model is model]
            free = waiting_for(user, model, project).filter(pk__in=pks, status=status)
            rows = free.select_related("annotator", "revision").defer(*UNREAD).order_by("submitted_at", "pk")
            item: Item | None = rows.select_for_update(skip_locked=True, of=("self",)).first()
            if item is not None:
                return item
        if len(heads) < size:
            return None
        after = heads[-1]
    return None


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """Where an item stands in the queue."""

    submitted_at: datetime
    pk: UUID
    model: type[Item] = field(compare=False)


def _heads(
    user: User, project: Project, status: Status, only: SavedFilter | None, after: Head | None, size: int
) -> list[Head]:
    """The `size` items of that status that wait longest, whoever may take them.

    They are read from the index of the queue alone. Asking in the same query who may take them makes the
    planner guess how many that will be, and sort the whole queue when it guesses low.
    """
    arms = []
    for number, model in enumerate(MODELS):
        rows = model.objects.filter(project=project, status=status, adjudicated_into__isnull=True)
        if only is not None:
            rows = rows.filter(only.condition(user, model))
        if after is not None:
            later = Q(submitted_at=after.submitted_at, pk__gt=after.pk)
            rows = rows.filter(
                Q(submitted_at__gt=after.submitted_at) | later, submitted_at__gte=after.submitted_at
            )
        arms.append(
            rows.order_by("submitted_at", "pk").values_list("submitted_at", "pk", Value(number))[:size]
        )
    found = arms[0].union(*arms[1:], all=True)
    return sorted(Head(at, pk, MODELS[number]) for at, pk, number in found)[:size]
