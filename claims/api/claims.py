from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.annotating.claims import change_claim, create_claim, delete_claim
from claims.api.base import VerdictKey, tells_current
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
from claims.choices import FamilyState
from claims.models import Claim


@tells_current(Claim)
class ClaimSerializer(TagSerializer):
    """A tagged claim; its verdict by its key on the project's scale."""

    verdict = VerdictKey(required=False, allow_null=True)
    family_state = serializers.ChoiceField(
        [*FamilyState.choices, ("", "in no family")], read_only=True, help_text="Empty without a family"
    )
    tags = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=50)

    class Meta:
        model = Claim
        fields: tuple[str, ...] = (
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


class ClaimChangeSerializer(ClaimSerializer):
    """What is changed in a claim, and why."""

    comment = reason_field()

    class Meta(ClaimSerializer.Meta):
        fields = (*ClaimSerializer.Meta.fields, "comment")


class ClaimList(TagList):
    """The claims on an article."""

    model = Claim
    serializer_class = ClaimSerializer
    create = staticmethod(create_claim)

    @operation("List the claims on an article", query=TagQuery, answers=page_of(ClaimSerializer))
    def get(self, request: Request, article_id: UUID, *, query: dict[str, Any]) -> Response:
        """Those that the person sees on the article's present revision, in the order of the text."""
        return self.page(request, article_id, query)

    @operation(
        "Tag a claim",
        body=ClaimSerializer,
        answers={200: ClaimSerializer, 201: ClaimSerializer},
        repeatable=True,
        refusals=REFUSED_NEW,
    )
    def post(self, request: Request, article_id: UUID) -> Response:
        """A draft. The same span sent again by the same person is the same tag: 200, not 201."""
        return self.posted(request, article_id)


class ClaimDetail(TagDetail):
    """One claim."""

    model = Claim
    serializer_class = ClaimSerializer
    change_class = ClaimChangeSerializer
    change = staticmethod(change_claim)
    remove = staticmethod(delete_claim)

    @operation("Read a claim", query=OffsetsQuery, answers=ClaimSerializer)
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """The claim, with its version as ETag."""
        return self.read(request, pk, query)

    @operation(
        "Change a claim",
        body=ClaimChangeSerializer,
        answers=ClaimSerializer,
        conditional=True,
        refusals=REFUSED_CHANGE,
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change some fields. What was verified goes back to review, and is told as withdrawn."""
        return self.patched(request, pk)

    @operation("Delete a claim", answers={204: None}, conditional=True)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Delete a draft of one's own."""
        return self.deleted(request, pk)
