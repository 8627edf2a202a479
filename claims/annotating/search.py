"""Finding articles: by state, person, language, date, publisher and words, with the words shown in place."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.annotating.assignments import wanting_annotators
from claims.choices import AssignmentState, Status
from claims.models import Article, ArticleRevision, Assignment, Claim, Figure, Project, User

LONGEST_SEARCH = 300
# Private-use characters: they stand in no text that is imported, so they can't be forged by an article.
HIT_BEGINS, HIT_ENDS = "\ue000", "\ue001"
STATES: dict[str, str | Promise] = {
    "wanting": _("Lacks annotators"),
    "mine": _("Mine to do"),
    "open": _("Being annotated"),
    "review": _("Waits for review"),
    "returned": _("Has returned tags"),
    "done": _("All decided"),
}
AWAITING = [Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED]


@dataclass(frozen=True, slots=True)
class ArticleFilters:
    """What an address asks for; what isn't understood is left out."""

    q: str = ""
    state: str = ""
    assignee: str = ""
    language: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def parse(cls, query: QueryDict) -> "ArticleFilters":
        """The filters in the query of an address."""
        given = {field.name: query.get(field.name, "").strip()[:LONGEST_SEARCH] for field in fields(cls)}
        return cls(**{name: text for name, text in given.items() if CHECKS.get(name, _always)(text)})

    @classmethod
    def parse_written(cls, query: str) -> "ArticleFilters":
        """The filters in the text of a query."""
        return cls.parse(QueryDict(query[:4000]))

    def given(self) -> dict[str, str]:
        """Those that narrow the list."""
        values = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in values.items() if value}


FILTERS = frozenset(field.name for field in fields(ArticleFilters))


@dataclass(slots=True)
class ArticleRow:
    """One line of the list: the article, who has it, how much is tagged, and where the words were found."""

    article: Article
    assignments: list[Assignment]
    claims: int
    figures: int
    waiting: int
    headline: list[tuple[str, bool]]


def found_articles(user: User, project: Project, filters: ArticleFilters) -> QuerySet[Any]:
    """The articles of `project` that match all of `filters`, newest first."""
    rows = Article.objects.visible_to(user).filter(project=project)
    if filters.q:
        texts = ArticleRevision.objects.filter(current_of=OuterRef("pk"), search=_words(filters.q))
        rows = rows.filter(Q(Exists(texts)) | Q(title__icontains=filters.q))
    if filters.state:
        rows = rows.filter(_state(user, project, filters.state))
    if filters.assignee:
        given = _assignments(user).filter(article=OuterRef("pk"), annotator=UUID(filters.assignee))
        rows = rows.filter(Exists(given))
    if filters.language:
        rows = rows.filter(language=filters.language)
    if filters.publisher:
        rows = rows.filter(publisher=filters.publisher)
    if filters.since:
        rows = rows.filter(published_to__gte=date.fromisoformat(filters.since))
    if filters.until:
        rows = rows.filter(published_from__lte=date.fromisoformat(filters.until))
    return rows.order_by("-created_at", "pk")


def row_facts(user: User, articles: list[Article], filters: ArticleFilters) -> list[ArticleRow]:
    """What the list says about each of `articles`, as far as `user` may see it."""
    pks = [article.pk for article in articles]
    people: dict[UUID, list[Assignment]] = defaultdict(list)
    for row in _assignments(user).filter(article__in=pks).select_related("annotator").order_by("created_at"):
        people[row.article_id].append(row)
    claims, figures = _counted(user, Claim, pks), _counted(user, Figure, pks)
    hits = _headlines(pks, filters.q) if filters.q else {}
    return [
        ArticleRow(
            article,
            people[article.pk],
            claims.get(article.pk, (0, 0))[0],
            figures.get(article.pk, (0, 0))[0],
            claims.get(article.pk, (0, 0))[1] + figures.get(article.pk, (0, 0))[1],
            hits.get(article.pk, []),
        )
        for article in articles
    ]


def _words(text: str) -> SearchQuery:
    return SearchQuery(text, config="simple", search_type="websearch")


def _assignments(user: User) -> Any:
    return Assignment.objects.visible_to(user).standing()


def _state(user: User, project: Project, state: str) -> Q:
    standing = _assignments(user).filter(article=OuterRef("pk"))
    here = {"revision__article": OuterRef("pk")}
    tags = [model.objects.visible_to(user).filter(**here) for model in (Claim, Figure)]
    if state == "wanting":
        return Q(pk__in=wanting_annotators(project).values("pk"))
    if state == "mine":
        return Q(Exists(standing.filter(annotator=user, state=AssignmentState.OPEN)))
    if state == "open":
        return Q(Exists(standing.filter(state=AssignmentState.OPEN)))
    if state == "review":
        return _any(tags, Q(status__in=AWAITING))
    if state == "returned":
        return _any(tags, Q(status=Status.RETURNED))
    return Q(Exists(standing.filter(state=AssignmentState.SUBMITTED))) & ~(
        Q(Exists(standing.filter(state=AssignmentState.OPEN)))
        | _any(tags, ~Q(status__in=[Status.VERIFIED, Status.REJECTED]) & Q(adjudicated_into__isnull=True))
    )


def _any(tags: list[Any], condition: Q) -> Q:
    claims, figures = tags
    return Q(Exists(claims.filter(condition))) | Q(Exists(figures.filter(condition)))


def _counted(user: User, model: Any, pks: list[UUID]) -> dict[UUID, tuple[int, int]]:
    rows = (
        model.objects.visible_to(user)
        .filter(revision__article__in=pks)
        .order_by()
        .values_list("revision__article")
        .annotate(tagged=Count("pk"), awaiting=Count("pk", filter=Q(status__in=AWAITING)))
    )
    return {pk: (count, waiting) for pk, count, waiting in rows}


def _headlines(pks: list[UUID], text: str) -> dict[UUID, list[tuple[str, bool]]]:
    headline = SearchHeadline(
        "text",
        _words(text),
        config="simple",
        start_sel=HIT_BEGINS,
        stop_sel=HIT_ENDS,
        max_fragments=2,
        fragment_delimiter=" … ",
        max_words=24,
        min_words=8,
    )
    rows = ArticleRevision.objects.filter(current_of__in=pks, search=_words(text))
    return {pk: _cut(found) for pk, found in rows.values_list("article", headline)}


def _cut(headline: str) -> list[tuple[str, bool]]:
    """The headline as (text, whether it is a hit)."""
    pieces: list[tuple[str, bool]] = []
    for index, part in enumerate(headline.split(HIT_BEGINS)):
        hit, end, rest = part.partition(HIT_ENDS)
        if index and end:
            pieces += [(hit, True), (rest, False)]
        else:
            pieces.append((part, False))
    return [piece for piece in pieces if piece[0]]


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_identifier(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _always(text: str) -> bool:
    return True


CHECKS: dict[str, Callable[[str], bool]] = {
    "since": _is_date,
    "until": _is_date,
    "assignee": _is_identifier,
    "state": STATES.__contains__,
}
