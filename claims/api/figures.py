from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotating.figures import change_figure, create_figure, delete_figure
from claims.api.base import Known, tells_current
from claims.api.offsets import OffsetsQuery
from claims.api.operations import operation
from claims.api.pagination import page_of
from claims.api.tags import (
    REFUSED_CHANGE,
    REFUSED_NEW,
    TAG_FIELDS,
    TAG_READ_ONLY,
    TagDetail,
    TagList,
    TagQuery,
    TagSerializer,
    reason_field,
)
from claims.models import Claim, Figure


def amount() -> serializers.DecimalField:
    """One bound of a figure, as a string."""
    return serializers.DecimalField(
        max_digits=40, decimal_places=10, required=False, allow_null=True, normalize_output=True
    )


@tells_current(Figure)
class FigureSerializer(TagSerializer):
    """A tagged figure: value, modifier, measure and counted thing, qualifier, base, scope, as-of."""

    claim = Known(Claim, required=False, allow_null=True)
    value_low = amount()
    value_high = amount()
    numeral_start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    numeral_end = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Figure
        fields: tuple[str, ...] = (
            *TAG_FIELDS,
            "numeral_start",
            "numeral_end",
            "kind",
            "value_low",
            "value_high",
            "modifier",
            "measure",
            "counted",
            "qualifier",
            "base",
            "scope_place",
            "scope_group",
            "as_of_from",
            "as_of_to",
            "nature",
            "stated_by",
            "reported_by",
            "claim",
        )
        read_only_fields = TAG_READ_ONLY


class FigureChangeSerializer(FigureSerializer):
    """What is changed in a figure, and why."""

    comment = reason_field()

    class Meta(FigureSerializer.Meta):
        fields = (*FigureSerializer.Meta.fields, "comment")


class FigureList(TagList):
    """The figures on an article."""

    model = Figure
    serializer_class = FigureSerializer
    create = staticmethod(create_figure)

    @operation("List the figures on an article", query=TagQuery, answers=page_of(FigureSerializer))
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """Those that the person sees on the article's present revision, in the order of the text."""
        return self.page(request, article_id, query)

    @operation(
        "Tag a figure",
        body=FigureSerializer,
        answers={200: FigureSerializer, 201: FigureSerializer},
        repeatable=True,
        refusals=REFUSED_NEW,
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """A draft. The same span sent again by the same person is the same tag: 200, not 201."""
        return self.posted(request, article_id)


class FigureDetail(TagDetail):
    """One figure."""

    model = Figure
    serializer_class = FigureSerializer
    change_class = FigureChangeSerializer
    change = staticmethod(change_figure)
    remove = staticmethod(delete_figure)

    @operation("Read a figure", query=OffsetsQuery, answers=FigureSerializer)
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """The figure, with its version as ETag."""
        return self.read(request, pk, query)

    @operation(
        "Change a figure",
        body=FigureChangeSerializer,
        answers=FigureSerializer,
        conditional=True,
        refusals=REFUSED_CHANGE,
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change some fields. What was verified goes back to review, and is told as withdrawn."""
        return self.patched(request, pk)

    @operation("Delete a figure", answers={204: None}, conditional=True)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Delete a draft of one's own."""
        return self.deleted(request, pk)
