from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person
from claims.api.operations import operation
from claims.api.people import PersonSerializer
from claims.choices import ConcernKind, ItemNoun
from claims.models import Article
from claims.notifying.concerns import Concern, concerns_of


class ConcernSerializer(serializers.Serializer[Any]):
    """One thing to look at."""

    kind = serializers.ChoiceField(ConcernKind.choices)
    noun = serializers.ChoiceField(
        [*ItemNoun.choices, ("article", "An article")],
        help_text="What it is about",
    )
    id = serializers.UUIDField(help_text="Of the claim, figure or article")
    project = serializers.UUIDField()
    article = serializers.UUIDField()
    title = serializers.CharField(help_text="What it says, or the article's title")
    text = serializers.CharField(allow_blank=True, help_text="What was said with it")
    by = PersonSerializer(allow_null=True, help_text="Who said or did it")
    since = serializers.DateTimeField()


class ConcernsSerializer(serializers.Serializer[Any]):
    """What concerns one."""

    results = ConcernSerializer(many=True)


class Concerns(APIView):
    """What concerns the person who asks."""

    @operation("Read what concerns one", answers=ConcernsSerializer, name="concerns_list")
    def get(self, request: Request) -> Response:
        """Calls by name, comments, returned and disputed tags, what one holds and was given.

        Newest first, fifty of a kind at most; of all one's projects, or of the token's.
        """
        found = concerns_of(person(request))
        return Response({"results": [_shown(concern) for concern in found]})


def _shown(concern: Concern) -> dict[str, Any]:
    row = concern.row
    article_id: UUID = row.pk if isinstance(row, Article) else row.revision.article_id
    shown = ConcernSerializer(
        {
            "kind": concern.kind.value,
            "noun": concern.noun,
            "id": row.pk,
            "project": row.project_id,
            "article": article_id,
            "title": str(row),
            "text": concern.text,
            "by": concern.by,
            "since": concern.since,
        }
    )
    return dict(shown.data)
