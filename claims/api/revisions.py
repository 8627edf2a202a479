"""The texts of an article, and where the tags of earlier ones stand in the newest."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import visible_article
from claims.annotating.placements import PlacedTag, carry_tag, placed_tags
from claims.api.base import person, seen
from claims.api.conditions import with_etag
from claims.api.offsets import OffsetsQuery, counts_utf16, with_utf16
from claims.api.operations import operation
from claims.api.people import PersonSerializer
from claims.api.reviews import ItemSerializer, item_body
from claims.choices import ItemNoun, Status
from claims.models import ArticleRevision, Claim, Figure


class RevisionSerializer(serializers.ModelSerializer[ArticleRevision]):
    """A text of an article, without the text. It never changes."""

    article = serializers.UUIDField(source="article_id", read_only=True)
    original = serializers.UUIDField(
        source="original_id", allow_null=True, read_only=True, help_text="The file that it was made from"
    )
    canonical_changes = serializers.DictField(help_text="What was done to the text, and how often")

    class Meta:
        model = ArticleRevision
        fields: tuple[str, ...] = (
            "id",
            "article",
            "number",
            "text_hash",
            "canonical_changes",
            "original",
            "created_at",
        )
        read_only_fields: tuple[str, ...] = fields
        extra_kwargs = {"number": {"help_text": "Which text of the article it is, from 1"}}


class RevisionTextSerializer(RevisionSerializer):
    """A text of an article."""

    class Meta(RevisionSerializer.Meta):
        fields = (*RevisionSerializer.Meta.fields, "text")
        read_only_fields = fields
        extra_kwargs = {"text": {"help_text": "What its spans point into, in code points"}}


class RevisionsSerializer(serializers.Serializer[Any]):
    """All the texts of an article."""

    results = RevisionSerializer(many=True)


class PlacementSerializer(serializers.Serializer[Any]):
    """Where a tag of an earlier text would stand in the newest."""

    start = serializers.IntegerField(help_text="In code points")
    end = serializers.IntegerField(help_text="Exclusive")
    quote = serializers.CharField(help_text="The words that stand there")
    method = serializers.ChoiceField(
        [
            ("exact", "The same words"),
            ("context", "The same words, told apart by those around them"),
            ("fuzzy", "Similar words"),
        ]
    )
    score = serializers.FloatField(help_text="How sure it is, from 0 to 1")
    numbers_changed = serializers.BooleanField(help_text="Whether its digits differ")


class PlacedTagSerializer(serializers.Serializer[Any]):
    """A tag of an earlier text and its place in the newest."""

    noun = serializers.ChoiceField(ItemNoun.choices)
    id = serializers.UUIDField()
    revision = serializers.UUIDField(help_text="The text that it was made on")
    quote = serializers.CharField(help_text="Its words there")
    status = serializers.ChoiceField(Status.choices)
    annotator = PersonSerializer()
    placement = PlacementSerializer(allow_null=True, help_text="Null where no place is sure: tag it by hand")
    carried = serializers.BooleanField(help_text="Whether its annotator has a tag there already")


class PlacedTagsSerializer(serializers.Serializer[Any]):
    """The tags of earlier texts."""

    results = PlacedTagSerializer(many=True)


class RevisionList(APIView):
    """The texts that an article has had."""

    @operation("List the revisions of an article", answers=RevisionsSerializer)
    def get(self, request: Request, article_id: UUID) -> Response:
        """Newest first, without their text."""
        article = visible_article(person(request), article_id)
        rows = article.revisions.defer("text", "search").order_by("-number")
        return Response({"results": RevisionSerializer(rows, many=True).data})


class RevisionDetail(APIView):
    """One text of an article."""

    @operation("Read a revision", answers=RevisionTextSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """With its text: what is verified points into the text on which it was verified."""
        return Response(RevisionTextSerializer(seen(ArticleRevision, request, pk)).data)


class PlacementList(APIView):
    """The tags of an article's earlier texts."""

    @operation("List the tags of earlier revisions", query=OffsetsQuery, answers=PlacedTagsSerializer)
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """In the order of the text, each with its place in the newest where one is sure."""
        article = visible_article(person(request), article_id)
        shown = [_shown(tag) for tag in placed_tags(person(request), article)]
        if counts_utf16(query) and article.current_revision is not None:
            placements = [tag["placement"] for tag in shown if tag["placement"]]
            with_utf16(placements, article.current_revision.text)
        return Response({"results": shown})


class Carry(APIView):
    """A tag of an earlier text, carried over to the newest."""

    model: type[Claim | Figure] = Claim

    @operation(
        "Carry a tag over to the newest revision",
        answers=ItemSerializer,
        repeatable=True,
        refusals=["not_placed", "span_taken", "status"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """A draft with the same fields and evidence, where its place is sure; again it is the same draft."""
        tag = seen(self.model, request, pk, "revision__article")
        made = carry_tag(person(request), article=tag.revision.article, model=self.model, pk=pk)
        fresh = self.model.objects.visible_to(person(request)).with_context().get(pk=made.pk)
        return with_etag(Response(item_body(request, fresh)), fresh)


def _shown(placed: PlacedTag) -> dict[str, Any]:
    found = placed.placement
    return {
        "noun": placed.noun,
        "id": placed.tag.pk,
        "revision": placed.tag.revision_id,
        "quote": placed.tag.quote,
        "status": placed.tag.status,
        "annotator": PersonSerializer(placed.tag.annotator).data,
        "placement": found
        and {
            "start": found.start,
            "end": found.end,
            "quote": placed.quote,
            "method": found.method,
            "score": found.score,
            "numbers_changed": found.numbers_changed,
        },
        "carried": placed.is_there,
    }
