"""The articles of a project that moves in: their drafts, their further texts, their fields as they were."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Max

from claims.importing.documents import Document, Unreadable, plain_field
from claims.importing.drafts import Draft, Outcome
from claims.importing.moving.identity import taken_fields
from claims.importing.moving.lines import WORK
from claims.models import Article, ArticleRevision, Cut, ImportItem, Sentence

FIELDS = ("url", "publisher", "byline", "published_from", "published_to", "language")
COPY_SENTENCES = 'COPY claims_sentence (revision_id, ordinal, start, "end", kind) FROM STDIN'


def moved_drafts(item: ImportItem) -> list[Draft]:
    """The articles of an item that came with a project. Raises Unreadable for a bad value."""
    work = item.payload[WORK]
    return [_draft(item, given, work["project"]) for given in work["articles"]]


def is_moved(draft: Draft) -> bool:
    """Whether the draft came with a project."""
    return WORK in draft.document.extra


def complete_article(outcome: Outcome) -> None:
    """Give the article of a draft the texts that it lacks; its fields too, where it was made of the draft."""
    given = outcome.draft.document.extra[WORK]["article"]
    article = Article.objects.select_for_update().get(pk=outcome.article_id)
    stored = [_stored_revision(article, revision) for revision in given["revisions"]]
    if not outcome.is_own:
        return
    for name, value in taken_fields(Article, FIELDS, given).items():
        setattr(article, name, value)
    article.current_revision = next(one for one in reversed(stored) if one.article_id == article.pk)
    article.save(update_fields=[*FIELDS, "current_revision"])
    draft = outcome.draft
    if draft.start is not None and draft.end is not None:
        Cut.objects.get_or_create(item_id=draft.item_id, start=draft.start, defaults={"end": draft.end})


def _draft(item: ImportItem, given: Mapping[str, Any], project: Mapping[str, str]) -> Draft:
    first = given["revisions"][0]
    title = plain_field(str(given.get("title") or item.name), 1000)
    document = Document(
        first["text"],
        title=title,
        language=str(given.get("language") or "und")[:35],
        changes={name: count for name, count in _mapping(first.get("changes")).items() if type(count) is int},
        extra={WORK: {"article": given, "project": project}},
    )
    start, end = given.get("start"), given.get("end")
    if type(start) is int and type(end) is int and 0 <= start < end <= len(item.text):
        return Draft(item.pk, document, item.original_id, start, end)
    return Draft(item.pk, document, item.original_id)


def _stored_revision(article: Article, given: Mapping[str, Any]) -> ArticleRevision:
    """The revision with this text, of whichever article has it; the newest of this one where none has."""
    revision = ArticleRevision.objects.filter(
        project=article.project_id, text_hash=given["text_hash"]
    ).first() or ArticleRevision.objects.create(
        project_id=article.project_id,
        article=article,
        number=1 + (article.revisions.aggregate(newest=Max("number"))["newest"] or 0),
        text=given["text"],
        text_hash=given["text_hash"],
        canonical_changes=_mapping(given.get("changes")),
    )
    if revision.segmented_by == "":
        _store_sentences(revision, given)
    return revision


def _store_sentences(revision: ArticleRevision, given: Mapping[str, Any]) -> None:
    """The sentences as people left them there; without any the text is split anew."""
    sentences, method = given.get("sentences") or [], str(given.get("segmented_by") or "")
    if not sentences or not method:
        return
    rows = []
    before = 0
    for ordinal, one in enumerate(sentences):
        fields = taken_fields(Sentence, ("start", "end", "kind"), one)
        if not before <= fields["start"] < fields["end"] <= len(given["text"]):
            raise Unreadable("bad_value", f"Sentence {ordinal} isn't in the text, behind the one before.")
        before = fields["end"]
        rows.append([revision.pk, ordinal, fields["start"], fields["end"], fields["kind"]])
    with connection.cursor() as cursor, cursor.copy(COPY_SENTENCES) as copy:
        for row in rows:
            copy.write_row(row)
    ArticleRevision.objects.filter(pk=revision.pk).update(segmented_by=method[:60])


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
