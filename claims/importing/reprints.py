"""Near duplicates: reprints of one story, found by fingerprint and linked to the article that came first."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from claims.models import Article, ArticleRevision, Fingerprint, NewRevision
from claims.text.similarity import METHOD, REPRINT, fingerprint, shared_keys_wanted

# Short texts resemble each other by chance; a story is longer.
SHORTEST = 400  # characters
MOST_CANDIDATES = 50
CANDIDATES = """
SELECT fresh.article_id, earlier.article_id, both_have.count, original.near_duplicate_of_id
  FROM claims_fingerprint fresh
 CROSS JOIN LATERAL (
       SELECT f.article_id, f.keys FROM claims_fingerprint f
        WHERE f.keys && fresh.keys AND f.project_id = fresh.project_id AND f.article_id < fresh.article_id
        ORDER BY f.article_id LIMIT %s
       ) earlier
 CROSS JOIN LATERAL (
       SELECT count(*) FROM unnest(fresh.keys, earlier.keys) AS keys (mine, theirs) WHERE mine = theirs
       ) both_have
  JOIN claims_article original ON original.id = earlier.article_id
 WHERE fresh.article_id = ANY(%s) AND both_have.count >= %s
"""


def unlinked_revisions(ids: Sequence[UUID]) -> list[ArticleRevision]:
    """Those of the revisions that are the first of an article that was never compared with others."""
    rows = ArticleRevision.objects.filter(pk__in=ids, number=1)
    return list(rows.filter(article__near_duplicate_of=None, article__fingerprint=None))


def link_reprints(revisions: Iterable[ArticleRevision | NewRevision]) -> int:
    """Link the articles of new revisions to the earlier articles that they reprint; how many are linked.

    Of several that resemble a text the nearest is taken, and of a chain of reprints the first.
    """
    fresh = [
        Fingerprint(article_id=one.article_id, project_id=one.project_id, keys=list(keys), method=METHOD)
        for one in revisions
        if len(one.text) >= SHORTEST and (keys := fingerprint(one.text))
    ]
    if not fresh:
        return 0
    with transaction.atomic():
        _wait_for_turn({one.project_id for one in fresh})
        Fingerprint.objects.bulk_create(fresh, ignore_conflicts=True)
        firsts = _firsts([one.article_id for one in fresh])
        for article, first in firsts.items():
            Article.objects.filter(pk=article).update(near_duplicate_of=first)
    return len(firsts)


def _wait_for_turn(projects: set[UUID]) -> None:
    """Two workers link one after the other, or neither would see what the other has not committed yet."""
    with connection.cursor() as cursor:
        for project in sorted(projects):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reprints {project}"])


def _firsts(articles: list[UUID]) -> dict[UUID, UUID]:
    """The article that each of `articles` reprints, for those that do."""
    best: dict[UUID, tuple[int, UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [MOST_CANDIDATES, articles, shared_keys_wanted(REPRINT)])
        for article, earlier, shared, first in cursor.fetchall():
            if shared > best.get(article, (0, earlier))[0]:
                best[article] = (shared, first or earlier)
    # Within one batch an article may reprint one that is itself only now found to be a reprint.
    return {article: best.get(first, (0, first))[1] for article, (_, first) in best.items()}
