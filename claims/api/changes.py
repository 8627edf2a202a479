from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen_project
from claims.api.operations import operation
from claims.choices import ChangeKind, ItemNoun
from claims.exporting.changes import changes_since


class ChangeQuery(serializers.Serializer[Any]):
    """Since when."""

    since = serializers.IntegerField(
        default=0, min_value=0, max_value=2**63 - 1, help_text="`cursor` of the last answer; 0 at first"
    )
    limit = serializers.IntegerField(default=100, min_value=1, max_value=500, help_text="Changes at once")


class ChangeSerializer(serializers.Serializer[Any]):
    """What happened to one claim or figure."""

    number = serializers.IntegerField(help_text="Its place in the project's changes, in commit order")
    kind = serializers.ChoiceField(ChangeKind.choices)
    at = serializers.DateTimeField()
    reason = serializers.CharField(allow_blank=True)
    noun = serializers.ChoiceField(ItemNoun.choices)
    id = serializers.UUIDField()
    item = serializers.DictField(
        allow_null=True,
        help_text="A VerifiedClaim or VerifiedFigure as it is now; null when it isn't verified any more",
    )


class ChangesSerializer(serializers.Serializer[Any]):
    """Some changes, and where to go on."""

    cursor = serializers.IntegerField(help_text="Send it as `since` the next time")
    more = serializers.BooleanField(help_text="Whether there are more already")
    results = ChangeSerializer(many=True)


class ChangeFeed(APIView):
    """What was verified, changed, withdrawn or disputed."""

    @operation(
        "Follow changes",
        query=ChangeQuery,
        answers=ChangesSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """In the order of the commits, without gap or double while people decide.

        Take `item` as the present state of what has `id`; delete what is withdrawn. A correction comes as
        withdrawn, and as verified once a second person has upheld it.
        """
        project = seen_project(request, project_id)
        feed = changes_since(person(request), project=project, since=query["since"], limit=query["limit"])
        return Response(
            {
                "cursor": feed.cursor,
                "more": feed.more,
                "results": ChangeSerializer(feed.changes, many=True).data,
            }
        )
