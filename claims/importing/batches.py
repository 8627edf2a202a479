"""What is done with the items of a turn: read, cut or expanded, made into articles, and ended."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.utils import timezone

from claims.choices import ItemState
from claims.importing import limits
from claims.importing.addresses import ADDRESS, LaterAgain, fetch_original, wait_for_later
from claims.importing.articles import make_articles
from claims.importing.cuts import cut_drafts, propose_cuts, with_signature
from claims.importing.documents import Document, Unreadable, canonical_document
from claims.importing.drafts import Draft, Outcome, StagesAfter
from claims.importing.encodings import ENCODING
from claims.importing.expanding import expand_archive, expand_item, last_progress
from claims.importing.foreign import SPANS, bring_tags, document_of_page
from claims.importing.moving.articles import is_moved, moved_drafts
from claims.importing.moving.lines import WORK, expand_project
from claims.importing.moving.tags import bring_work
from claims.importing.originals import opened
from claims.importing.outcomes import NOTES
from claims.importing.readers import JSON_LINES, Format, format_of, format_of_media_type
from claims.importing.readers.project import is_project
from claims.importing.titles import title_of
from claims.importing.turns import MOST_ATTEMPTS, Batch, GivenUp
from claims.models import ArticleRevision, Cut, ImportItem, NewRevision, Original
from claims.text.articles import article_spans

log = logging.getLogger(__name__)

SET_ASIDE = Unreadable(
    "set_aside",
    f"Working on it failed {MOST_ATTEMPTS} times, so it was set aside. Import it in another format, or retry "
    "it when the cause is mended.",
)
STORAGE_AWAY = Unreadable(
    "storage", "The stored file can't be read just now. Retry it when the storage is back and has room."
)


END_DUPLICATES = """
UPDATE claims_importitem item
   SET state = %s, duplicate_of_id = ended.article_id, leased_until = NULL, finished_at = %s, text = ''
  FROM unnest(%s::uuid[], %s::uuid[]) AS ended (item_id, article_id)
 WHERE item.id = ended.item_id AND item.state = %s
