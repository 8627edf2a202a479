"""Figures that can't both be right: the same thing counted elsewhere, with values that don't meet."""

from typing import Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value

from claims.choices import Status
from claims.models import Figure, User

# What must be the same before two values are compared at all.
SAME = ("kind", "counted", "measure", "qualifier", "base", "scope_place", "scope_group")
# What may be unsaid on either side, and otherwise decides whether the values meet.
LOOSE = ("value_low", "value_high", "as_of_from", "as_of_to", "nature")
FIELDS: dict[str, Any] = {name: Figure._meta.get_field(name) for name in LOOSE}
NOT_COMPARED = [Status.DRAFT, Status.REJECTED, Status.RETURNED]


def has_conflict() -> Q:
    """The condition that a figure of another article of the project conflicts with this one."""
    same = {name: OuterRef(name) for name in (*SAME, "project")}
    others = _compared(Figure.objects.filter(**same)).exclude(revision__article=OuterRef("revision__article"))
    mine = {name: ExpressionWrapper(OuterRef(name), output_field=FIELDS[name]) for name in LOOSE}
    return ~Q(counted="") & Q(Exists(_apart(others, mine)))


def conflicts_of(user: User, figure: Figure) -> QuerySet[Any]:
    """The figures of other articles that `user` may see and that conflict with `figure`."""
    if not figure.counted:
        return Figure.objects.none()
    same = {name: getattr(figure, name) for name in (*SAME, "project_id")}
    others = _compared(Figure.objects.visible_to(user).filter(**same)).exclude(
        revision__article_id=figure.revision.article_id
    )
    mine = {name: Value(getattr(figure, name), output_field=FIELDS[name]) for name in LOOSE}
    return _apart(others, mine).select_related("revision__article").order_by("revision", "start")


def _compared(figures: QuerySet[Any]) -> QuerySet[Any]:
    return figures.exclude(status__in=NOT_COMPARED).filter(adjudicated_into__isnull=True)


def _apart(others: QuerySet[Any], mine: dict[str, Any]) -> QuerySet[Any]:
    """Those of `others` that may speak of the same time, in the same sense, and whose values don't meet.

    A side that is open, as in "at least 50", meets everything beyond it.
    """
    others = others.annotate(**{f"my_{name}": value for name, value in mine.items()})
    same_time = (
        Q(as_of_from__isnull=True)
        | Q(my_as_of_from__isnull=True)
        | Q(as_of_from__lte=F("my_as_of_to"), as_of_to__gte=F("my_as_of_from"))
    )
    same_sense = Q(nature="") | Q(my_nature="") | Q(nature=F("my_nature"))
    apart = Q(value_high__lt=F("my_value_low")) | Q(value_low__gt=F("my_value_high"))
    return others.filter(same_time, same_sense, apart)
