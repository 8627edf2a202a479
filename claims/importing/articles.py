"""Articles and their first revisions, made in bulk. The same text is one article of a project."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from claims.importing.dates import date_range
from claims.importing.drafts import NONE_AFTER, Draft, Outcome, StagesAfter, text_hash
from claims.importing.moving.articles import is_moved
from claims.importing.revisions import add_revision, earlier_articles
from claims.models import ArticleRevision, NewRevision, Project
from claims.models.identifiers import uuid7
from claims.models.writing import json_text
from claims.text.language import detected_language

INSERT_REVISIONS = """
INSERT INTO claims_articlerevision
    (id, created_at, project_id, article_id, number, text, text_hash, canonical_changes, original_id,
     segmented_by, suggested_by)
SELECT id, %s, %s, article_id, 1, text, text_hash, changes::jsonb, original_id, %s, %s
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


def make_articles(
    project: Project, drafts: Sequence[Draft], after: StagesAfter = NONE_AFTER
) -> list[Outcome]:
    """Make an article of each draft whose text the project doesn't have yet; what became of each.

    A whole document whose address belongs to an article that is there becomes its next revision. A draft
    that was made before from the same item counts as made, so that a worker's work can be done again. Two
    workers with the same text wait for each other, and one of them makes it. All or nothing.
    """
    earlier = earlier_articles(project, [draft for draft in drafts if not is_moved(draft)])
    with transaction.atomic(savepoint=False):
        outcomes = _made(project, [draft for draft in drafts if draft.item_id not in earlier], after)
        again = (draft for draft in drafts if draft.item_id in earlier)
        outcomes += [add_revision(earlier[draft.item_id], draft) for draft in again]
    return outcomes


def _made(project: Project, drafts: Sequence[Draft], after: StagesAfter) -> list[Outcome]:
    now = timezone.now()
    revisions = [_revision(project, draft) for draft in drafts]
    pairs = list(zip(drafts, revisions, strict=True))
    columns = list(zip(*(_revision_row(*pair) for pair in pairs), strict=True)) or [()] * 6
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT_REVISIONS, [now, project.pk, after.segmented_by, after.suggested_by, *map(list, columns)]
        )
        made = {article_id for (article_id,) in cursor.fetchall()}
        # The revision comes first because its constraint decides; the foreign key waits for the commit.
        with cursor.copy(COPY_ARTICLES) as copy:
            for draft, revision in pairs:
                if revision.article_id in made:
                    copy.write_row(_article_row(draft, revision, now))
    return _outcomes(project, pairs, made)


def _revision(project: Project, draft: Draft) -> NewRevision:
    document = draft.document
    published_from, published_to = date_range(document.published) if document.published else (None, None)
    return NewRevision(
        id=uuid7(),
        article_id=uuid7(),
        project_id=project.pk,
        text=document.text,
        text_hash=text_hash(document.text),
        language=document.language or detected_language(document.text).code,
        published_from=published_from,
        published_to=published_to,
    )


def _revision_row(draft: Draft, revision: NewRevision) -> tuple[Any, ...]:
    changes = json_text(dict(draft.document.changes))
    return (
        *(revision.id, revision.article_id, revision.text, revision.text_hash),
        *(changes, draft.original_id),
    )


def _article_row(draft: Draft, revision: NewRevision, now: datetime) -> tuple[Any, ...]:
    document = draft.document
    return (
        *(revision.article_id, now, revision.project_id, document.title, document.url, document.publisher),
        *(document.byline, revision.published_from, revision.published_to, revision.language, revision.id),
        *(draft.item_id, draft.start, draft.end, 1),
    )


def _outcomes(project: Project, pairs: Sequence[tuple[Draft, NewRevision]], made: set[UUID]) -> list[Outcome]:
    hashes = [revision.text_hash for _, revision in pairs if revision.article_id not in made]
    rows = ArticleRevision.objects.filter(project=project, text_hash__in=hashes)
    known = {
        digest: (article_id, item_id)
        for digest, article_id, item_id in rows.values_list(
            "text_hash", "article_id", "article__origin_item_id"
        )
    }
    outcomes = []
    for draft, revision in pairs:
        if revision.article_id in made:
            outcomes.append(Outcome(draft, revision.article_id, is_own=True, made=revision))
        else:
            article_id, item_id = known[revision.text_hash]
            outcomes.append(Outcome(draft, article_id, is_own=item_id == draft.item_id))
    return outcomes
