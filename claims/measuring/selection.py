"""Whose work is compared: a project's, one article's, two people's, of all time or of a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from claims.measuring.period import Period
from claims.models import Article, Assignment, Project, User
from claims.refusals import Invalid

ARTICLES_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """What is compared. With one person chosen it is the work on their articles; with two, theirs alone."""

    project: Project
    period: Period | None = None
    article: Article | None = None
    people: tuple[User, ...] = ()

    @classmethod
    def parse(cls, project: Project, given: Mapping[str, Any]) -> "Selection":
        """The selection that `since`, `until`, `article`, `one` and `other` of a query name.

        Raises Invalid for a bad period, an article of another project, or who has no part in the project.
        """
        has_period = bool(given.get("since") or given.get("until"))
        return cls(
            project,
            Period.parse(given) if has_period else None,
            _known(project.articles.all(), given, "article"),
            tuple(dict.fromkeys(filter(None, (_known(annotators(project), given, name) for name in NAMES)))),
        )

    @property
    def query(self) -> str:
        """It as the query of an address."""
        given = [(name, person.pk) for name, person in zip(NAMES, self.people, strict=False)]
        if self.article is not None:
            given.append(("article", self.article.pk))
        dates = [self.period.query] if self.period is not None else []
        return "&".join([*([urlencode(given)] if given else []), *dates])


NAMES = ("one", "other")


def annotators(project: Project) -> Any:
    """Who has ever been given an article of the project, members who left among them."""
    given = Assignment.objects.filter(project=project).values("annotator")
    return User.objects.filter(pk__in=given).order_by("name", "pk")


def offered_articles(project: Project) -> Any:
    """The newest articles that were given to anybody."""
    given = Article.objects.filter(project=project, assignments__isnull=False).distinct()
    return given.order_by("-created_at").only("pk", "title", "created_at")[:ARTICLES_OFFERED]


def _known(rows: Any, given: Mapping[str, Any], name: str) -> Any:
    written = str(given.get(name) or "").strip()
    if not written:
        return None
    try:
        found = rows.filter(pk=UUID(written)).first()
    except ValueError:
        found = None
    if found is None:
        raise Invalid({name: [_("Unknown. Choose one of those that are offered.")]})
    return found
