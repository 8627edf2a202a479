"""The suggestions for revisions, as rows."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from claims.choices import SuggestionKind
from claims.models import ArticleRevision, NewRevision, Project, Sentence, Suggestion, SuggestionDecision
from claims.models.identifiers import uuid7_digits
from claims.models.writing import json_text
from claims.suggesting.learning import model_in_use
from claims.suggesting.proposals import METHODS, Proposal, Source, proposals
from claims.text.checkworthiness.model import LinearModel
from claims.text.sentences import SentenceSpan

OURS = [SuggestionKind.FIGURE, SuggestionKind.CLAIM, SuggestionKind.SPEAKER]
COPY_SUGGESTIONS = """
COPY claims_suggestion (id, revision_id, kind, start, "end", score, payload, reasons, method) FROM STDIN
"""


def suggest_for_new(
    revisions: Iterable[NewRevision],
    sentences: Mapping[UUID, Sequence[SentenceSpan]],
    model: LinearModel,
) -> None:
    """Store the suggestions for revisions that were made in this transaction and name these methods.

    The database takes in the rows of one text while the next one is read.
    """
    _copy((one.id, found) for one in revisions for found in proposals(_source(one, sentences[one.id], model)))


def suggest_for_revisions(ids: Iterable[UUID]) -> int:
    """Store the suggestions for those of the revisions that lack them; how many revisions.

    Doing it again changes nothing. After an upgrade of a method only suggestions on which nobody has
    decided are replaced.
    """
    rows = ArticleRevision.objects.filter(pk__in=list(ids))
    projects = rows.order_by("project").values_list("project", flat=True).distinct()
    return sum(_suggest(rows.filter(project=project), model_in_use(project)) for project in projects)


def refresh_suggestions(project: Project, *, limit: int) -> int:
    """Suggest anew for up to `limit` articles whose suggestions came from an earlier method or model."""
    model = model_in_use(project.pk)
    rows = ArticleRevision.objects.filter(project=project, current_of__isnull=False).exclude(suggested_by="")
    outdated = rows.exclude(suggested_by=methods_with(model)).order_by("pk").values_list("pk", flat=True)
    return _suggest(ArticleRevision.objects.filter(pk__in=list(outdated[:limit])), model)


def methods_with(model: LinearModel) -> str:
    """What is noted on a revision once its suggestions stand: all methods with their versions."""
    return f"{METHODS} {model.method}"


def _suggest(rows: QuerySet[ArticleRevision], model: LinearModel) -> int:
    methods = methods_with(model)
    waiting = rows.exclude(suggested_by=methods)
    found = {pk: proposals(source) for pk, source in _sources(waiting, model).items()}
    with transaction.atomic():
        # Another worker may have done it in the meantime; the lock lets one of the two write.
        free = waiting.filter(pk__in=found).order_by("pk").select_for_update(of=("self",))
        before = dict(free.values_list("pk", "suggested_by"))
        decided = _replace_undecided([pk for pk, method in before.items() if method])
        _copy(
            (pk, one)
            for pk in before
            for one in found[pk]
            if (pk, one.kind, one.start, one.end) not in decided
        )
        ArticleRevision.objects.filter(pk__in=before).update(suggested_by=methods)
    return len(before)


def _source(revision: NewRevision, sentences: Sequence[SentenceSpan], model: LinearModel) -> Source:
    dates = (revision.published_from, revision.published_to)
    return Source(revision.text, sentences, revision.language, *dates, model)


def _sources(revisions: QuerySet[ArticleRevision], model: LinearModel) -> dict[UUID, Source]:
    columns = ("text", "article__language", "article__published_from", "article__published_to")
    rows = {pk: row for pk, *row in revisions.values_list("pk", *columns)}
    sentences: dict[UUID, list[SentenceSpan]] = {pk: [] for pk in rows}
    units = Sentence.objects.filter(revision__in=rows).order_by("revision", "ordinal")
    for pk, start, end, kind in units.values_list("revision", "start", "end", "kind"):
        sentences[pk].append(SentenceSpan(start, end, kind))
    return {
        pk: Source(text, sentences[pk], language, published_from, published_to, model)
        for pk, (text, language, published_from, published_to) in rows.items()
    }


def _replace_undecided(ids: list[UUID]) -> set[tuple[UUID, str, int, int]]:
    """Delete our earlier suggestions on which nobody decided; the spans of those that stay."""
    if not ids:
        return set()
    ours = Suggestion.objects.filter(revision__in=ids, kind__in=OURS)
    kept = SuggestionDecision.objects.filter(suggestion__in=ours).values("suggestion")
    ours.exclude(pk__in=kept).delete()
    return set(ours.values_list("revision_id", "kind", "start", "end"))


def _copy(found: Iterable[tuple[UUID, Proposal]]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY_SUGGESTIONS) as copy:
        for pk, one in found:
            payload, reasons = json_text(one.payload), json_text(one.reasons)
            copy.write_row(
                [uuid7_digits(), pk, one.kind, one.start, one.end, one.score, payload, reasons, one.method]
            )
