"""Review over the API: take, renew, release, decide; for claims and figures alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.submission import submit_item
from claims.api.base import StrictSerializer, person, seen
from claims.api.claims import ClaimSerializer
from claims.api.conditions import version_seen, with_etag
from claims.api.figures import FigureSerializer
from claims.api.operations import operation
from claims.api.people import person_field
from claims.api.tags import CommentSerializer, reading_context
from claims.choices import ItemNoun
from claims.models import Claim, Figure, Review, User
from claims.reviewing import decisions, leases
from claims.reviewing.recheck import set_recheck

Item = Claim | Figure
MODELS: dict[str, type[Item]] = {"claim": Claim, "figure": Figure}


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """One reviewer's decision."""

    reviewer = person_field(allow_null=True)
    verdict = serializers.SlugRelatedField[Any](slug_field="key", read_only=True, allow_null=True)

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


class ReviewsSerializer(serializers.Serializer[Any]):
    """All the decisions on an item."""

    results = ReviewSerializer(many=True)


class VerifySerializer(CommentSerializer):
    """What a reviewer gives with a verification."""

    confidence = serializers.IntegerField(required=False, min_value=0, max_value=100, allow_null=True)


class ItemSerializer(serializers.Serializer[Any]):
    """A claim or a figure under its noun."""

    noun = serializers.ChoiceField(ItemNoun.choices)
    claim = ClaimSerializer(required=False, help_text="Where the noun is claim")
    figure = FigureSerializer(required=False, help_text="Where the noun is figure")


class ItemsSerializer(serializers.Serializer[Any]):
    """Claims and figures."""

    results = ItemSerializer(many=True)


class ReviewList(APIView):
    """The decisions on one item."""

    model: type[Item] = Claim

    @operation("List the decisions on it", answers=ReviewsSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """All of them, oldest first."""
        item = seen(self.model, request, pk)
        rows = item.reviews.select_related("reviewer", "verdict")
        return Response({"results": ReviewSerializer(rows, many=True).data})


class RecheckSerializer(StrictSerializer):
    """When what is verified re-opens by itself."""

    recheck_on = serializers.DateField(allow_null=True, help_text="A day to come; null for no more")


def _recheck(user: User, model: type[Item], *, recheck_on: date | None, **said: Any) -> Item:
    return set_recheck(user, model, on=recheck_on, **said)


@dataclass(frozen=True, slots=True)
class Action:
    """Something done to one item: its action of the stages, and what the caller says with it."""

    act: Callable[..., Item]
    summary: str
    refusals: tuple[str, ...]
    body: type[StrictSerializer] | None = None
    decides: bool = True


# What keeps a reviewer from having an item, and what else keeps one from deciding it.
NOT_TAKEN = ("leased", "status")
NOT_DECIDED = (*NOT_TAKEN, "adjudicated", "invariant")
ACTIONS = {
    "recheck": Action(_recheck, "Set the day on which it is checked again", ("status",), RecheckSerializer),
    "submit": Action(submit_item, "Submit it for review", ("parts_missing", "status")),
    "take": Action(leases.take_item, "Take it for review", NOT_TAKEN, decides=False),
    "release": Action(leases.release_item, "Give it back undecided", ("lease_lost",), decides=False),
    "verify": Action(
        decisions.verify_item,
        "Verify it and its verdict",
        (*NOT_DECIDED, "parts_missing", "upheld_already"),
        VerifySerializer,
    ),
    "reject": Action(decisions.reject_item, "Reject a bad tag", NOT_DECIDED, CommentSerializer),
    "return": Action(decisions.return_item, "Return it to its annotator", NOT_DECIDED, CommentSerializer),
    "dispute": Action(decisions.dispute_item, "Leave it to another reviewer", NOT_DECIDED, CommentSerializer),
    "reopen": Action(decisions.reopen_item, "Send it back to review", ("status",), CommentSerializer),
    "fixed": Action(
        decisions.hand_on_fixed,
        "Hand a fixed item to another person",
        (*NOT_TAKEN, "adjudicated"),
        CommentSerializer,
    ),
}


def item_action(model: type[Item], name: str) -> type[APIView]:
    """The view that does the action `name` to one item of `model`; those that decide need If-Match."""
    action = ACTIONS[name]

    class ItemAction(APIView):
        @operation(
            action.summary,
            body=action.body,
            answers=ItemSerializer,
            conditional=action.decides,
            repeatable=True,
            refusals=action.refusals,
        )
        def post(self, request: Request, pk: UUID) -> Response:
            """The item as it is then."""
            user = person(request)
            item = action.act(user, model, pk=pk, **_said(action, request))
            fresh = model.objects.visible_to(user).with_context()
            return shown_item(request, fresh.get(pk=item.pk))

    ItemAction.__doc__ = f"{action.summary}."
    return ItemAction


def _said(action: Action, request: Request) -> dict[str, Any]:
    said: dict[str, Any] = {"version": version_seen(request)} if action.decides else {}
    if action.body is not None:
        written = action.body(data=request.data)
        written.is_valid(raise_exception=True)
        said |= written.validated_data
    return said


class LeaseSerializer(serializers.Serializer[Any]):
    """Until when one has an item."""

    until = serializers.DateTimeField()


class LeaseRenewal(APIView):
    """Keep an item while one works on it."""

    model: type[Item] = Claim

    @operation("Keep it longer", answers=LeaseSerializer, refusals=["lease_lost"])
    def post(self, request: Request, pk: UUID) -> Response:
        """Until when one has it."""
        lease = leases.renew_lease(person(request), self.model, pk=pk)
        return Response(LeaseSerializer(lease).data)


def shown_item(request: Request, item: Item) -> Response:
    """A claim or a figure under its noun, with its version as ETag."""
    return with_etag(Response(item_body(request, item)), item)


def item_body(request: Request, item: Item, context: dict[str, Any] | None = None) -> dict[str, Any]:
    """A claim or a figure under its noun."""
    noun = "claim" if isinstance(item, Claim) else "figure"
    serializer: Any = ClaimSerializer if noun == "claim" else FigureSerializer
    context = context or reading_context(request, item.project_id)
    return {"noun": noun, noun: serializer(item, context=context).data}
