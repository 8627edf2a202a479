"""What the API says of claims and figures alike, and what may be done to either."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.assignments import article_to_tag, visible_article
from claims.api.base import StrictModelSerializer, StrictSerializer, person
from claims.api.conditions import version_seen, with_etag
from claims.api.offsets import OffsetsQuery
from claims.api.pagination import MOST, PageQuery, listed, paged
from claims.api.people import person_field
from claims.models import ArticleRevision, Claim, Figure
from claims.refusals import Invalid, Missing, Refusal
from claims.text.spans import Utf16Offsets

TAG_FIELDS = (
    "id",
    "article",
    "revision",
    "start",
    "end",
    "quote",
    "status",
    "layer",
    "annotator",
    "confidence",
    "reviewer_confidence",
    "verified_by",
    "verified_at",
    "submitted_at",
    "recheck_on",
    "version",
    "created_at",
    "updated_at",
)
TAG_READ_ONLY = (
    "article",
    "status",
    "layer",
    "annotator",
    "reviewer_confidence",
    "verified_by",
    "verified_at",
    "submitted_at",
    "version",
    "created_at",
    "updated_at",
)


# The codes of what keeps a tag from being made, and from being changed.
REFUSED_SPAN = ("quote_differs", "span_order", "span_outside", "span_taken", "rule", "unknown_reference")
REFUSED_NEW = (*REFUSED_SPAN, "identifier_taken")
REFUSED_CHANGE = (*REFUSED_SPAN, "status")
SPAN_EDGES = frozenset({"start", "end", "numeral_start", "numeral_end"})


class TagSerializer(StrictModelSerializer):
    """A tag: a span in code points, its quote, who made it and where it stands."""

    id = serializers.UUIDField(required=False)
    article = serializers.SerializerMethodField()
    revision = serializers.UUIDField(source="revision_id", required=False)
    quote = serializers.CharField(trim_whitespace=False, max_length=100_000)
    annotator = person_field()
    verified_by = person_field(allow_null=True)

    def get_article(self, tag: Any) -> UUID:
        """The article, which is known already where a tag was made on it."""
        known: UUID | None = self.context.get("article_id")
        return known or tag.revision.article_id

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """The fields, with offsets in UTF-16 code units too where `?offsets=utf16` asks for them."""
        shown = super().to_representation(instance)
        if self.context.get("utf16"):
            units = self._units(instance.revision_id)
            for edge in SPAN_EDGES & shown.keys():
                shown[f"{edge}_utf16"] = units.at(shown[edge])
        return shown

    def _units(self, revision_id: UUID) -> Utf16Offsets:
        """How the revision's offsets are counted by browsers; its text is read once an answer."""
        known: dict[UUID, Utf16Offsets] = self.context["units"]
        if revision_id not in known:
            texts = ArticleRevision.objects.values_list("text", flat=True)
            known[revision_id] = Utf16Offsets(texts.get(pk=revision_id))
        return known[revision_id]


class TagList(APIView):
    """The tags of one kind on an article: list and make."""

    model: ClassVar[type[Claim | Figure]]
    serializer_class: ClassVar[type[TagSerializer]]
    create: Callable[..., tuple[Any, bool]]

    def page(self, request: Request, article_id: UUID, query: dict[str, Any]) -> Response:
        """The tags that the person sees on the article's present revision, in the order of the text."""
        article = visible_article(person(request), article_id)
        rows = self.model.objects.visible_to(person(request)).with_context()
        rows = rows.filter(revision_id=article.current_revision_id)
        context = reading_context(request, article.project_id, query)
        return paged(
            request,
            rows,
            query,
            order=("start", "end", "id"),
            show=listed(self.serializer_class, **context),
            size=MOST,
        )

    def posted(self, request: Request, article_id: UUID) -> Response:
        """Make a tag; the same span sent again by the same person is the same tag (200, not 201)."""
        article = article_to_tag(person(request), article_id)
        context = reading_context(request, article.project_id) | {"article_id": article.pk}
        written = self.serializer_class(data=request.data, context=context)
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        tag, new = self.create(
            person(request),
            article=article,
            revision_id=fields.pop("revision_id", None),
            pk=fields.pop("id", None),
            fields=fields,
        )
        # The same serializer shows what was made: building its fields is what costs most in it.
        body = written.to_representation(tag)
        return with_etag(Response(body, status=201 if new else 200), tag)


class TagDetail(APIView):
    """One tag: read, change, delete."""

    model: ClassVar[type[Claim | Figure]]
    serializer_class: ClassVar[type[TagSerializer]]
    change_class: ClassVar[type[TagSerializer]]
    change: Callable[..., Any]
    remove: Callable[..., None]

    def shown(self, request: Request, tag: Claim | Figure, query: dict[str, Any]) -> Response:
        """The tag, with its version as ETag."""
        context = reading_context(request, tag.project_id, query)
        return with_etag(Response(self.serializer_class(tag, context=context).data), tag)

    def read(self, request: Request, pk: UUID, query: dict[str, Any]) -> Response:
        """The tag as the person sees it."""
        return self.shown(request, self._seen(request, pk), query)

    def patched(self, request: Request, pk: UUID) -> Response:
        """Change some fields; a stale version gets 412 with the tag as it is now."""
        context = reading_context(request, self.model.objects.filter(pk=pk).values("project_id")[:1])
        written = self.change_class(data=request.data, partial=True, context=context)
        try:
            written.is_valid(raise_exception=True)
            fields = dict(written.validated_data)
            if {"id", "revision_id"} & fields.keys():
                raise Invalid({"revision": ["This field can't be changed."]}, code="unknown_field")
            version = version_seen(request)
        except (serializers.ValidationError, Refusal):
            # Who sees the tag is asked when it is locked; what is wrong is told to nobody else either.
            self._seen(request, pk)
            raise
        reason = fields.pop("comment", "")
        tag = self.change(person(request), pk=pk, version=version, fields=fields, reason=reason)
        return with_etag(Response(written.to_representation(tag)), tag)

    def deleted(self, request: Request, pk: UUID) -> Response:
        """Delete a draft of one's own."""
        self.remove(person(request), pk=pk, version=version_seen(request))
        return Response(status=204)

    def _seen(self, request: Request, pk: UUID) -> Claim | Figure:
        tag = self.model.objects.visible_to(person(request)).with_context().filter(pk=pk).first()
        if tag is None:
            raise Missing
        return tag


def reason_field() -> serializers.CharField:
    """Why a tag is changed."""
    meaning = "Why; it stands in the history, and in the change feed where what was verified is changed"
    return serializers.CharField(
        required=False, allow_blank=True, max_length=10_000, write_only=True, help_text=meaning
    )


class TagQuery(PageQuery, OffsetsQuery):
    """Which page of tags."""


class CommentSerializer(StrictSerializer):
    """What a reviewer says with a decision."""

    comment = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")


def reading_context(
    request: Request, project_id: UUID | QuerySet[Any, Any], query: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The serializers' context: the request, the project or a query for it, and how offsets are counted."""
    utf16 = (query or {}).get("offsets") == "utf16"
    return {"request": request, "project_id": project_id, "utf16": utf16, "units": {}}
