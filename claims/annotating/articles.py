"""Changing what is said about an article; its text never changes."""

from typing import Any
from uuid import UUID

from claims.models import Article, User
from claims.permissions import require
from claims.refusals import Invalid
from claims.workflow import assign, decision, locked, save_version

FIELDS = frozenset({"title", "url", "publisher", "byline", "published_from", "published_to", "language"})


def change_article(user: User, *, pk: UUID, version: int | None, fields: dict[str, Any]) -> Article:
    """Change an article's facts; raises Missing, Stale, Forbidden, Invalid."""
    with decision(user, "article changed"):
        article = locked(Article.objects.visible_to(user), pk, version)
        require(user, "article.change", article)
        written = assign(article, fields, allowed=FIELDS)
        earliest, latest = article.published_from, article.published_to
        if (earliest is None) != (latest is None) or (earliest and latest and earliest > latest):
            raise Invalid({"published_to": ["Give both published_from and published_to, in order."]})
        if written:
            save_version(article, written)
        return article
