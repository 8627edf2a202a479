"""An article that comes again with changed text becomes a new revision; the old one stays as it was."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from claims.importing.drafts import Draft, Outcome, text_hash
from claims.models import Article, ArticleRevision, ImportItem, ImportJob, Project

MADE = "revision"  # in an item's payload: the revision that was made from it


def earlier_articles(project: Project, drafts: Sequence[Draft]) -> dict[UUID, UUID]:
    """The article that was imported from a draft's address before, by the draft's item.

    Only where the address means one article: it has one whole article from another import, and one draft.
    (Some tables give the address of the site for every row.)
    """
    whole = [draft for draft in drafts if draft.start is None and draft.document.url]
    given = Counter(draft.document.url for draft in whole)
    ours = ImportJob.objects.filter(items__in=[draft.item_id for draft in whole])
    rows = Article.objects.filter(project=project, url__in=given, current_revision__isnull=False).values_list(
        "url", "pk", "origin_start", "origin_item__job"
    )
    held: dict[str, list[tuple[UUID, bool]]] = {}
    jobs = set(ours.values_list("pk", flat=True)) if given else set()
    for url, pk, start, job in rows:
        held.setdefault(url, []).append((pk, start is None and job not in jobs))
    return {
        draft.item_id: found[0][0]
        for draft in whole
        if given[draft.document.url] == 1
        and len(found := held.get(draft.document.url, [])) == 1
        and found[0][1]
    }


def add_revision(article_id: UUID, draft: Draft) -> Outcome:
    """Make the text of `draft` the newest revision of an article, unless the project has the text."""
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_id)
        digest = text_hash(draft.document.text)
        known = ArticleRevision.objects.filter(project=article.project_id, text_hash=digest).first()
        if known is not None:
            item = ImportItem.objects.get(pk=draft.item_id)
            own = item.payload.get(MADE) == str(known.pk) or known.article.origin_item_id == item.pk
            return Outcome(draft, known.article_id, is_own=own)
        newest = article.revisions.aggregate(newest=Max("number"))["newest"] or 0
        revision = ArticleRevision.objects.create(
            project_id=article.project_id,
            article=article,
            number=newest + 1,
            text=draft.document.text,
            text_hash=digest,
            canonical_changes=dict(draft.document.changes),
            original_id=draft.original_id,
        )
        Article.objects.filter(pk=article.pk).update(
            current_revision=revision, title=draft.document.title, version=F("version") + 1
        )
        item = ImportItem.objects.get(pk=draft.item_id)
        item.payload = item.payload | {MADE: str(revision.pk)}
        item.duplicate_of = article
        item.save(update_fields=["payload", "duplicate_of"])
        return Outcome(draft, article.pk, is_own=True)
