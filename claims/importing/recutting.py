"""A page that was taken for one article is cut by hand, while nobody has worked on it.

The article gives way to its parts: its item awaits its cuts again, and a worker makes the articles as it does
those of any page, each with its origin and its offsets there.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from claims.choices import AssignmentState, ImportState, ItemState
from claims.importing.cuts import FIELDS, Part, checked_parts, cut_of
from claims.importing.foreign import SPANS
from claims.models import (
    Article,
    ArticleRevision,
    Claim,
    Cut,
    Figure,
    ImportItem,
    ImportJob,
    SuggestionDecision,
    User,
)
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.text.articles import article_spans
from claims.workflow import decision, locked, save_version

OF_THE_PAGE = ("title", "url", "publisher", "language")


def proposed_cuts(article: Article) -> list[Cut]:
    """Where the articles on an article's page seem to begin and end; not stored."""
    assert article.current_revision is not None
    spans = article_spans(article.current_revision.text)
    return [cut_of(None, span) for span in spans]


def refuse_worked_on(article: Article) -> None:
    """Raise Conflict, with what to do, where an article can't be cut any more."""
    revisions = list(article.revisions.values_list("pk", flat=True))
    if len(revisions) != 1:
        message = "The article has several revisions, which belong together. Import its parts by themselves."
        raise Conflict(message, code="several_revisions")
    on_it = Q(revision__in=revisions)
    if Claim.objects.filter(on_it).exists() or Figure.objects.filter(on_it).exists():
        message = "The article has tags, and tags stay on their text. Import its parts by themselves instead."
        raise Conflict(message, code="has_tags")
    if SuggestionDecision.objects.filter(suggestion__revision__in=revisions).exists():
        message = "Somebody has decided on suggestions in it. Import its parts by themselves instead."
        raise Conflict(message, code="has_decisions")
    given = article.assignments.exclude(state=AssignmentState.TAKEN_BACK).select_related("annotator")
    if names := [str(assignment.annotator) for assignment in given]:
        message = f"It is given to {', '.join(names)}. Take it back first, then cut it."
        raise Conflict(message, code="assigned")
    if article.origin_item_id is None:
        message = "It isn't known any more where the article came from. Import its parts by themselves."
        raise Conflict(message, code="no_origin")


def cut_article(user: User, *, article_id: UUID, version: int | None, parts: Sequence[Part]) -> ImportItem:
    """Put articles made of `parts` of an article's text in its place; a worker makes them.

    Raises Missing, Stale, Forbidden, Conflict where somebody has worked on it, and Invalid.
    """
    try:
        with decision(user, "article cut"):
            seen = Article.objects.visible_to(user).select_related("project", "origin_item")
            article = locked(seen, article_id, version)
            require(user, "article.import", article)
            revision = article.revisions.select_for_update().order_by("-number").first()
            refuse_worked_on(article)
            assert revision is not None
            ordered = checked_parts(revision.text, parts)
            if len(ordered) == 1 and ordered[0].end - ordered[0].start == len(revision.text.strip()):
                raise Invalid({"cuts": ["Mark where the second article begins."]}, code="not_cut")
            item = _reopened(article, revision, ordered)
            article.delete()
            return item
    except IntegrityError as error:
        message = "Somebody began to work on it this moment. Look at it again."
        raise Conflict(message, code="worked_on") from error


def _reopened(article: Article, revision: ArticleRevision, parts: Sequence[Part]) -> ImportItem:
    """The article's item, with `parts` as its cuts where the article was; its other parts stay."""
    item = ImportItem.objects.select_for_update().get(pk=article.origin_item_id)
    offset = article.origin_start
    if offset is None:
        item.text, offset = revision.text, 0
        item.payload = _payload(article, item)
        item.cuts.all().delete()
    item.cuts.filter(start=offset).delete()
    Cut.objects.bulk_create(
        Cut(item=item, **{name: getattr(part, name) for name in FIELDS})
        for part in (_moved(part, offset) for part in parts)
    )
    item.state, item.finished_at, item.attempts = ItemState.PENDING, None, 0
    save_version(item, ["text", "payload", "state", "finished_at", "attempts"])
    ImportJob.objects.filter(pk=item.job_id).exclude(state=ImportState.PAUSED).update(
        state=ImportState.RUNNING, finished_at=None
    )
    return item


def _payload(article: Article, item: ImportItem) -> dict[str, str]:
    """What is known by now of the whole page. A byline and a date that were read in it may be one part's."""
    kept = {name: value for name, value in item.payload.items() if name != SPANS}
    said = {name: getattr(article, name) for name in OF_THE_PAGE}
    return kept | {name: value for name, value in said.items() if value}


def _moved(part: Part, offset: int) -> Part:
    places = {name: getattr(part, name) for name in ("start", "end", "headline_start", "headline_end")}
    return replace(part, **{name: at + offset for name, at in places.items() if at is not None})
