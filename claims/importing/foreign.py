"""Tags that come with an imported text: made as submitted, with what the import says about who made them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone

from claims.choices import Status
from claims.importing.copying import copy_new
from claims.importing.documents import Document, Unreadable
from claims.importing.drafts import Outcome, text_hash
from claims.models import Article, ArticleRevision, Claim, Figure, ImportItem, ImportJob
from claims.models.writing import json_text
from claims.text.anchoring import placed_quote, selectors
from claims.text.figures import Figure as FigureSpan
from claims.text.figures import figure_spans
from claims.text.spans import code_point_offset
from claims.workflow import decision

SPANS = "spans"  # in a document's extra fields and in an item's payload
FIGURE_WORDS = ("figure", "number", "quantity", "money", "percent", "cardinal", "amount", "numeral")
NOT_PLACED = "spans_not_placed"
CONTRIBUTE = """
INSERT INTO claims_contribution ({noun}_id, user_id)
SELECT id, %s FROM claims_{noun} WHERE id = ANY(%s::uuid[])
    ON CONFLICT DO NOTHING
"""
Place = tuple[int, int]
Columns = dict[str, Any]


def placed_spans(
    raw: str, canonical: str, spans: Iterable[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], int]:
    """The spans of the raw text where they stand in the canonical one, and how many have no place there."""
    placed: list[dict[str, Any]] = []
    lost = 0
    for span in spans:
        place = _place(raw, canonical, span)
        if place is None:
            lost += 1
        else:
            placed.append(dict(span) | {"start": place[0], "end": place[1]})
    return placed, lost


def document_of_page(item: ImportItem) -> Document:
    """Annotations that came without their text, on the text that was imported from the page they are about.

    Raises Unreadable where the project has no article from there.
    """
    url = str(item.payload.get("url", ""))
    articles = Article.objects.filter(project=item.project_id, url=url, current_revision__isnull=False)
    text = articles.order_by("created_at").values_list("current_revision__text", flat=True).first()
    if not text:
        message = f"No article was imported from {url[:300]}. Import that page, then retry."
        raise Unreadable("page_unknown", message)
    placed, lost = placed_spans(text, text, item.payload[SPANS])
    if lost:
        changes = item.canonical_changes | {NOT_PLACED: lost}
        ImportItem.objects.filter(pk=item.pk).update(canonical_changes=changes)
    return Document(text, extra={SPANS: placed})


def bring_tags(job: ImportJob, outcomes: Sequence[Outcome]) -> int:
    """Make the tags that came with documents, in the name of who imports them; how many.

    Each says in its foreign attribution who made it. They arrive as submitted, and who imports them counts
    as their contributor. Doing it again changes nothing.
    """
    annotated = [outcome for outcome in outcomes if outcome.draft.document.extra.get(SPANS)]
    if not annotated:
        return 0
    revision_of = _revisions(job, annotated)
    spans_of: dict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    texts: dict[UUID, str] = {}
    for outcome in annotated:
        revision = revision_of[outcome.article_id]
        spans_of[revision] += outcome.draft.document.extra[SPANS]
        texts[revision] = outcome.draft.document.text
    claims: list[Columns] = []
    figures: list[Columns] = []
    for revision, found in spans_of.items():
        text = texts[revision]
        # A number is read in its sentence: “2.4 million” alone doesn't say of what.
        read = figure_spans(text) if any(_says_figure([span["label"]]) for span in found) else []
        for place, spans in _by_place(found).items():
            common = _tag(job, revision, text, place, spans)
            if (parsed := _parsed(place, spans, read)) is None:
                claims.append(common | _claim(revision, place, spans))
            else:
                figures.append(common | _figure(revision, place, parsed))
    with decision(job.created_by, "imported"):
        _store(job, Claim, claims)
        _store(job, Figure, figures)
    return len(claims) + len(figures)


def _revisions(job: ImportJob, outcomes: Iterable[Outcome]) -> dict[UUID, UUID]:
    """The revision with the text of each outcome's draft, by its article."""
    found = {one.article_id: one.made.id for one in outcomes if one.made is not None}
    hashes = {
        text_hash(one.draft.document.text): one.article_id for one in outcomes if one.article_id not in found
    }
    rows = ArticleRevision.objects.filter(project=job.project, text_hash__in=hashes)
    return found | {hashes[digest]: pk for digest, pk in rows.values_list("text_hash", "pk")}


