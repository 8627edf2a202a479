"""Review over the API: take, renew, release, decide; for claims and figures alike."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.submission import submit_item
from claims.api.base import person, seen, seen_project
from claims.api.claims import ClaimSerializer
from claims.api.conditions import idempotent, version_seen, with_etag
from claims.api.figures import FigureSerializer
from claims.api.people import person_field
from claims.api.tags import CommentSerializer, reading_context
from claims.models import Claim, Figure, Review
from claims.refusals import Missing
from claims.reviewing import decisions, leases
from claims.reviewing.queue import take_next


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """One reviewer's decision."""

    reviewer = person_field()
    verdict = serializers.SlugRelatedField[Any](slug_field="key", read_only=True)

    class Meta:
        model = Review
        fields = (
            "id",
            "item_version",
            "reviewer",
            "decision",
            "verdict",
            "confidence",
            "comment",
            "created_at",
        )
        read_only_fields = fields


class VerifySerializer(CommentSerializer):
    """What a reviewer gives with a verification."""

    confidence = serializers.IntegerField(required=False, min_value=0, max_value=100, allow_null=True)


class ReviewList(APIView):
    """The decisions on one item."""

    model: type[Claim | Figure] = Claim

    def get(self, request: Request, pk: UUID) -> Response:
        """All of them, oldest first."""
        item = seen(self.model, request, pk)
        rows = item.reviews.select_related("reviewer", "verdict")
        return Response({"results": ReviewSerializer(rows, many=True).data})


class ItemAction(APIView):
    """One thing done to one item. Those that decide need If-Match."""

    model: type[Claim | Figure] = Claim
    action: str = ""

    WITH_COMMENT: ClassVar[dict[str, Callable[..., Claim | Figure]]] = {
        "reject": decisions.reject_item,
        "return": decisions.return_item,
        "dispute": decisions.dispute_item,
        "reopen": decisions.reopen_item,
        "fixed": decisions.hand_on_fixed,
    }

    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        """The item as it is then."""
        user, item = person(request), self._done(request, pk)
        fresh = self.model.objects.visible_to(user).with_context()
        return shown_item(request, fresh.get(pk=item.pk))

    def _done(self, request: Request, pk: UUID) -> Claim | Figure:
        user = person(request)
        if self.action == "take":
            return leases.take_item(user, self.model, pk=pk)
        if self.action == "release":
            return leases.release_item(user, self.model, pk=pk)
        version = version_seen(request)
        if self.action == "submit":
            return submit_item(user, self.model, pk=pk, version=version)
        if self.action == "verify":
            written = VerifySerializer(data=request.data)
            written.is_valid(raise_exception=True)
            return decisions.verify_item(user, self.model, pk=pk, version=version, **written.validated_data)
        said = CommentSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        decide = self.WITH_COMMENT[self.action]
        return decide(user, self.model, pk=pk, version=version, comment=said.validated_data["comment"])


class LeaseRenewal(APIView):
    """Keep an item while one works on it."""

    model: type[Claim | Figure] = Claim

    def post(self, request: Request, pk: UUID) -> Response:
        """Until when one has it."""
        lease = leases.renew_lease(person(request), self.model, pk=pk)
        return Response({"until": lease.until})


class QueueNext(APIView):
    """The next item of the review queue."""

    def post(self, request: Request, project_id: UUID) -> Response:
        """An item leased to the reviewer, 204 when nothing waits for them."""
        item = take_next(person(request), project=seen_project(request, project_id))
        if item is None:
            return Response(status=204)
        return shown_item(request, item)


def shown_item(request: Request, item: Claim | Figure) -> Response:
    """A claim or a figure under its noun, with its version as ETag."""
    if item is None:
        raise Missing
    noun = "claim" if isinstance(item, Claim) else "figure"
    serializer: Any = ClaimSerializer if noun == "claim" else FigureSerializer
    body = serializer(item, context=reading_context(request, item.project_id)).data
    return with_etag(Response({"noun": noun, noun: body}), item)
