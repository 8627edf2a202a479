from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import next_article, visible_article
from claims.annotating.sentences import join_sentences, split_sentence
from claims.annotating.submission import submit_article, take_back_submission
from claims.api.base import StrictSerializer, person, seen_project
from claims.api.conditions import with_etag
from claims.api.operations import operation
from claims.models import Article, Assignment, Sentence
from claims.refusals import Missing


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article without its text."""

    revision = serializers.UUIDField(source="current_revision_id", read_only=True)
    project = serializers.UUIDField(source="project_id", read_only=True)

    class Meta:
        model = Article
        fields: tuple[str, ...] = (
            "id",
            "project",
            "title",
            "url",
            "publisher",
            "byline",
            "published_from",
            "published_to",
            "language",
            "revision",
            "created_at",
            "version",
        )
        read_only_fields: tuple[str, ...] = fields


class ArticleTextSerializer(ArticleSerializer):
    """An article with the text of its present revision."""

    text = serializers.CharField(allow_null=True, help_text="What all spans point into, in code points")

    class Meta(ArticleSerializer.Meta):
        fields = (*ArticleSerializer.Meta.fields, "text")
        read_only_fields = fields


class ArticleDetail(APIView):
    """One article with the text of its present revision."""

    @operation("Read an article", answers=ArticleTextSerializer)
    def get(self, request: Request, article_id: UUID) -> Response:
        """The article; `text` is what all spans point into, in Unicode code points."""
        article = visible_article(person(request), article_id)
        body: dict[str, Any] = dict(ArticleSerializer(article).data)
        revision = article.current_revision
        body["text"] = revision.text if revision else None
        return with_etag(Response(body), article)


class SentenceSerializer(serializers.ModelSerializer[Sentence]):
    """A sentence: ordinal, span and kind."""

    class Meta:
        model = Sentence
        fields = ("ordinal", "start", "end", "kind")
        read_only_fields = fields


class SentencesSerializer(serializers.Serializer[Any]):
    """All the sentences of a revision."""

    revision = serializers.UUIDField(allow_null=True)
    results = SentenceSerializer(many=True)


class SentenceList(APIView):
    """The sentences of an article's present revision."""

    @operation("List an article's sentences", answers=SentencesSerializer)
    def get(self, request: Request, article_id: UUID) -> Response:
        """All of them: they are spans only."""
        return all_sentences(request, article_id)


class SplitSerializer(StrictSerializer):
    """Where to split a sentence."""

    at = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Code point offset in the text")


class SentenceSplit(APIView):
    """Split a sentence in two; no tag moves."""

    @operation("Split a sentence", body=SplitSerializer, answers=SentencesSerializer)
    def post(self, request: Request, article_id: UUID, ordinal: int) -> Response:
        """The sentences as they are then."""
        article = visible_article(person(request), article_id)
        written = SplitSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        if article.current_revision_id is None:
            raise Missing
        split_sentence(
            person(request),
            revision_id=article.current_revision_id,
            ordinal=ordinal,
            at=written.validated_data["at"],
        )
        return all_sentences(request, article_id)


class SentenceJoin(APIView):
    """Join a sentence with the next; no tag moves."""

    @operation("Join a sentence with the next", answers=SentencesSerializer)
    def post(self, request: Request, article_id: UUID, ordinal: int) -> Response:
        """The sentences as they are then."""
        article = visible_article(person(request), article_id)
        if article.current_revision_id is None:
            raise Missing
        join_sentences(person(request), revision_id=article.current_revision_id, ordinal=ordinal)
        return all_sentences(request, article_id)


def all_sentences(request: Request, article_id: UUID) -> Response:
    """The sentences of the article's present revision."""
    article = visible_article(person(request), article_id)
    rows = Sentence.objects.visible_to(person(request)).filter(revision_id=article.current_revision_id)
    columns = ("ordinal", "start", "end", "kind")
    return Response({"revision": article.current_revision_id, "results": list(rows.values(*columns))})


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """One annotator's work on one article."""

    class Meta:
        model = Assignment
        fields = ("id", "article", "annotator", "state", "submitted_at", "version")
        read_only_fields = fields


class Submission(APIView):
    """One's own work on an article, submitted or taken back as a whole."""

    @operation("Submit one's work on an article", answers=AssignmentSerializer, refusals=[409])
    def post(self, request: Request, article_id: UUID) -> Response:
        """Submit it; 400 names what is missing, by item."""
        article = visible_article(person(request), article_id)
        assignment = submit_article(person(request), article=article)
        return with_etag(Response(AssignmentSerializer(assignment).data), assignment)

    @operation("Take a submission back", answers=AssignmentSerializer, refusals=[409])
    def delete(self, request: Request, article_id: UUID) -> Response:
        """Take it back to go on tagging."""
        article = visible_article(person(request), article_id)
        assignment = take_back_submission(person(request), article=article)
        return with_etag(Response(AssignmentSerializer(assignment).data), assignment)


class NextArticle(APIView):
    """Work is given out here."""

    @operation("Take the next article", answers={200: ArticleSerializer, 204: None})
    def post(self, request: Request, project_id: UUID) -> Response:
        """The article to work on next, 204 when there is none."""
        article = next_article(person(request), project=seen_project(request, project_id))
        if article is None:
            return Response(status=204)
        return with_etag(Response(ArticleSerializer(article).data), article)
