"""The page where an article is read and tagged."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from claims.annotating import claims as claim_actions
from claims.annotating import figures as figure_actions
from claims.annotating.activity import stamp
from claims.api.claims import ClaimSerializer
from claims.api.evidence import EvidenceSerializer
from claims.api.figures import FigureSerializer
from claims.api.people import PersonSerializer
from claims.api.sources import SourceSerializer
from claims.choices import (
    AssignmentState,
    ClaimType,
    Credibility,
    FigureKind,
    Modifier,
    Nature,
    Reliability,
    ReviewDecision,
    SourceKind,
    Stance,
    Status,
)
from claims.models import (
    Article,
    Assignment,
    Claim,
    Evidence,
    Figure,
    Sentence,
    Source,
    Suggestion,
    SuggestionDecision,
    User,
)
from claims.pages.article_text import Unit, article_html
from claims.pages.door import page, person, seen
from claims.permissions import may
from claims.refusals import Missing

RECENT_SOURCES = 8


@require_GET
@page
def workspace(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """The article with everything that the person may see on it."""
    user = person(request)
    rows = Article.objects.select_related("project", "current_revision").prefetch_related("project__verdicts")
    article = seen(rows, request, article_id)
    if article.current_revision is None:
        raise Missing
    text = article.current_revision.text
    units = Sentence.objects.filter(revision=article.current_revision_id).values_list("start", "end", "kind")
    assignment = Assignment.objects.standing().filter(article=article, annotator=user).first()
    return render(
        request,
        "claims/workspace.html",
        {
            "project": article.project,
            "section": "articles",
            "article": article,
            "text": article_html(text, [Unit(*unit) for unit in units]),
            "page": state(request, user, article),
            "may_tag": may(user, "article.annotate", article),
            "titled": text.lstrip().startswith(article.title),
            "submitted": assignment is not None and assignment.state == AssignmentState.SUBMITTED,
            "verdicts": article.project.verdicts.all(),
            "choices": CHOICES,
        },
    )


CHOICES = {
    "claim_type": ClaimType.choices,
    "credibility": Credibility.choices,
    "figure_kind": FigureKind.choices,
    "modifier": Modifier.choices,
    "nature": Nature.choices,
    "reliability": Reliability.choices,
    "source_kind": SourceKind.choices,
    "stance": Stance.choices,
}


def state(request: HttpRequest, user: User, article: Article) -> dict[str, Any]:
    """What the page's scripts begin with, in the API's own shapes."""
    context = {"request": request, "project_id": article.project_id, "utf16": False}
    return {
        "article": {"id": str(article.pk), "language": article.language, "project": str(article.project_id)},
        "person": PersonSerializer(user).data,
        "since": stamp(user, article),
        "claims": ClaimSerializer(tags(user, article, Claim), many=True, context=context).data,
        "figures": FigureSerializer(tags(user, article, Figure), many=True, context=context).data,
        "evidence": EvidenceSerializer(evidence(user, article), many=True, context=context).data,
        "suggestions": suggestions(user, article),
        "sources": SourceSerializer(recent_sources(user, article), many=True, context=context).data,
        "modifiers": {str(value): str(label) for value, label in Modifier.choices},
        "statuses": {str(value): str(label) for value, label in Status.choices},
        "decisions": {str(value): str(label) for value, label in ReviewDecision.choices},
        "kinds": {"claim": gettext("Claim"), "figure": gettext("Figure")},
        "written": {"claim": sorted(claim_actions.FIELDS), "figure": sorted(figure_actions.FIELDS)},
        "verdicts": [
            {"key": verdict.key, "label": verdict.label, "search_suffices": verdict.search_suffices}
            for verdict in article.project.verdicts.all()
        ],
    }


def tags(user: User, article: Article, model: type[Claim | Figure]) -> list[Claim | Figure]:
    """The tags of one kind that the person sees on the article, with what a serializer reads of them.

    Thousands of tags share one revision and few people: those are read once, and not joined to each row.
    """
    rows: Any = model.objects.visible_to(user).filter(revision_id=article.current_revision_id)
    found = list(rows)
    people = User.objects.in_bulk(
        {pk for tag in found for pk in (tag.annotator_id, tag.verified_by_id) if pk}
    )
    verdicts = {verdict.pk: verdict for verdict in article.project.verdicts.all()}
    for tag in found:
        tag.revision = article.current_revision
        tag.annotator = people[tag.annotator_id]
        tag.verified_by = people.get(tag.verified_by_id)
        if isinstance(tag, Claim) and tag.verdict_id:
            tag.verdict = verdicts[tag.verdict_id]
    return found


def evidence(user: User, article: Article) -> Any:
    """The evidence on the tags that the person sees on the article."""
    revision = article.current_revision_id
    rows = Evidence.objects.filter(claim__revision=revision) | Evidence.objects.filter(
        figure__revision=revision
    )
    return rows.filter(pk__in=Evidence.objects.visible_to(user).values("pk")).select_related(
        "source", "added_by"
    )


def suggestions(user: User, article: Article) -> list[dict[str, Any]]:
    """The suggestions on the article, each with the person's own decision."""
    revision = article.current_revision_id
    decisions = SuggestionDecision.objects.filter(user=user, suggestion__revision=revision)
    decided = dict(decisions.values_list("suggestion_id", "outcome"))
    columns = ("id", "kind", "start", "end", "score", "payload", "reasons")
    rows = Suggestion.objects.filter(revision=revision).order_by("start", "end").values(*columns)
    return [{**row, "payload": shown(row["payload"]), "decision": decided.get(row["id"])} for row in rows]


def shown(payload: dict[str, Any]) -> dict[str, Any]:
    """What the page shows of a suggestion's payload: not what a model learns from."""
    return {name: value for name, value in payload.items() if name not in {"features", "weight", "explored"}}


def recent_sources(user: User, article: Article) -> list[Source]:
    """The sources that the person used last, newest first, for attaching one without a search."""
    latest = (
        Evidence.objects.filter(added_by=user, source__project=article.project_id)
        .order_by("-created_at")
        .select_related("source")[: RECENT_SOURCES * 4]
    )
    found = {row.source_id: row.source for row in latest}
    rest = Source.objects.filter(project=article.project_id).order_by("-created_at")[:RECENT_SOURCES]
    return list({**found, **{row.pk: row for row in rest if row.pk not in found}}.values())[:RECENT_SOURCES]
