from collections import defaultdict
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.activity import follow_article
from claims.annotating.assignments import visible_article
from claims.api.base import person
from claims.api.claims import ClaimSerializer
from claims.api.evidence import EvidenceSerializer
from claims.api.figures import FigureSerializer
from claims.api.offsets import OffsetsQuery
from claims.api.operations import operation
from claims.api.people import PersonSerializer
from claims.api.tags import reading_context
from claims.models import Evidence


class ActivityQuery(OffsetsQuery):
    """Since when."""

    since = serializers.CharField(
        required=False, default="", max_length=60, allow_blank=True, help_text="From the last answer"
    )


class ActivitySerializer(serializers.Serializer[Any]):
    """Who has the article open and what changed."""

    since = serializers.CharField(help_text="Send it back the next time")
    people = PersonSerializer(many=True)
    claims = ClaimSerializer(many=True)
    figures = FigureSerializer(many=True)
    evidence = serializers.DictField(
        child=EvidenceSerializer(many=True), help_text="By the identifier of the claim or figure"
    )
    ids = serializers.JSONField(help_text="What is there: what isn't named was deleted")


class ArticleActivity(APIView):
    """Who has an article open, and what they change there."""

    @operation("Follow an article", query=ActivityQuery, answers=ActivitySerializer)
    def post(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """What changed since `?since=`, a stamp from the last answer; asking says that one is there."""
        article = visible_article(person(request), article_id)
        activity = follow_article(person(request), article=article, since=query["since"])
        context = reading_context(request, article.project_id, query)
        return Response(
            {
                "since": activity.since,
                "people": PersonSerializer(activity.people, many=True).data,
                "claims": ClaimSerializer(activity.claims, many=True, context=context).data,
                "figures": FigureSerializer(activity.figures, many=True, context=context).data,
                "evidence": by_item(activity.evidence, context),
                "ids": activity.ids,
            }
        )


def by_item(evidence: list[Evidence], context: dict[str, Any]) -> dict[str, list[Any]]:
    """The pieces of evidence as they are shown, by the identifier of their claim or figure."""
    found = defaultdict(list)
    for row in evidence:
        found[str(row.claim_id or row.figure_id)].append(EvidenceSerializer(row, context=context).data)
    return found
