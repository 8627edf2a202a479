from typing import Any

from rest_framework import serializers

from claims.choices import ClaimType


class FilterFields(serializers.Serializer[Any]):
    """What verified claims or figures are narrowed to."""

    verdict = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        max_length=20,
        help_text="Keys of verdicts on the project's scale, with commas between them",
    )
    verified_from = serializers.DateTimeField(required=False, help_text="Verified at this moment or later")
    verified_before = serializers.DateTimeField(required=False, help_text="Verified before this moment")
    confidence_from = serializers.IntegerField(
        required=False, min_value=0, max_value=100, help_text="The annotator's confidence, in percent"
    )
    confidence_to = serializers.IntegerField(required=False, min_value=0, max_value=100)
    reviewer_confidence_from = serializers.IntegerField(required=False, min_value=0, max_value=100)
    publisher = serializers.CharField(required=False, max_length=300, help_text="The article's publisher")
    published_from = serializers.DateField(required=False, help_text="The article's day, or later")
    published_to = serializers.DateField(required=False, help_text="The article's day, or earlier")
    claimant = serializers.CharField(required=False, max_length=300, help_text="Part of the claimant's name")
    claim_type = serializers.ChoiceField(ClaimType.choices, required=False)
    tag = serializers.CharField(required=False, max_length=60, help_text="One of the desk's tags")
    article = serializers.UUIDField(required=False)
    family = serializers.UUIDField(required=False)
    unit = serializers.CharField(
        required=False, max_length=200, help_text="A figure's measure (USD) or counted thing (fighter)"
    )
    value_from = serializers.DecimalField(
        max_digits=40, decimal_places=10, required=False, help_text="A figure that may be this or more"
    )
    value_to = serializers.DecimalField(
        max_digits=40, decimal_places=10, required=False, help_text="A figure that may be this or less"
    )
    q = serializers.CharField(
        required=False, max_length=200, help_text="Words in the quote or the statement, as they stand"
    )


class ExportQuery(FilterFields):
    """What verified claims or figures are narrowed to, and how they are shown."""

    order = serializers.ChoiceField(
        [("verified_at", "Oldest verification first"), ("-verified_at", "Newest verification first")],
        default="verified_at",
        help_text="In which order",
    )
    offsets = serializers.ChoiceField(
        ["code_points", "utf16"],
        default="code_points",
        help_text="utf16 adds the offsets as browsers count them",
    )
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=500, help_text="Rows a page of JSON"
    )
    cursor = serializers.CharField(required=False, max_length=500, help_text="From `next` of a page of JSON")
