"""What a reviewer does with several items at once: decide them, see what one holds, give it all back."""

from functools import partial
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen_project
from claims.api.conditions import Once
from claims.api.offsets import OffsetsQuery
from claims.api.operations import operation
from claims.api.reviews import MODELS, ItemsSerializer, item_body
from claims.api.tags import reading_context
from claims.choices import ItemNoun
from claims.permissions import require
from claims.refusals import Invalid
from claims.reviewing.batch import DECISIONS, MOST_AT_ONCE, Outcome, decide_one
from claims.reviewing.queue import held_by, release_all


class SeenItemSerializer(StrictSerializer):
    """A claim or a figure, as it was seen."""

    noun = serializers.ChoiceField(ItemNoun.choices)
    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="As it was read")


class BatchSerializer(StrictSerializer):
    """One decision for several items."""

    decision = serializers.ChoiceField([(key, decision.label) for key, decision in DECISIONS.items()])
    items = serializers.ListField(child=SeenItemSerializer(), min_length=1, max_length=MOST_AT_ONCE)
    comment = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=10_000,
        default="",
        help_text="Needed for all but verifying",
    )


class RefusedSerializer(serializers.Serializer[Any]):
    """Why an item wasn't decided."""

    status = serializers.IntegerField(help_text="The HTTP status that it would have had alone")
    code = serializers.CharField(help_text="Its code, as in a problem")
    detail = serializers.CharField(help_text="What is wrong and what to do, for people")


class OutcomeSerializer(serializers.Serializer[Any]):
    """What became of one item."""

    noun = serializers.ChoiceField(ItemNoun.choices)
    id = serializers.UUIDField()
    decided = serializers.BooleanField()
    problem = RefusedSerializer(allow_null=True, help_text="Null where it was decided")


class OutcomesSerializer(serializers.Serializer[Any]):
    """What became of each, in the order in which they were given."""

    results = OutcomeSerializer(many=True)


class ReleasedSerializer(serializers.Serializer[Any]):
    """What was given back."""

    released = serializers.IntegerField(help_text="How many items")


class Batch(APIView):
    """Several items decided in one go."""

    @operation(
        "Decide several items",
        body=BatchSerializer,
        answers=OutcomesSerializer,
        repeatable=True,
        in_parts=True,
        refusals=["unknown_reference"],
    )
    def post(self, request: Request, project_id: UUID, *, once: Once) -> Response:
        """Each is checked and recorded singly; what can't be decided stays as it is and says why.

        An item that is unknown in this project refuses the whole: nothing is decided then. Sent again with
        its Idempotency-Key, it decides what the first time didn't come to, and says of the rest what it said.
        """
        project = seen_project(request, project_id)
        require(person(request), "queue.view", project)
        written = BatchSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        said = written.validated_data
        _refuse_unknown(request, project_id, said["items"])
        decision = DECISIONS[said["decision"]]

        def decided(item: dict[str, Any]) -> dict[str, Any]:
            model, written = MODELS[item["noun"]], f"{item['id']}:{item['version']}"
            outcome = decide_one(person(request), decision, model, written, comment=said["comment"])
            return _shown(item, outcome)

        results = [once(str(place), partial(decided, item)) for place, item in enumerate(said["items"])]
        return Response({"results": results})


class Held(APIView):
    """What one has taken."""

    @operation(
        "List what one has taken",
        query=OffsetsQuery,
        answers=ItemsSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Claims and figures on lease to oneself, an article at a time, in the order of the text."""
        project = seen_project(request, project_id)
        require(person(request), "queue.view", project)
        context = reading_context(request, project.pk, query)
        items = held_by(person(request), project)
        return Response({"results": [item_body(request, item, context) for item in items]})


class Release(APIView):
    """Give back all that one has taken."""

    @operation("Give everything back undecided", answers=ReleasedSerializer, repeatable=True)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Each goes back to where it was in the queue."""
        project = seen_project(request, project_id)
        return Response({"released": release_all(person(request), project=project)})


def _refuse_unknown(request: Request, project_id: UUID, items: list[dict[str, Any]]) -> None:
    for noun, model in MODELS.items():
        wanted = {item["id"] for item in items if item["noun"] == noun}
        known = model.objects.visible_to(person(request)).filter(project=project_id, pk__in=wanted)
        if known.count() != len(wanted):
            raise Invalid({"items": ["Unknown."]}, code="unknown_reference")


def _shown(item: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    refusal = outcome.refusal
    problem = refusal and {"status": refusal.status, "code": refusal.code, "detail": refusal.detail}
    return {"noun": item["noun"], "id": str(item["id"]), "decided": refusal is None, "problem": problem}
