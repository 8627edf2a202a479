"""The sentences of revisions, as rows."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection, transaction

from claims.models import ArticleRevision, NewRevision, Sentence
from claims.text.sentences import METHOD, SentenceSpan, sentence_spans

COPY_SENTENCES = 'COPY claims_sentence (revision_id, ordinal, start, "end", kind) FROM STDIN'


def segment_new(revisions: Iterable[NewRevision]) -> dict[UUID, list[SentenceSpan]]:
    """Store the sentences of revisions made in this transaction that name this method; each one's."""
    found: dict[UUID, list[SentenceSpan]] = {}

    def split() -> Iterator[tuple[UUID, list[SentenceSpan]]]:
        for one in revisions:
            found[one.id] = sentence_spans(one.text, one.language)
            yield one.id, found[one.id]

    _copy(split())
    return found


def segment_revisions(ids: Iterable[UUID]) -> int:
    """Store the sentences of those of the revisions that this method hasn't split yet; how many revisions.

    Doing it again changes nothing. After an upgrade of the method the sentences are replaced; no tag
    depends on them.
    """
    waiting = ArticleRevision.objects.filter(pk__any_of=list(ids)).exclude(segmented_by=METHOD)
    found = {
        pk: sentence_spans(text, language)
        for pk, text, language in waiting.values_list("pk", "text", "article__language")
    }
    with transaction.atomic():
        # Another worker may have done it in the meantime; the lock lets one of the two write.
        free = list(
            waiting.filter(pk__in=found).order_by("pk").select_for_update(of=("self",)).values_list("pk")
        )
        ours = [pk for (pk,) in free]
        Sentence.objects.filter(revision__in=ours).exclude(revision__segmented_by="").delete()
        _copy([(pk, found[pk]) for pk in ours])
        ArticleRevision.objects.filter(pk__in=ours).update(segmented_by=METHOD)
    return len(ours)


def _copy(found: Iterable[tuple[UUID, list[SentenceSpan]]]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY_SENTENCES) as copy:
        for pk, spans in found:
            for ordinal, span in enumerate(spans):
                copy.write_row([pk, ordinal, span.start, span.end, span.kind])