"""


def read_batch(batch: Batch, on_part: Callable[[], object]) -> list[Draft]:
    """The articles to be made of a batch's items.

    An item may end here: as cuts that await a person, as the items that it holds, or as a failure that
    says what to do. `on_part` is called when some of the items that it holds can be worked on.
    """
    drafts: list[Draft] = []
    cuts: dict[UUID, list[Cut]] = defaultdict(list)
    for cut in Cut.objects.filter(item__id__any_of=batch.ids):
        cuts[cut.item_id].append(cut)
    for item in batch.items:
        try:
            drafts += _drafts(item, cuts[item.pk], on_part)
        except Unreadable as error:
            fail_item(item, error)
        except LaterAgain:
            wait_for_later([item])
        except OSError:
            log.exception("The original of item %s can't be read", item.pk)
            fail_item(item, STORAGE_AWAY)
    _store_encodings([item for item in batch.items if item.original_id and not item.text])
    return drafts


@dataclass(frozen=True, slots=True)
class Imported:
    """What the next stages work on: new revisions, and the ids of those stored before or moved in."""

    new: list[NewRevision]
    earlier: list[UUID]


def import_drafts(batch: Batch, drafts: Sequence[Draft], after: StagesAfter) -> Imported:
    """Make the articles of a batch; the revisions that are now to be segmented.

    An item ends here as a duplicate, or goes on with its articles until `finish_batch`. All of that belongs
    into one transaction, with the stages that the new revisions name, so that nobody ever sees half an
    article.
    """
    whole = [draft for draft in drafts if not is_moved(draft)]
    outcomes = make_articles(batch.job.project, whole, after)
    bring_tags(batch.job, outcomes)
    moved, failures = bring_work(batch.job, [draft for draft in drafts if is_moved(draft)])
    outcomes += moved
    for item in batch.items:
        if item.pk in failures:
            fail_item(item, failures[item.pk])
    _note_cuts(outcomes)
    _end_duplicates(outcomes)
    # A project that moves in has sentences of its own, so its articles go the longer way.
    new = [one.made for one in outcomes if one.made is not None and not is_moved(one.draft)]
    done = {revision.article_id for revision in new}
    others = [
        one.article_id
        for one in outcomes
        if one.article_id not in done and (one.is_own or is_moved(one.draft))
    ]
    revisions = ArticleRevision.objects.filter(article__in=others, suggested_by="")
    return Imported(new, list(revisions.values_list("pk", flat=True)))


def finish_batch(batch: Batch) -> None:
    """End the items whose articles have their sentences and suggestions.

    Raises GivenUp where others ended an item meanwhile, for it must not have articles then.
    """
    items = ImportItem.objects.filter(pk__any_of=batch.ids)
    # The text of an item is kept only where parts of it are articles: their offsets point into it.
    is_cut = Exists(Cut.objects.filter(item=OuterRef("pk")))
    kept = Case(When(is_cut, then=F("text")), default=Value("", TextField()))
    ended = items.filter(state=ItemState.RUNNING).update(
        state=ItemState.MADE, leased_until=None, finished_at=timezone.now(), text=kept
    )
    set_aside = Q(state=ItemState.FAILED, attempts__gt=batch.items[0].attempts)
    if ended < len(batch.items) and items.filter(Q(state=ItemState.CANCELLED) | set_aside).exists():
        raise GivenUp
    # What came with a project is rows of its own now.
    moved = [item.pk for item in batch.items if WORK in item.payload]
    over = ImportItem.objects.filter(pk__in=moved, state__in=[ItemState.MADE, ItemState.DUPLICATE])
    over.update(payload={})


def fail_item(item: ImportItem, error: Unreadable) -> None:
    """End an item as a failure that says why."""
    ImportItem.objects.filter(pk=item.pk, state=ItemState.RUNNING).update(
        state=ItemState.FAILED,
        failure_code=error.code,
        failure=error.message,
        leased_until=None,
        finished_at=timezone.now(),
    )


def _drafts(item: ImportItem, cuts: Sequence[Cut], on_part: Callable[[], object]) -> Iterable[Draft]:
    """The articles to be made of an item: none where it was expanded or awaits its cuts."""
    if item.attempts - last_progress(item) > MOST_ATTEMPTS:
        raise SET_ASIDE
    if WORK in item.payload:
        return moved_drafts(item)
    if item.text:
        document = _stored_document(item)
        if confirmed := cut_drafts(item, document, cuts):
            return confirmed
    elif SPANS in item.payload:
        document = document_of_page(item)
    else:
        if item.original is None and ADDRESS in item.payload:
            fetch_original(item)
        kind = _format(item)
        if kind is JSON_LINES and _holds_project(item):
            expand_project(item, on_part)
            return []
        if kind.rows is not None:
            expand_item(item, kind.rows, on_part)
            return []
        if kind.files is not None:
            expand_archive(item, kind.files, on_part)
            return []
        document = _read_document(item)
        if item.job.options.get("cut") is not False:
            spans = article_spans(document.text)
            if len(spans) > 1:
                propose_cuts(item, document, spans)
                return []
            document = with_signature(document, spans[0]) if spans else document
    return [Draft(item.pk, _titled(document, item.name), item.original_id)]


def _holds_project(item: ImportItem) -> bool:
    assert item.original is not None
    with opened(item.original) as file:
        return is_project(file)


def _format(item: ImportItem) -> Format:
    told = item.payload.get("media_type")
    return format_of_media_type(str(told), item.name) if told else format_of(item.name)


def _stored_document(item: ImportItem) -> Document:
    """The document that was read before: its text is canonical already."""
    extra = {SPANS: item.payload.get(SPANS, [])}
    return Document(item.text, changes=item.canonical_changes, extra=extra).with_fields(item.payload)


def _read_document(item: ImportItem) -> Document:
    """The document in the item's file, with what the person said about it over what the file says."""
    original = item.original
    assert original is not None
    if original.size > limits.DOCUMENT_BYTES:
        raise Unreadable(
            "too_large",
            f"The file has {original.size / 1e6:.1f} MB; one document may have "
            f"{limits.DOCUMENT_BYTES / 1e6:.0f} MB. Split it.",
        )
    read = _format(item).document
    assert read is not None
    with opened(original) as file:
        document = read(file.read(limits.DOCUMENT_BYTES), item.name, _declared(item))
    original.encoding = original.encoding or document.encoding
    document = canonical_document(document.with_fields(item.payload))
    if NOTES.keys() & document.changes.keys():
        ImportItem.objects.filter(pk=item.pk).update(canonical_changes=dict(document.changes))
    return document


def _declared(item: ImportItem) -> str | None:
    """The encoding that a server named for a page, or a person for the files of an import."""
    return item.payload.get("charset") or item.job.options.get(ENCODING)


def _store_encodings(items: Iterable[ImportItem]) -> None:
    found: dict[str, list[UUID]] = defaultdict(list)
    for item in items:
        if item.original is not None and item.original.encoding:
            found[item.original.encoding].append(item.original.pk)
    for encoding, ids in found.items():
        Original.objects.filter(pk__any_of=ids, encoding="").update(encoding=encoding)


def _titled(document: Document, name: str) -> Document:
    return document if document.title else replace(document, title=title_of(document.text, name))


def _note_cuts(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.draft.start is not None:
            cut = Cut.objects.filter(item=outcome.draft.item_id, start=outcome.draft.start)
            cut.update(article=outcome.article_id)


def _end_duplicates(outcomes: Sequence[Outcome]) -> None:
    """End the items none of whose parts is new, each pointing to the article that has the text."""
    own = {outcome.draft.item_id for outcome in outcomes if outcome.is_own}
    ended: dict[UUID, UUID] = {}
    for outcome in outcomes:
        if outcome.draft.item_id not in own:
            ended.setdefault(outcome.draft.item_id, outcome.article_id)
    if ended:
        ids, articles = list(ended), list(ended.values())
        with connection.cursor() as cursor:
            cursor.execute(
                END_DUPLICATES, [ItemState.DUPLICATE, timezone.now(), ids, articles, ItemState.RUNNING]
            )
