"""The saved filters of the review queue: each says what is in it, and whose it is to deal with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import ReviewDecision, Status
from claims.models import Claim, Figure, Project, Review, User
from claims.reviewing.conflicts import has_conflict
from claims.workflow import Item

WAITING = [Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED]
LOW_CONFIDENCE_UNDER = 50
OLD_AFTER = timedelta(days=3)
HIGH_FIGURE = 1_000_000
WORST_RATINGS = 2
COUNTED_TO = 1000

Condition = Callable[[User, type[Item]], Q]


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """One queue: its key in addresses, its name, whose it is, what is in it, and the condition."""

    key: str
    label: str | Promise
    owner: str | Promise
    explanation: str | Promise
    condition: Condition

    def items(self, user: User, model: type[Item], project: Project) -> QuerySet[Any]:
        """The claims or figures in it that `user` may see."""
        rows = model.objects.visible_to(user).filter(project=project, adjudicated_into__isnull=True)
        return rows.filter(self.condition(user, model))


def waiting(user: User, model: type[Item]) -> Q:
    """Submitted, under review or disputed."""
    return Q(status__in=WAITING)


def disputed(user: User, model: type[Item]) -> Q:
    """Left by one reviewer to another."""
    return Q(status=Status.DISPUTED)


def returned(user: User, model: type[Item]) -> Q:
    """The person's own that were sent back, and what the person sent back and is here again."""
    noun = str(model._meta.model_name)
    reviews = Review.objects.filter(
        **{f"{noun}__isnull": False}, reviewer=user, decision=ReviewDecision.RETURNED
    )
    own = model.objects.filter(status=Status.RETURNED, annotator=user)
    again = model.objects.filter(pk__in=reviews.values(noun), status__in=WAITING)
    # Found apart and put together: an OR of the two would be tried on every item of the project.
    return Q(pk__in=own.order_by().values("pk").union(again.order_by().values("pk")))


def low_confidence(user: User, model: type[Item]) -> Q:
    """Waiting, and its annotator doubts it."""
    return Q(status__in=WAITING, confidence__lt=LOW_CONFIDENCE_UNDER)


def conflicting(user: User, model: type[Item]) -> Q:
    """Waiting, and a figure of another article says otherwise."""
    if model is Figure:
        return Q(status__in=WAITING) & has_conflict()
    figures = Figure.objects.filter(claim=OuterRef("pk"), adjudicated_into__isnull=True)
    return Q(Exists(figures.filter(has_conflict())), status__in=WAITING)


def high_stakes(user: User, model: type[Item]) -> Q:
    """Waiting, and a mistake would be dear."""
    claim = Q(verdict__rating__lte=WORST_RATINGS) | Q(tags__contains=["high stakes"])
    if model is Claim:
        return Q(status__in=WAITING) & claim
    of_claim = Claim.objects.filter(claim, pk=OuterRef("claim"))
    great = Q(value_low__gte=HIGH_FIGURE) | Q(value_high__gte=HIGH_FIGURE)
    return Q(status__in=WAITING) & (great | Q(Exists(of_claim)))


def old(user: User, model: type[Item]) -> Q:
    """Waiting for longer than three days."""
    return Q(status__in=WAITING, submitted_at__lt=timezone.now() - OLD_AFTER)


REVIEWERS = _("any reviewer but its contributors")
FILTERS = {
    saved.key: saved
    for saved in [
        SavedFilter("waiting", _("Waiting"), REVIEWERS, _("All that is submitted and not decided."), waiting),
        SavedFilter(
            "disputed",
            _("Disputed"),
            _("a reviewer other than the one who disputed it"),
            _("One reviewer would decide otherwise than is proposed and leaves it to another."),
            disputed,
        ),
        SavedFilter(
            "returned",
            _("Returned to me"),
            _("you"),
            _("Your own tags that were sent back, and those that you sent back and that are here again."),
            returned,
        ),
        SavedFilter(
            "low_confidence",
            _("Low confidence"),
            REVIEWERS,
            _("Its annotator gives it less than an even chance to be upheld."),
            low_confidence,
        ),
        SavedFilter(
            "conflicting",
            _("Figures that conflict"),
            REVIEWERS,
            _("Another article counts the same thing and comes to a value that doesn’t meet this one."),
            conflicting,
        ),
        SavedFilter(
            "high_stakes",
            _("High stakes"),
            REVIEWERS,
            _("Found false or tagged “high stakes”, a figure of such a claim, or one of a million and more."),
            high_stakes,
        ),
        SavedFilter("old", _("Getting old"), REVIEWERS, _("Waiting for more than three days."), old),
    ]
}


def saved_filter(key: str) -> SavedFilter:
    """The filter of that key; all that waits where there is none."""
    return FILTERS.get(key, FILTERS["waiting"])


def count_up_to(*found: QuerySet[Any]) -> str:
    """How many rows all of `found` have together, as it is shown; beyond a thousand only that."""
    total = sum(rows.order_by()[: COUNTED_TO + 1].count() for rows in found)
    return f"{COUNTED_TO}+" if total > COUNTED_TO else str(total)
