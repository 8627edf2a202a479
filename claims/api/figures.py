from rest_framework import serializers

from claims.annotating.figures import change_figure, create_figure, delete_figure
from claims.api.base import Known
from claims.api.tags import TAG_FIELDS, TAG_READ_ONLY, TagDetail, TagList, TagSerializer
from claims.models import Claim, Figure


def amount() -> serializers.DecimalField:
    """One bound of a figure, as a string."""
    return serializers.DecimalField(
        max_digits=40, decimal_places=10, required=False, allow_null=True, normalize_output=True
    )


class FigureSerializer(TagSerializer):
    """A tagged figure: value, modifier, measure and counted thing, qualifier, base, scope, as-of."""

    claim = Known(Claim, required=False, allow_null=True)
    value_low = amount()
    value_high = amount()
    numeral_start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    numeral_end = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = Figure
        fields = (
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


class FigureList(TagList):
    """The figures on an article."""

    model = Figure
    serializer_class = FigureSerializer
    create = staticmethod(create_figure)


class FigureDetail(TagDetail):
    """One figure."""

    model = Figure
    serializer_class = FigureSerializer
    change = staticmethod(change_figure)
    remove = staticmethod(delete_figure)
