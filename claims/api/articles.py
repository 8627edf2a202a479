from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.articles import change_article
from claims.annotating.assignments import next_article, visible_article
from claims.annotating.search import FILTERS, STATES, ArticleFilters, found_articles
from claims.annotating.sentences import join_sentences, split_sentence
from claims.annotating.submission import submit_article, take_back_submission
from claims.api.assignments import AssignmentSerializer
from claims.api.base import StrictModelSerializer, StrictSerializer, person, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.offsets import OffsetsQuery, counts_utf16, with_utf16
from claims.api.operations import operation
from claims.api.pagination import Orders, PageQuery, listed, order_field, page_of, paged
from claims.models import Article, Sentence
from claims.refusals import Missing


@tells_current(Article)
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


class ArticleFactsSerializer(StrictModelSerializer):
    """What is said about an article, to change it."""

    url = serializers.URLField(required=False, allow_blank=True, max_length=2000)

    class Meta:
        model = Article
        fields = ("title", "url", "publisher", "byline", "published_from", "published_to", "language")


ORDERS: Orders = {
    "newest": ("Newest first", ("-created_at", "id")),
    "oldest": ("Oldest first", ("created_at", "id")),
    "title": ("By title", ("title", "id")),
}


class ArticleQuery(PageQuery):
    """Which articles."""

    order = order_field(ORDERS)

    q = serializers.CharField(
        required=False, max_length=300, help_text="Words in the text or the title; “in quotes” for a phrase"
    )
    state = serializers.ChoiceField(list(STATES), required=False, help_text="Where the work on it stands")
    assignee = serializers.UUIDField(required=False, help_text="Given to this person")
    language = serializers.CharField(required=False, max_length=35)
    publisher = serializers.CharField(required=False, max_length=300)
    since = serializers.DateField(required=False, help_text="Published on this day or later")
    until = serializers.DateField(required=False, help_text="Published on this day or earlier")


class ArticleList(APIView):
    """The articles of a project."""

    @operation("List articles", query=ArticleQuery, answers=page_of(ArticleSerializer))
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Without their text."""
        project = seen_project(request, project_id)
        filters = ArticleFilters(**{name: str(query[name]) for name in FILTERS if name in query})
        rows = found_articles(person(request), project, filters)
        return paged(request, rows, query, order=ORDERS[query["order"]][1], show=listed(ArticleSerializer))


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

    @operation(
        "Change an article's facts",
        body=ArticleFactsSerializer,
        answers=ArticleSerializer,
        conditional=True,
    )
    def patch(self, request: Request, article_id: UUID) -> Response:
        """Title, address, publisher, byline, dates, language; the text never changes."""
        article = visible_article(person(request), article_id)
        written = ArticleFactsSerializer(article, data=request.data, partial=True)
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        version = version_seen(request)
        changed = change_article(person(request), pk=article.pk, version=version, fields=fields)
        return with_etag(Response(ArticleSerializer(changed).data), changed)


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

    @operation("List an article's sentences", query=OffsetsQuery, answers=SentencesSerializer)
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """All of them: they are spans only."""
        return all_sentences(request, article_id, query)


class SplitSerializer(StrictSerializer):
    """Where to split a sentence."""

    at = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Code point offset in the text")


class SentenceSplit(APIView):
    """Split a sentence in two; no tag moves."""

    @operation("Split a sentence", body=SplitSerializer, answers=SentencesSerializer, repeatable=True)
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

    @operation("Join a sentence with the next", answers=SentencesSerializer, repeatable=True)
    def post(self, request: Request, article_id: UUID, ordinal: int) -> Response:
        """The sentences as they are then."""
        article = visible_article(person(request), article_id)
        if article.current_revision_id is None:
            raise Missing
        join_sentences(person(request), revision_id=article.current_revision_id, ordinal=ordinal)
        return all_sentences(request, article_id)


def all_sentences(request: Request, article_id: UUID, query: dict[str, Any] | None = None) -> Response:
    """The sentences of the article's present revision."""
    article = visible_article(person(request), article_id)
    rows = Sentence.objects.visible_to(person(request)).filter(revision_id=article.current_revision_id)
    shown = list(rows.values("ordinal", "start", "end", "kind"))
    if counts_utf16(query) and article.current_revision is not None:
        with_utf16(shown, article.current_revision.text)
    return Response({"revision": article.current_revision_id, "results": shown})


class Submission(APIView):
    """One's own work on an article, submitted or taken back as a whole."""

    @operation(
        "Submit one's work on an article",
        answers=AssignmentSerializer,
        repeatable=True,
        refusals=["parts_missing", "status"],
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """Submit it; 400 names what is missing, by item."""
        article = visible_article(person(request), article_id)
        assignment = submit_article(person(request), article=article)
        return with_etag(Response(AssignmentSerializer(assignment).data), assignment)

    @operation("Take a submission back", answers=AssignmentSerializer, refusals=["status"])
    def delete(self, request: Request, article_id: UUID) -> Response:
        """Take it back to go on tagging."""
        article = visible_article(person(request), article_id)
        assignment = take_back_submission(person(request), article=article)
        return with_etag(Response(AssignmentSerializer(assignment).data), assignment)


class NextArticle(APIView):
    """Work is given out here."""

    @operation("Take the next article", answers={200: ArticleSerializer, 204: None}, repeatable=True)
    def post(self, request: Request, project_id: UUID) -> Response:
        """The article to work on next, 204 when there is none."""
        article = next_article(person(request), project=seen_project(request, project_id))
        if article is None:
            return Response(status=204)
        return with_etag(Response(ArticleSerializer(article).data), article)
