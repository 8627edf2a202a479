"""What a reviewer needs beside a claim or a figure, in one answer."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen
from claims.api.claims import ClaimSerializer
from claims.api.figures import FigureSerializer
from claims.api.operations import operation
from claims.api.reviews import ItemSerializer, item_body
from claims.api.tags import reading_context
from claims.models import Claim, Figure
from claims.reviewing.passage import Passage
from claims.reviewing.surroundings import surroundings_of


class PassageSerializer(serializers.Serializer[Any]):
    """The text around an item."""

    text = serializers.CharField()
    start = serializers.IntegerField(help_text="Where it begins in the article's text, in code points")
    more_before = serializers.BooleanField(help_text="Whether text was left off before it")
    more_after = serializers.BooleanField(help_text="… and after it")


class FigureBesideSerializer(serializers.Serializer[Any]):
    """A figure of the item, and those that conflict with it."""

    figure = FigureSerializer()
    conflicts = FigureSerializer(many=True, help_text="Of other articles; ten at most")


class SurroundingsSerializer(serializers.Serializer[Any]):
    """What stands beside an item. Its evidence, comments, reviews and history have addresses of their own."""

    passage = PassageSerializer()
    figures = FigureBesideSerializer(many=True, help_text="Those of the claim, or the figure itself")
    others = ItemSerializer(many=True, help_text="What others tagged on the same characters; ten at most")
    same_claim = ClaimSerializer(many=True, help_text="Other claims of its family; ten at most")


class Surroundings(APIView):
    """What stands beside one claim or figure."""

    model: type[Claim | Figure] = Claim

    @operation("Read what stands beside it", answers=SurroundingsSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """Its passage, its figures with those that conflict, others' tags, and claims that say the same."""
        user = person(request)
        item = seen(self.model, request, pk, "project", "revision")
        around = surroundings_of(user, item)
        context = reading_context(request, item.project_id)

        def figures(rows: list[Figure]) -> Any:
            return FigureSerializer(rows, many=True, context=context).data

        return Response(
            {
                "passage": _passage(around.passage, item.start),
                "figures": [
                    {"figure": figures([one.figure])[0], "conflicts": figures(one.conflicts)}
                    for one in around.figures
                ],
                "others": [item_body(request, other, context) for other in around.others],
                "same_claim": ClaimSerializer(around.same_claim, many=True, context=context).data,
            }
        )


def _passage(passage: Passage, item_start: int) -> dict[str, Any]:
    before = 0
    for piece in passage.pieces:
        if piece.item_starts:
            break
        before += len(piece.text)
    return {
        "text": "".join(piece.text for piece in passage.pieces),
        "start": item_start - before,
        "more_before": passage.more_before,
        "more_after": passage.more_after,
    }
