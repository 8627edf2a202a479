"""A page that holds several articles: cuts are proposed, a person confirms or moves them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from claims.choices import ImportState, ItemState
from claims.importing.documents import Document, plain_field
from claims.importing.drafts import Draft
from claims.importing.titles import title_of
from claims.models import Cut, ImportItem, ImportJob, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.text.articles import ArticleSpan
from claims.workflow import decision, locked, refuse_unstorable, save_version

FIELDS = frozenset({"start", "end", "headline_start", "headline_end", "byline", "published"})
MOST_CUTS = 500


@dataclass(frozen=True, slots=True)
class Part:
    """An article of a page, as a person wants it: a half-open span of the page's text, in code points."""

    start: int
    end: int
    headline_start: int | None = None
    headline_end: int | None = None
    byline: str = ""
    published: str = ""


def propose_cuts(item: ImportItem, document: Document, spans: Sequence[ArticleSpan]) -> None:
    """Store the proposed cuts of a page that holds several articles; it then awaits a person."""
    known = {name: getattr(document, name) for name in ("title", "url", "publisher", "language")}
    with transaction.atomic():
        running = ImportItem.objects.select_for_update().filter(pk=item.pk, state=ItemState.RUNNING)
        if not running.exists():
            return
        running.update(
            state=ItemState.AWAITING_CUTS,
            text=document.text,
            canonical_changes=dict(document.changes),
            payload=item.payload | {name: value for name, value in known.items() if value},
            leased_until=None,
            finished_at=timezone.now(),
        )
        Cut.objects.filter(item=item).delete()
        Cut.objects.bulk_create([cut_of(item, span) for span in spans])


def with_signature(document: Document, span: ArticleSpan) -> Document:
    """The document with the headline, byline and date that the only article on its page shows."""
    title = document.title
    if not title and span.headline_start is not None:
        title = plain_field(document.text[span.headline_start : span.headline_end], 1000)
    return replace(
        document,
        title=title,
        byline=document.byline or plain_field(span.byline or "", 500),
        published=document.published or span.published or "",
    )


def confirm_cuts(user: User, *, item_id: UUID, version: int | None, parts: Sequence[Part]) -> ImportItem:
    """Set the articles of a page as a person wants them; a worker then makes them.

    `parts` must not overlap; what lies between them is left out. Raises Missing, Stale, Forbidden,
    Conflict when the page was cut before, and Invalid.
    """
    with decision(user, "cuts confirmed"):
        item = locked(ImportItem.objects.visible_to(user).select_related("job", "project"), item_id, version)
        require(user, "article.import", item.project)
        if item.state != ItemState.AWAITING_CUTS:
            raise Conflict("The cuts of this page were confirmed before.", code="cuts_confirmed")
        ordered = checked_parts(item.text, parts)
        Cut.objects.filter(item=item).delete()
        Cut.objects.bulk_create(
            [Cut(item=item, **{name: getattr(part, name) for name in FIELDS}) for part in ordered]
        )
        item.state = ItemState.PENDING
        item.finished_at = None
        item.attempts = 0
        save_version(item, ["state", "finished_at", "attempts"])
        ImportJob.objects.filter(pk=item.job_id, state=ImportState.FINISHED).update(
            state=ImportState.RUNNING, finished_at=None
        )
        return item


def cut_drafts(item: ImportItem, document: Document, cuts: Sequence[Cut]) -> list[Draft]:
    """The articles of a page whose cuts are confirmed, each with its offsets in the page's text."""
    return [
        Draft(item.pk, _part_document(document, cut), item.original_id, cut.start, cut.end) for cut in cuts
    ]


def _part_document(document: Document, cut: Cut) -> Document:
    text = document.text[cut.start : cut.end]
    headline = ""
    if cut.headline_start is not None and cut.headline_end is not None:
        headline = plain_field(document.text[cut.headline_start : cut.headline_end], 1000)
    return replace(
        document,
        text=text,
        title=headline or title_of(text, document.title),
        byline=cut.byline or document.byline,
        published=cut.published or document.published,
    )


def cut_of(item: ImportItem | None, span: ArticleSpan) -> Cut:
    """The cut that a proposed span is, not stored."""
    return Cut(
        item=item,
        start=span.start,
        end=span.end,
        headline_start=span.headline_start,
        headline_end=span.headline_end,
        byline=(span.byline or "")[:500],
        published=(span.published or "")[:10],
        confidence=span.confidence,
        reasons=list(span.reasons),
    )


def checked_parts(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts in their order, without white space at their ends; raises Invalid where they can't be cut."""
    if not 0 < len(parts) <= MOST_CUTS:
        raise Invalid({"cuts": [f"Give between 1 and {MOST_CUTS} articles."]})
    ordered = sorted(parts, key=lambda part: part.start)
    trimmed = []
    before = 0
    for part in ordered:
        place = f"The article at {part.start}"
        if not 0 <= part.start < part.end <= len(text):
            raise Invalid({"cuts": [f"{place}: 0 <= start < end <= {len(text)}."]}, code="span_outside")
        if part.start < before:
            raise Invalid({"cuts": [f"{place} begins before the one above ends."]}, code="cuts_overlap")
        if not text[part.start : part.end].strip():
            raise Invalid({"cuts": [f"{place} has no text."]}, code="empty")
        refuse_unstorable("cuts", [part.byline, part.published])
        trimmed.append(_with_headline_inside(_without_margins(text, part)))
        before = part.end
    return trimmed


def _without_margins(text: str, part: Part) -> Part:
    """The part, without white space at its ends."""
    slice_ = text[part.start : part.end]
    start = part.start + len(slice_) - len(slice_.lstrip())
    return replace(part, start=start, end=start + len(slice_.strip()))


def _with_headline_inside(part: Part) -> Part:
    """The part, without a headline that lies outside it."""
    first, last = part.headline_start, part.headline_end
    inside = first is not None and last is not None and part.start <= first < last <= part.end
    cleaned = replace(part, byline=plain_field(part.byline, 500), published=part.published[:10])
    return cleaned if inside else replace(cleaned, headline_start=None, headline_end=None)
