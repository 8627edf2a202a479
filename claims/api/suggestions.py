from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import visible_article
from claims.annotating.suggestions import accept_suggestion, dismiss_suggestion, undecide_suggestion
from claims.api.base import StrictSerializer, person, seen
from claims.api.claims import ClaimSerializer
from claims.api.conditions import idempotent, with_etag
from claims.api.figures import FigureSerializer
from claims.api.pagination import CursorPages
from claims.api.tags import reading_context
from claims.choices import SuggestionKind
from claims.models import Claim, Suggestion, SuggestionDecision


class SuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    """What a method proposes, with its reasons."""

    class Meta:
        model = Suggestion
        fields = ("id", "kind", "start", "end", "score", "payload", "reasons", "method")
        read_only_fields = fields


class SuggestionPages(CursorPages):
    """Suggestions in the order of the text."""

    page_size = 500
    max_page_size = 5_000
    ordering = ("start", "end", "id")


class SuggestionList(APIView):
    """The suggestions on an article's present revision, with one's own decision on each."""

    def get(self, request: Request, article_id: UUID) -> Response:
        """In the order of the text."""
        article = visible_article(person(request), article_id)
        rows = Suggestion.objects.filter(revision_id=article.current_revision_id)
        pages = SuggestionPages()
        page = pages.paginate_queryset(rows, request, view=self) or []
        decided = dict(
            SuggestionDecision.objects.filter(user=person(request), suggestion__in=page).values_list(
                "suggestion_id", "outcome"
            )
        )
        results = [{**SuggestionSerializer(row).data, "decision": decided.get(row.pk)} for row in page]
        return pages.get_paginated_response(results)


class AcceptSerializer(StrictSerializer):
    """How a suggestion is taken: as it is, or with changes to its fields."""

    id = serializers.UUIDField(required=False, help_text="The new tag's identifier, chosen by the caller")
    changes = serializers.DictField(required=False)


class SuggestionAccept(APIView):
    """Tag what a suggestion proposes."""

    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        """The tag, which is the same when it is accepted again."""
        written = AcceptSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        suggestion = seen(Suggestion, request, pk, "revision")
        context = reading_context(request, suggestion.revision.project_id)
        is_figure = suggestion.kind == SuggestionKind.FIGURE
        serializer: Any = FigureSerializer if is_figure else ClaimSerializer
        changes = serializer(data=written.validated_data.get("changes", {}), partial=True, context=context)
        changes.is_valid(raise_exception=True)
        tag, _ = accept_suggestion(
            person(request),
            pk=pk,
            changes=dict(changes.validated_data),
            tag_id=written.validated_data.get("id"),
        )
        noun = "claim" if isinstance(tag, Claim) else "figure"
        return with_etag(Response({"noun": noun, noun: serializer(tag, context=context).data}), tag)


class SuggestionDismiss(APIView):
    """Want none of a suggestion."""

    def post(self, request: Request, pk: UUID) -> Response:
        """Done, for this person alone."""
        dismiss_suggestion(person(request), pk=pk)
        return Response(status=204)


class SuggestionUndecide(APIView):
    """Take one's decision on a suggestion back."""

    def delete(self, request: Request, pk: UUID) -> Response:
        """Done; it is offered again."""
        undecide_suggestion(person(request), pk=pk)
        return Response(status=204)
