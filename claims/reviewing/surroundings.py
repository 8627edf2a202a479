"""What a reviewer needs beside an item: its figures, evidence, comments, and what others made of the same."""

from dataclasses import dataclass, field
from typing import Any

from claims.choices import FamilyState, Layer
from claims.models import Claim, Comment, Evidence, Figure, Review, User
from claims.reviewing.conflicts import conflicts_of
from claims.reviewing.passage import Passage, passage_around
from claims.workflow import Item

SHOWN = 10


@dataclass(slots=True)
class FigureInReview:
    """A figure and the figures of other articles that conflict with it."""

    figure: Figure
    conflicts: list[Figure]


@dataclass(slots=True)
class Surroundings:
    """Everything beside an item, as far as its reader may see it."""

    passage: Passage
    figures: list[FigureInReview]
    evidence: list[Evidence]
    comments: list[Comment]
    reviews: list[Review]
    others: list[Any]
    same_claim: list[Claim] = field(default_factory=list)


def surroundings_of(user: User, item: Item) -> Surroundings:
    """What stands beside `item`; the caller has checked that `user` sees it."""
    figures = _figures(user, item)
    return Surroundings(
        passage=passage_around(item, figures),
        figures=[FigureInReview(figure, list(conflicts_of(user, figure)[:SHOWN])) for figure in figures],
        evidence=list(Evidence.objects.of_item(item).select_related("source__repeats", "added_by")),
        comments=list(Comment.objects.of_item(item).select_related("author")),
        reviews=list(Review.objects.of_item(item).select_related("reviewer", "verdict")),
        others=list(_others(user, item)),
        same_claim=_same_claim(user, item),
    )


def _figures(user: User, item: Item) -> list[Figure]:
    if isinstance(item, Figure):
        return [item]
    inside = Figure.objects.visible_to(user).filter(claim=item).select_related("revision")
    return list(inside.defer("revision__text", "revision__search").order_by("start", "end"))


def _others(user: User, item: Item) -> Any:
    """What other annotators tagged on some of the same characters."""
    rows = type(item).objects.visible_to(user).filter(revision_id=item.revision_id, layer=Layer.ANNOTATED)
    overlapping = rows.filter(start__lt=item.end, end__gt=item.start).exclude(annotator_id=item.annotator_id)
    related = ["annotator", "verdict"] if isinstance(item, Claim) else ["annotator"]
    return overlapping.select_related(*related).order_by("start", "end")[:SHOWN]


def _same_claim(user: User, item: Item) -> list[Claim]:
    """The claims of the same family, unless a person has said that they don't belong to it."""
    if not isinstance(item, Claim) or item.family_id is None or item.family_state == FamilyState.REFUSED:
        return []
    family = Claim.objects.visible_to(user).filter(family_id=item.family_id).exclude(pk=item.pk)
    confirmed = family.exclude(family_state=FamilyState.REFUSED)
    return list(confirmed.select_related("verdict", "revision__article").order_by("-created_at")[:SHOWN])
