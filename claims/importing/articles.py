"""Articles and their first revisions, made in bulk. The same text is one article of a project."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from claims.importing.dates import date_range
from claims.importing.drafts import Draft, Outcome, text_hash
from claims.importing.moving.articles import is_moved
from claims.importing.revisions import add_revision, earlier_articles
from claims.models import ArticleRevision, Project
from claims.models.identifiers import uuid7
from claims.text.language import detected_language

INSERT_REVISIONS = """
INSERT INTO claims_articlerevision
    (id, created_at, project_id, article_id, number, text, text_hash, canonical_changes, original_id,
     segmented_by, suggested_by)
SELECT id, %s, %s, article_id, 1, text, text_hash, changes::jsonb, original_id, '', ''
  FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::uuid[])
       AS fresh (id, article_id, text, text_hash, changes, original_id)
 ORDER BY text_hash
    ON CONFLICT (project_id, text_hash) DO NOTHING
RETURNING article_id
"""
COPY_ARTICLES = """
COPY claims_article
    (id, created_at, project_id, title, url, publisher, byline, published_from, published_to, language,
     current_revision_id, origin_item_id, origin_start, origin_end, version)
FROM STDIN
"""


def make_articles(project: Project, drafts: Sequence[Draft]) -> list[Outcome]:
    """Make an article of each draft whose text the project doesn't have yet; what became of each.

    A whole document whose address belongs to an article that is there becomes its next revision. A draft
    that was made before from the same item counts as made, so that a worker's work can be done again. Two
    workers with the same text wait for each other, and one of them makes it. All or nothing.
    """
    earlier = earlier_articles(project, [draft for draft in drafts if not is_moved(draft)])
    with transaction.atomic():
        outcomes = _made(project, [draft for draft in drafts if draft.item_id not in earlier])
        again = (draft for draft in drafts if draft.item_id in earlier)
        outcomes += [add_revision(earlier[draft.item_id], draft) for draft in again]
    return outcomes


def _made(project: Project, drafts: Sequence[Draft]) -> list[Outcome]:
    rows = [_row(draft) for draft in drafts]
    with connection.cursor() as cursor:
        now = timezone.now()
        columns = list(zip(*(row.revision for row in rows), strict=True)) or [()] * 6
        cursor.execute(INSERT_REVISIONS, [now, project.pk, *map(list, columns)])
        made = {article_id for (article_id,) in cursor.fetchall()}
        # The revision comes first because its constraint decides; the foreign key waits for the commit.
        with cursor.copy(COPY_ARTICLES) as copy:
            for row in rows:
                if row.article_id in made:
                    copy.write_row([row.article_id, now, project.pk, *row.article])
        return _outcomes(project, rows, made)


@dataclass(frozen=True, slots=True)
class _Row:
    draft: Draft
    article_id: UUID
    text_hash: str
    revision: tuple[Any, ...]
    article: tuple[Any, ...]


def _row(draft: Draft) -> _Row:
    document = draft.document
    article_id, revision_id = uuid7(), uuid7()
    digest = text_hash(document.text)
    published_from, published_to = date_range(document.published)
    language = document.language or detected_language(document.text).code
    changes = json.dumps(dict(document.changes))
    revision = (revision_id, article_id, document.text, digest, changes, draft.original_id)
    article = (
        *(document.title, document.url, document.publisher, document.byline, published_from, published_to),
        *(language, revision_id, draft.item_id, draft.start, draft.end, 1),
    )
    return _Row(draft, article_id, digest, revision, article)


def _outcomes(project: Project, rows: list[_Row], made: set[UUID]) -> list[Outcome]:
    hashes = [row.text_hash for row in rows if row.article_id not in made]
    known = {
        digest: (article_id, item_id)
        for digest, article_id, item_id in ArticleRevision.objects.filter(
            project=project, text_hash__in=hashes
        ).values_list("text_hash", "article_id", "article__origin_item_id")
    }
    outcomes = []
    for row in rows:
        if row.article_id in made:
            outcomes.append(Outcome(row.draft, row.article_id, is_own=True))
        else:
            article_id, item_id = known[row.text_hash]
            outcomes.append(Outcome(row.draft, article_id, is_own=item_id == row.draft.item_id))
    return outcomes