def _place(raw: str, canonical: str, span: Mapping[str, Any]) -> Place | None:
    start, end, quote = span["start"], span["end"], span["quote"]
    if quote and raw[max(start, 0) : max(end, 0)] != quote and start >= 0:
        # Some tools count as browsers do, in UTF-16 units.
        start, end = code_point_offset(raw, start), code_point_offset(raw, end)
    if not 0 <= start < end <= len(raw) or (quote and raw[start:end] != quote):
        if not quote:
            return None
        found = placed_quote(quote, "", "", max(span["start"], 0), canonical)
        return (found.start, found.end) if found else None
    if raw == canonical:
        return start, end
    kept = selectors(raw, start, end)
    found = placed_quote(kept.exact, kept.prefix, kept.suffix, start, canonical)
    return (found.start, found.end) if found else None


def _by_place(spans: Iterable[Mapping[str, Any]]) -> dict[Place, list[Mapping[str, Any]]]:
    """One person tags one span once: what several made there is one tag that names them all."""
    places: dict[Place, list[Mapping[str, Any]]] = defaultdict(list)
    for span in spans:
        places[span["start"], span["end"]].append(span)
    return places


def _tag(
    job: ImportJob, revision: UUID, text: str, place: Place, spans: Iterable[Mapping[str, Any]]
) -> Columns:
    """What a claim and a figure have in common."""
    now = timezone.now()
    said = [{"label": span["label"], "by": span["by"]} for span in spans]
    return {
        "created_at": now,
        "project_id": job.project_id,
        "revision_id": revision,
        "start": place[0],
        "end": place[1],
        "quote": text[slice(*place)],
        "annotator_id": job.created_by_id,
        "status": Status.SUBMITTED,
        "submitted_at": now,
        "foreign_attribution": json_text({"import": str(job.pk), "annotations": said}),
    }


def _claim(revision: UUID, place: Place, spans: Iterable[Mapping[str, Any]]) -> Columns:
    return {"id": uuid5(revision, "claim {} {}".format(*place)), "tags": _labels(spans)[:20]}


def _parsed(
    place: Place, spans: Iterable[Mapping[str, Any]], read: Sequence[FigureSpan]
) -> FigureSpan | None:
    """The figure in the place of spans that say that there is one."""
    if not _says_figure(_labels(spans)):
        return None
    inside = (one for one in read if place[0] <= one.number_start and one.number_end <= place[1])
    parsed = next(inside, None)
    return None if parsed is None or parsed.value_low is parsed.value_high is None else parsed


def _figure(revision: UUID, place: Place, parsed: FigureSpan) -> Columns:
    return {
        "id": uuid5(revision, "figure {} {}".format(*place)),
        "numeral_start": parsed.number_start,
        "numeral_end": parsed.number_end,
        "kind": parsed.kind,
        "value_low": parsed.value_low,
        "value_high": parsed.value_high,
        "modifier": parsed.modifier,
        "measure": parsed.measure or "",
        "counted": parsed.counted or "",
        "qualifier": parsed.qualifier or "",
    }


def _labels(spans: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(span["label"] for span in spans if span["label"]))


def _says_figure(labels: Iterable[str]) -> bool:
    return any(word in label.lower() for label in labels for word in FIGURE_WORDS)


def _store(job: ImportJob, model: type[Claim | Figure], tags: Sequence[Columns]) -> None:
    if not tags:
        return
    # The ids are made from the places, so what was stored before is met again and left alone.
    copy_new(model, tags)
    with connection.cursor() as cursor:
        contribute = CONTRIBUTE.format(noun=model._meta.model_name)
        cursor.execute(contribute, [job.created_by_id, [tag["id"] for tag in tags]])
