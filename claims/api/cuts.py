"""A page that holds several articles, over REST: read the proposed cuts, and set them.

The same for an article that was taken whole, while nobody has worked on it.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen
from claims.api.conditions import version_seen, with_etag
from claims.api.importitems import ImportItemSerializer, ProposedCutSerializer
from claims.api.offsets import OffsetsQuery, counts_utf16, with_utf16
from claims.api.operations import operation
from claims.importing.cuts import Part, confirm_cuts
from claims.importing.recutting import cut_article, proposed_cuts
from claims.models import Article
from claims.permissions import require
from claims.tasks import wake_importers


class CutSerializer(StrictSerializer):
    """An article on a page: a half-open span of the page's text, in Unicode code points."""

    start = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    headline_start = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, allow_null=True
    )
    headline_end = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False, allow_null=True)
    byline = serializers.CharField(max_length=500, required=False, allow_blank=True)
    published = serializers.CharField(max_length=10, required=False, allow_blank=True)


class CutsSerializer(StrictSerializer):
    """All the articles of a page."""

    cuts = serializers.ListField(child=CutSerializer(), min_length=1, max_length=500)


class ImportItemCuts(APIView):
    """The articles of a page, as a person wants them."""

    @operation(
        "Confirm the cuts of a page",
        body=CutsSerializer,
        answers=ImportItemSerializer,
        conditional=True,
        refusals=["cuts_confirmed", "cuts_overlap", "empty", "span_outside"],
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """A worker then makes the articles."""
        parts = _parts(request)
        item = confirm_cuts(person(request), item_id=pk, version=version_seen(request), parts=parts)
        transaction.on_commit(wake_importers)
        return with_etag(Response(ImportItemSerializer(item).data), item)


class ProposedCutsSerializer(serializers.Serializer[Article]):
    """Where the articles in an article's text seem to begin and end."""

    cuts = ProposedCutSerializer(many=True, read_only=True)


class ArticleCuts(APIView):
    """The articles that an article should have been."""

    @operation(
        "Propose cuts of an article",
        query=OffsetsQuery,
        answers=ProposedCutsSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """Found by headline, byline and date; nothing is stored."""
        article = seen(Article, request, article_id, "project", "current_revision")
        require(person(request), "article.import", article)
        shown: Any = ProposedCutSerializer(proposed_cuts(article), many=True).data
        if counts_utf16(query) and article.current_revision is not None:
            with_utf16(shown, article.current_revision.text)
        return with_etag(Response({"cuts": shown}), article)

    @operation(
        "Cut an article",
        body=CutsSerializer,
        answers=ImportItemSerializer,
        conditional=True,
        refusals=[
            "assigned",
            "cuts_overlap",
            "empty",
            "has_decisions",
            "has_tags",
            "no_origin",
            "not_cut",
            "several_revisions",
            "span_outside",
            "worked_on",
        ],
    )
    def put(self, request: Request, article_id: UUID) -> Response:
        """The parts take its place, while nobody has worked on it; a worker makes them."""
        require(person(request), "article.import", seen(Article, request, article_id, "project"))
        version, parts = version_seen(request), _parts(request)
        item = cut_article(person(request), article_id=article_id, version=version, parts=parts)
        transaction.on_commit(wake_importers)
        return with_etag(Response(ImportItemSerializer(item).data), item)


def _parts(request: Request) -> list[Part]:
    written = CutsSerializer(data=request.data)
    written.is_valid(raise_exception=True)
    return [Part(**cut) for cut in written.validated_data["cuts"]]
