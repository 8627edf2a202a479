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
from claims.api.conditions import with_etag
from claims.api.figures import FigureSerializer
from claims.api.offsets import OffsetsQuery, counts_utf16, with_utf16
from claims.api.operations import operation
from claims.api.pagination import PageQuery, page_of, paged
from claims.api.reviews import ItemSerializer
from claims.api.tags import REFUSED_NEW, reading_context
from claims.choices import SuggestionKind, SuggestionOutcome
from claims.models import Claim, Suggestion, SuggestionDecision


class SuggestionSerializer(serializers.ModelSerializer[Suggestion]):
    """What a method proposes, with its reasons."""

    class Meta:
        model = Suggestion
        fields: tuple[str, ...] = ("id", "kind", "start", "end", "score", "payload", "reasons", "method")
        read_only_fields: tuple[str, ...] = fields


class DecidedSuggestionSerializer(SuggestionSerializer):
    """A suggestion with one's own decision on it."""

    decision = serializers.ChoiceField(SuggestionOutcome.choices, allow_null=True, read_only=True)

    class Meta(SuggestionSerializer.Meta):
        fields = (*SuggestionSerializer.Meta.fields, "decision")
        read_only_fields = fields


class SuggestionQuery(PageQuery, OffsetsQuery):
    """Which suggestions."""

    kind = serializers.ChoiceField(SuggestionKind.choices, required=False)


class SuggestionList(APIView):
    """The suggestions on an article's present revision, with one's own decision on each."""

    @operation(
        "List the suggestions on an article",
        query=SuggestionQuery,
        answers=page_of(DecidedSuggestionSerializer),
    )
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """In the order of the text."""
        user = person(request)
        article = visible_article(user, article_id)
        rows = Suggestion.objects.visible_to(user).filter(revision_id=article.current_revision_id)
        if "kind" in query:
            rows = rows.filter(kind=query["kind"])

        def show(page: list[Any]) -> list[dict[str, Any]]:
            own = SuggestionDecision.objects.filter(user=user, suggestion__in=page)
            decided = dict(own.values_list("suggestion_id", "outcome"))
            shown = [{**SuggestionSerializer(row).data, "decision": decided.get(row.pk)} for row in page]
            if counts_utf16(query) and article.current_revision is not None:
                with_utf16(shown, article.current_revision.text)
            return shown

        return paged(request, rows, query, order=("start", "end", "id"), show=show, size=500)


class AcceptSerializer(StrictSerializer):
    """How a suggestion is taken: as it is, or with changes to its fields."""

    id = serializers.UUIDField(required=False, help_text="The new tag's identifier, chosen by the caller")
    changes = serializers.DictField(required=False)


class SuggestionAccept(APIView):
    """Tag what a suggestion proposes."""

    @operation(
        "Accept a suggestion",
        body=AcceptSerializer,
        answers=ItemSerializer,
        repeatable=True,
        refusals=[*REFUSED_NEW, "no_tag"],
    )
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

    @operation("Dismiss a suggestion", answers={204: None}, repeatable=True)
    def post(self, request: Request, pk: UUID) -> Response:
        """Done, for this person alone."""
        dismiss_suggestion(person(request), pk=pk)
        return Response(status=204)


class SuggestionUndecide(APIView):
    """Take one's decision on a suggestion back."""

    @operation("Take one's decision back", answers={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Done; it is offered again."""
        undecide_suggestion(person(request), pk=pk)
        return Response(status=204)
