"""Several annotators' tags of one article, side by side, and the decision where they differ."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import visible_article
from claims.api.base import StrictSerializer, person
from claims.api.offsets import OffsetsQuery, counts_utf16, with_utf16
from claims.api.operations import operation
from claims.api.people import PersonSerializer
from claims.api.reviews import MODELS, ItemSerializer, ItemsSerializer, item_body
from claims.api.tags import reading_context
from claims.choices import ItemNoun
from claims.refusals import Invalid
from claims.reviewing.adjudication import adjudicate, merge_agreed, reject_all
from claims.reviewing.comparison import DIFFERENCES, Compared, comparison_of
from claims.workflow import Item

MOST_TAGS = 20


class SideSerializer(serializers.Serializer[Any]):
    """What one annotator made of some words."""

    annotator = PersonSerializer()
    item = ItemSerializer(allow_null=True, help_text="Null where they have no such tag")


class GroupSerializer(serializers.Serializer[Any]):
    """Tags that are about the same words, one of each annotator at most."""

    noun = serializers.ChoiceField(ItemNoun.choices)
    start = serializers.IntegerField(help_text="Of the span that most chose, in code points")
    end = serializers.IntegerField(help_text="Exclusive")
    overlap = serializers.FloatField(help_text="The least overlap of any two, from 0 to 1; 1 for one alone")
    differences = serializers.ListField(
        child=serializers.ChoiceField(list(DIFFERENCES.items())), help_text="Empty where all agree"
    )
    open = serializers.BooleanField(help_text="Whether it awaits adjudication")
    mergeable = serializers.BooleanField(help_text="Whether little but the edges differs")
    outcome = serializers.UUIDField(allow_null=True, help_text="The adjudicated tag that stands for them")
    sides = SideSerializer(many=True, help_text="In the order of the annotators")


class ComparisonSerializer(serializers.Serializer[Any]):
    """Who submitted an article, and their tags in groups."""

    revision = serializers.UUIDField(allow_null=True, help_text="The text that the offsets point into")
    annotators = PersonSerializer(many=True)
    groups = GroupSerializer(many=True, help_text="In the order of the text")


class MergedSerializer(serializers.Serializer[Any]):
    """What was merged."""

    merged = serializers.IntegerField(help_text="How many groups")


class SeenTagSerializer(StrictSerializer):
    """A tag of a group, as it was seen."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="As it was read")


class SettlementSerializer(StrictSerializer):
    """How a group is decided."""

    noun = serializers.ChoiceField(ItemNoun.choices)
    tags = serializers.ListField(
        child=SeenTagSerializer(), min_length=1, max_length=MOST_TAGS, help_text="All the tags of the group"
    )
    chosen = serializers.UUIDField(
        allow_null=True, help_text="The one that stands; null where none of them does and all are rejected"
    )
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=10_000, default="", help_text="Needed where none stands"
    )


class Adjudication(APIView):
    """Where annotators agree and where they differ."""

    @operation(
        "Compare annotators side by side",
        query=OffsetsQuery,
        answers=ComparisonSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """The tags of all who submitted the article, in groups that are about the same words."""
        article = visible_article(person(request), article_id)
        people, groups = comparison_of(person(request), article)
        context = reading_context(request, article.project_id, query) | {"article_id": article.pk}
        shown = [_group(group, context) for group in groups]
        if counts_utf16(query) and article.current_revision is not None:
            with_utf16(shown, article.current_revision.text)
        annotators = PersonSerializer(people, many=True).data
        return Response({"revision": article.current_revision_id, "annotators": annotators, "groups": shown})


class AdjudicationMerge(APIView):
    """Groups in which all agree."""

    @operation(
        "Merge what agrees",
        answers=MergedSerializer,
        repeatable=True,
        refusals=["adjudicated", "span_taken", "status"],
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Every group of which all made the same tag, give or take its edges, gets an adjudicated one."""
        article = visible_article(person(request), article_id)
        return Response({"merged": merge_agreed(person(request), article=article)})


class AdjudicationSettle(APIView):
    """A group on which a reviewer decides."""

    @operation(
        "Settle where annotators differ",
        body=SettlementSerializer,
        answers=ItemsSerializer,
        repeatable=True,
        refusals=["adjudicated", "invariant", "leased", "span_taken", "stale", "status", "unknown_reference"],
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """One tag is chosen, and stands for all as an adjudicated one that waits for review; or none stands.

        Answers the adjudicated tag, or those that were rejected. A tag that changed since: 412.
        """
        user, article = person(request), visible_article(person(request), article_id)
        written = SettlementSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        model = MODELS[written.validated_data["noun"]]
        tags = [(tag["id"], tag["version"]) for tag in written.validated_data["tags"]]
        here = model.objects.visible_to(user).filter(revision__article=article, pk__in=[pk for pk, _ in tags])
        if here.count() != len(tags):
            raise Invalid({"tags": ["Unknown."]}, code="unknown_reference")
        settled = _settled(request, model, written.validated_data, tags)
        rows = model.objects.visible_to(user).with_context().filter(pk__in=[item.pk for item in settled])
        return Response({"results": [item_body(request, row) for row in rows.order_by("start", "end", "pk")]})


def _settled(
    request: Request, model: type[Item], said: dict[str, Any], tags: list[tuple[UUID, int]]
) -> list[Item]:
    user, reason = person(request), said["reason"]
    if said["chosen"] is None:
        return reject_all(user, model, tags=tags, reason=reason)
    return [adjudicate(user, model, chosen=said["chosen"], tags=tags, reason=reason)]


def _group(row: Compared, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "noun": row.noun,
        "start": row.group.start,
        "end": row.group.end,
        "overlap": row.group.overlap,
        "differences": list(row.group.differences),
        "open": row.is_open,
        "mergeable": row.mergeable,
        "outcome": row.outcome.pk if row.outcome else None,
        "sides": [
            {
                "annotator": PersonSerializer(side.annotator).data,
                "item": item_body(context["request"], side.item, context) if side.item else None,
            }
            for side in row.sides
        ],
    }
