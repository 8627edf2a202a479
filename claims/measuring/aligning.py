"""Articles that several people annotated, with their tags side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models.functions import Length

from claims.choices import AssignmentState, Layer, Status
from claims.measuring.selection import Selection
from claims.models import ArticleRevision, Assignment, Claim, Figure
from claims.text.alignment import Group, Tag, aligned_tags

# The latest articles are compared; more would keep the page waiting and hardly move the numbers.
MOST_ARTICLES = 500
COLUMNS = ("revision", "revision__article", "annotator", "pk", "start", "end")


@dataclass(frozen=True, slots=True)
class AlignedText:
    """One text: its `length` in characters, who annotated it, and their tags in groups."""

    article: UUID
    length: int
    people: tuple[UUID, ...]
    groups: tuple[Group, ...]

    def of_kind(self, kind: Literal["claim", "figure"]) -> list[Group]:
        """The groups of claims, or of figures."""
        return [group for group in self.groups if group.tags[0].kind == kind]


def aligned_texts(selection: Selection) -> list[AlignedText]:
    """The texts that two people or more have submitted, the latest first.

    Tags count as they stand now; drafts and what adjudication made are left out. Where an article has
    several revisions, the one with the most tags is compared.
    """
    people = _people_by_article(selection)
    tags = _tags_by_article(people)
    chosen = {article: _most_tagged(tags[article]) for article in people if tags[article]}
    rows = ArticleRevision.objects.filter(pk__in=chosen.values())
    lengths = dict(rows.annotate(length=Length("text")).values_list("pk", "length"))
    return [
        AlignedText(
            article,
            lengths[revision],
            tuple(people[article]),
            tuple(aligned_tags([tag for of, tag in tags[article] if of == revision], people[article])),
        )
        for article, revision in chosen.items()
    ]


def _people_by_article(selection: Selection) -> dict[UUID, list[UUID]]:
    """Who has submitted each article that several have, in the same order everywhere."""
    rows = Assignment.objects.filter(project=selection.project, state=AssignmentState.SUBMITTED)
    if selection.article is not None:
        rows = rows.filter(article=selection.article)
    if selection.period is not None:
        rows = rows.filter(submitted_at__range=selection.period.moments)
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for article, annotator in rows.order_by("-submitted_at", "pk").values_list("article", "annotator"):
        people[article].add(annotator)
    wanted = {person.pk for person in selection.people}
    several: dict[UUID, list[UUID]] = {}
    for article, found in people.items():
        kept = found & wanted if len(wanted) > 1 else found
        if len(kept) > 1 and wanted <= found:
            several[article] = sorted(kept)
        if len(several) == MOST_ARTICLES:
            break
    return several


def _tags_by_article(people: dict[UUID, list[UUID]]) -> dict[UUID, list[tuple[UUID, Tag]]]:
    """The tags of those people on those articles, each with its revision."""
    found: dict[UUID, list[tuple[UUID, Tag]]] = defaultdict(list)
    for revision, article, tag in (*_claims(people), *_figures(people)):
        if tag.annotator in people[article]:
            found[article].append((revision, tag))
    return found


def _claims(people: dict[UUID, list[UUID]]) -> Iterable[tuple[UUID, UUID, Tag]]:
    for revision, article, *row, label, verdict in _rows(Claim, people, "claim_type", "verdict__key"):
        annotator, pk, start, end = row
        yield revision, article, Tag(annotator, pk, "claim", start, end, label, verdict=verdict)


def _figures(people: dict[UUID, list[UUID]]) -> Iterable[tuple[UUID, UUID, Tag]]:
    columns = ("kind", "value_low", "value_high", "measure", "counted")
    for revision, article, *row, label, low, high, measure, counted in _rows(Figure, people, *columns):
        annotator, pk, start, end = row
        value = (low, high, measure or counted or None)
        yield revision, article, Tag(annotator, pk, "figure", start, end, label, value)


def _rows(model: Any, people: dict[UUID, list[UUID]], *columns: str) -> Iterable[Any]:
    rows = model.objects.filter(revision__article__in=list(people), layer=Layer.ANNOTATED)
    return rows.exclude(status=Status.DRAFT).order_by().values_list(*COLUMNS, *columns)


def _most_tagged(tags: list[tuple[UUID, Tag]]) -> UUID:
    return Counter(revision for revision, _tag in tags).most_common(1)[0][0]
