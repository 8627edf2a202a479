from rest_framework import serializers

from claims.annotating.claims import change_claim, create_claim, delete_claim
from claims.api.base import VerdictKey
from claims.api.tags import TAG_FIELDS, TAG_READ_ONLY, TagDetail, TagList, TagSerializer
from claims.models import Claim


class ClaimSerializer(TagSerializer):
    """A tagged claim; its verdict by its key on the project's scale."""

    verdict = VerdictKey(required=False, allow_null=True)
    tags = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=50)

    class Meta:
        model = Claim
        fields = (
            *TAG_FIELDS,
            "statement",
            "claimant",
            "claimant_role",
            "claim_date_from",
            "claim_date_to",
            "claim_type",
            "tags",
            "verdict",
            "rationale",
            "search_record",
            "family",
            "family_state",
        )
        read_only_fields = (*TAG_READ_ONLY, "family", "family_state")


class ClaimList(TagList):
    """The claims on an article."""

    model = Claim
    serializer_class = ClaimSerializer
    create = staticmethod(create_claim)


class ClaimDetail(TagDetail):
    """One claim."""

    model = Claim
    serializer_class = ClaimSerializer
    change = staticmethod(change_claim)
    remove = staticmethod(delete_claim)
