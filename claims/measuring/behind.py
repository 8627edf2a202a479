"""The items that a number of the agreement page is made of, as its reader sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from claims.choices import ClaimType, FigureKind
from claims.measuring.agreement import KIND, TYPE, VALUE, VERDICT, Question, differ
from claims.measuring.aligning import AlignedText
from claims.models import Article, Claim, Figure, Project, User
from claims.text.alignment import Group, Tag


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said: in words, and the tag that says it."""

    person: str
    words: str
    noun: str
    pk: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """One item: its article, its words, what each person said, and whether they differ."""

    article: Article
    quote: str
    said: tuple[Said, ...]
    missing: tuple[str, ...]
    differs: bool


def shown_groups(
    project: Project, groups: Sequence[tuple[AlignedText, Group]], question: Question
) -> list[Shown]:
    """The groups with their articles, quotes and people, read in five queries however many there are."""
    tags = [tag for _text, group in groups for tag in group.tags]
    articles = Article.objects.in_bulk({text.article for text, _group in groups})
    people = User.objects.in_bulk({person for text, _group in groups for person in text.people})
    quotes = _quotes(tags)
    words = _words_of(project, question, quotes)
    return [
        Shown(
            articles[text.article],
            quotes[group.tags[0].key],
            tuple(Said(str(people[tag.annotator]), words(tag), tag.kind, tag.key) for tag in group.tags),
            tuple(str(people[person]) for person in group.missing),
            differ(group, question),
        )
        for text, group in groups
    ]


def shown_answers(rows: Sequence[tuple[Any, ...]]) -> list[Shown]:
    """Reviewed items, as `reviewed_items` gives them, with their articles and people."""
    found: dict[UUID, Any] = {}
    for noun, model in (("claim", Claim), ("figure", Figure)):
        items = model.objects.with_context().select_related("revision__article")
        found |= items.in_bulk([row[1] for row in rows if row[0] == noun])
    shown = []
    for noun, pk, _annotator, confidence, upheld, _at in rows:
        item = found[pk]
        words = _("%(percent)s %% sure") % {"percent": confidence}
        said = Said(str(item.annotator), words, noun, pk)
        shown.append(Shown(item.revision.article, item.quote, (said,), (), not upheld))
    return shown


def _quotes(tags: Sequence[Tag]) -> dict[Any, str]:
    quotes: dict[Any, str] = {}
    for kind, model in (("claim", Claim), ("figure", Figure)):
        rows = model.objects.filter(pk__in=[tag.key for tag in tags if tag.kind == kind])
        quotes |= dict(rows.order_by().values_list("pk", "quote"))
    return quotes


def _words_of(project: Project, question: Question, quotes: dict[Any, str]) -> Any:
    """How a tag's answer to the question is said."""
    if question is VERDICT:
        scale = dict(project.verdicts.values_list("key", "label"))
        return lambda tag: scale.get(tag.verdict, _("no verdict"))
    if question is TYPE:
        return lambda tag: str(ClaimType(tag.label).label) if tag.label else _("no type")
    if question is KIND:
        return lambda tag: str(FigureKind(tag.label).label)
    if question is VALUE:
        return _value
    return lambda tag: f"“{quotes[tag.key]}”"


def _value(tag: Tag) -> str:
    low, high, unit = tag.value or (None, None, None)
    bounds = ["…" if bound is None else f"{bound.normalize():,f}" for bound in (low, high)]
    amount = bounds[0] if bounds[0] == bounds[1] else " – ".join(bounds)
    return f"{amount} {unit}" if unit else amount
