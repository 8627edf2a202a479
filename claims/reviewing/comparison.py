"""Several annotators' tags of one article, side by side."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import AssignmentState, Layer, Status
from claims.models import Article, Assignment, Claim, Figure, User
from claims.permissions import require
from claims.text.alignment import Group, Tag, aligned_tags
from claims.workflow import Item

DIFFERENCES: dict[str, str | Promise] = {
    "span": _("differ in the words"),
    "type": _("differ in type"),
    "value": _("differ in value"),
    "verdict": _("differ in verdict"),
    "missing": _("not tagged by all"),
}
# Of tags whose words overlap by less than this, a person decides.
LEAST_OVERLAP = 0.8
OPEN = frozenset({Status.SUBMITTED, Status.DISPUTED})


@dataclass(frozen=True, slots=True)
class Side:
    """One annotator's tag in a group, or that they have none."""

    annotator: User
    item: Any | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One group of tags: what each annotator made of the same words, and in what they differ."""

    group: Group
    sides: list[Side]

    @property
    def items(self) -> list[Any]:
        """The tags that there are."""
        return [side.item for side in self.sides if side.item is not None]

    @property
    def noun(self) -> str:
        """Whether they are claims or figures."""
        return self.group.tags[0].kind

    @property
    def differences(self) -> list[str | Promise]:
        """In what they differ, in words; nothing where they agree."""
        return [DIFFERENCES[name] for name in self.group.differences]

    @property
    def outcome(self) -> Any | None:
        """The adjudicated tag that they were merged into."""
        return next((item.adjudicated_into for item in self.items if item.adjudicated_into_id), None)

    @property
    def is_open(self) -> bool:
        """Whether it awaits adjudication: none of its tags is decided or with a reviewer."""
        return all(item.status in OPEN and item.adjudicated_into_id is None for item in self.items)

    @property
    def mergeable(self) -> bool:
        """Whether nothing but the edges differs, and little of those."""
        return self.is_open and len(self.items) > 1 and self.group.can_be_merged(LEAST_OVERLAP)


def comparison_of(user: User, article: Article) -> tuple[list[User], list[Compared]]:
    """Who has submitted `article`, and their tags in groups, in the order of the text.

    Raises Missing, Forbidden: who only annotates doesn't compare.
    """
    require(user, "queue.view", article)
    submitted = Assignment.objects.visible_to(user).filter(article=article, state=AssignmentState.SUBMITTED)
    people = [row.annotator for row in submitted.select_related("annotator").order_by("created_at")]
    items = _items(user, article, people)
    tags = [_tag(item) for item in items.values()]
    groups = aligned_tags(tags, [person.pk for person in people])
    return people, [Compared(group, _sides(group, items, people)) for group in groups]


def _items(user: User, article: Article, people: list[User]) -> dict[Any, Item]:
    found: dict[Any, Item] = {}
    for model in (Claim, Figure):
        rows = model.objects.visible_to(user).filter(
            revision_id=article.current_revision_id, annotator__in=people, layer=Layer.ANNOTATED
        )
        related = ["annotator", "adjudicated_into", *(["verdict"] if model is Claim else ["claim"])]
        for item in rows.exclude(status__in=[Status.DRAFT, Status.RETURNED]).select_related(*related):
            found[item.pk] = item
    return found


def _tag(item: Item) -> Tag:
    if isinstance(item, Claim):
        verdict = item.verdict.key if item.verdict else None
        return Tag(
            item.annotator_id, item.pk, "claim", item.start, item.end, item.claim_type, verdict=verdict
        )
    value = (item.value_low, item.value_high, item.measure or item.counted or None)
    return Tag(item.annotator_id, item.pk, "figure", item.start, item.end, item.kind, value)


def _sides(group: Group, items: dict[Any, Item], people: list[User]) -> list[Side]:
    tagged = {tag.annotator: items[tag.key] for tag in group.tags}
    return [Side(person, tagged.get(person.pk)) for person in people]
