"""All figures of a project, grouped by what they measure, with those that agree and those that conflict."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from claims.ledger.filters import LedgerFilters
from claims.models import Figure, Project, User
from claims.reviewing.conflicts import NOT_COMPARED
from claims.text.figures.comparison import Statement, comparison, subject_key
from claims.text.figures.figure import Modifier

# Each figure of a group is compared with each other one, so only so many are read at once.
MOST_IN_A_GROUP = 60
ORDER = ("scope_place", "scope_group", "qualifier", "value_low", "value_high", "created_at", "pk")

Key = tuple[str, str]


@dataclass(slots=True)
class Entry:
    """A figure of the ledger, with how it stands to the others of its group in other articles."""

    figure: Figure
    agreeing: list[Figure] = field(default_factory=list)
    conflicting: list[tuple[Figure, tuple[str, ...]]] = field(default_factory=list)


@dataclass(slots=True)
class Subject:
    """What is measured: the measure (%, USD) and the thing counted, with all figures of it."""

    measure: str
    counted: str
    count: int
    spellings: set[Key] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its name; empty where the figures don't say what they count."""
        return " · ".join(part for part in (self.counted, self.measure) if part)

    @property
    def conflicts(self) -> int:
        """How many of its figures conflict with another one."""
        return sum(bool(entry.conflicting) for entry in self.entries)


def ledger_figures(user: User, project: Project, filters: LedgerFilters) -> QuerySet[Any]:
    """The figures that `user` sees and the filters let through; adjudicated ones stand in their outcome."""
    figures = Figure.objects.visible_to(user).filter(project=project, adjudicated_into__isnull=True)
    return filters.of(figures).order_by()


def subjects(figures: QuerySet[Any], unit: str = "") -> list[Subject]:
    """What the figures measure, the most frequent first, without the figures themselves.

    With a `unit` only those of this measure or counted thing, in whatever form it is written.
    """
    counted = figures.values("measure", "counted").annotate(count=Count("pk"))
    found: dict[Key, Subject] = {}
    for measure, noun, count in counted.values_list("measure", "counted", "count"):
        key = subject_key(measure, noun)
        subject = found.setdefault(key, Subject(measure, key[1], 0))
        subject.count += count
        subject.spellings.add((measure, noun))
    wanted_measure, wanted_noun = subject_key(unit, unit)
    kept = [
        one for key, one in found.items() if not unit or key[0] == wanted_measure or key[1] == wanted_noun
    ]
    return sorted(kept, key=lambda one: (not one.title, -one.count, one.title))


def fill(shown: list[Subject], figures: QuerySet[Any]) -> None:
    """Read the figures of these subjects, in one query, and compare them with one another."""
    by_key: dict[Key, list[Figure]] = defaultdict(list)
    for figure in _first_of_each(shown, figures):
        by_key[subject_key(figure.measure, figure.counted)].append(figure)
    for subject in shown:
        measure, noun = next(iter(subject.spellings))
        subject.entries = _compared(by_key[subject_key(measure, noun)][:MOST_IN_A_GROUP])


def _first_of_each(shown: list[Subject], figures: QuerySet[Any]) -> list[Figure]:
    spellings = [Q(measure=measure, counted=noun) for one in shown for measure, noun in one.spellings]
    if not spellings:
        return []
    place = Window(RowNumber(), partition_by=[F("measure"), F("counted")], order_by=ORDER)
    rows = figures.filter(Q(*spellings, _connector=Q.OR)).annotate(place=place)
    related = ("revision__article", "claim", "annotator", "verified_by")
    first = rows.filter(place__lte=MOST_IN_A_GROUP).select_related(*related)
    return list(first.defer("revision__text", "revision__search").order_by(*ORDER))


def _compared(figures: list[Figure]) -> list[Entry]:
    """The figures with what agrees and what conflicts, article against article."""
    entries = [Entry(figure) for figure in figures]
    statements = [_statement(figure) for figure in figures]
    for (one, mine), (other, theirs) in combinations(zip(entries, statements, strict=True), 2):
        if not _belong_together(one.figure, other.figure):
            continue
        found = comparison(mine, theirs)
        if found.is_conflict:
            one.conflicting.append((other.figure, found.reasons))
            other.conflicting.append((one.figure, found.reasons))
        elif found.is_comparable:
            one.agreeing.append(other.figure)
            other.agreeing.append(one.figure)
    return entries


def _belong_together(one: Figure, other: Figure) -> bool:
    """Whether the two come from different articles, are no drafts, and aren't rejected."""
    return (
        one.revision.article_id != other.revision.article_id
        and one.kind == other.kind
        and not {one.status, other.status} & set(NOT_COMPARED)
    )


def _statement(figure: Figure) -> Statement:
    return Statement(
        figure.value_low,
        figure.value_high,
        cast("Modifier", figure.modifier),
        figure.measure or None,
        figure.counted or None,
        figure.qualifier or None,
        figure.base or None,
        figure.scope_place or None,
        figure.scope_group or None,
        figure.as_of_from,
        figure.as_of_to,
    )
