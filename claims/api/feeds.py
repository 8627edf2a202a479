"""Watched feeds and sitemaps over REST: watch an address, change how, pause, resume, check, remove."""

from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen, seen_project, tells_current
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import no_content, operation
from claims.api.pagination import PageQuery, listed, page_of, paged
from claims.api.people import person_field
from claims.choices import FeedKind
from claims.importing.feeds import watching
from claims.models import Feed, Project
from claims.permissions import require
from claims.tasks import wake_watchers

ACTIONS = {
    "pause": watching.pause_feed,
    "resume": watching.resume_feed,
    "check": watching.check_feed_now,
}


@tells_current(Feed)
class FeedSerializer(serializers.ModelSerializer[Feed]):
    """A watched address, and what came of the last check."""

    project = serializers.UUIDField(source="project_id", read_only=True)
    kind = serializers.ChoiceField(
        [*FeedKind.choices, ("", "not read yet")], read_only=True, help_text="Empty until it was read"
    )
    created_by = person_field()

    class Meta:
        model = Feed
        fields = (
            "id", "project", "url", "kind", "title", "minutes", "since", "paused", "created_by", "created_at",
            "next_check_at", "checked_at", "failures", "failure_code", "failure", "version"
        )  # fmt: skip
        read_only_fields = fields


class IntervalSerializer(StrictSerializer):
    """How often a feed is looked at."""

    minutes = serializers.IntegerField(
        min_value=watching.FEWEST_MINUTES, max_value=watching.MOST_MINUTES, help_text="between two checks"
    )


class NewFeedSerializer(StrictSerializer):
    """What to watch."""

    url = serializers.CharField(
        max_length=2000, help_text="Of an RSS or Atom feed, a sitemap, or a web page that offers a feed"
    )
    minutes = serializers.IntegerField(
        min_value=watching.FEWEST_MINUTES,
        max_value=watching.MOST_MINUTES,
        default=watching.USUAL_MINUTES,
        help_text="between two checks",
    )
    days = serializers.IntegerField(
        min_value=0,
        max_value=watching.MOST_DAYS,
        default=watching.USUAL_DAYS,
        help_text="How far back: pages that are dated before it are never imported",
    )


class FeedList(APIView):
    """The watched addresses of a project; for managers."""

    @operation(
        "List feeds",
        query=PageQuery,
        answers=page_of(FeedSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Oldest first."""
        project = _managed(request, project_id)
        rows = Feed.objects.visible_to(person(request)).filter(project=project).select_related("created_by")
        return paged(request, rows, query, order=("created_at", "id"), show=listed(FeedSerializer))

    @operation(
        "Watch a feed",
        body=NewFeedSerializer,
        answers={201: FeedSerializer},
        repeatable=True,
        refusals=["address_refused", "too_many", "watched_already"],
    )
    def post(self, request: Request, project_id: UUID) -> Response:
        """A worker looks at it at once, finds out what kind it is, and imports what is new."""
        project = _managed(request, project_id)
        written = NewFeedSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        feed = watching.watch_address(person(request), project=project, **written.validated_data)
        transaction.on_commit(wake_watchers)
        response = with_etag(Response(FeedSerializer(feed).data, status=201), feed)
        response["Location"] = f"/api/v1/feeds/{feed.pk}"
        return response


class FeedDetail(APIView):
    """One watched address."""

    @operation(
        "Read a feed",
        answers=FeedSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """With what came of the last check."""
        feed = seen(Feed, request, pk, "project", "created_by")
        require(person(request), "feed.change", feed)
        return with_etag(Response(FeedSerializer(feed).data), feed)

    @operation("Change a feed", body=IntervalSerializer, answers=FeedSerializer, conditional=True)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Watch it more or less often."""
        require(person(request), "feed.change", seen(Feed, request, pk, "project"))
        version = version_seen(request)
        written = IntervalSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        feed = watching.change_feed(person(request), pk=pk, version=version, **written.validated_data)
        return with_etag(Response(FeedSerializer(feed).data), feed)

    @operation("Remove a feed", answers={204: None}, conditional=True)
    def delete(self, request: Request, pk: UUID) -> Response:
        """It is watched no more; what was imported stays."""
        watching.remove_feed(person(request), pk=pk, version=version_seen(request))
        return no_content()


class FeedAction(APIView):
    """Pause, resume, or check now."""

    action = ""

    @operation(
        "Act on a feed",
        answers=FeedSerializer,
        conditional=True,
        refusals=["paused", "too_many"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """The feed as it is then."""
        feed = ACTIONS[self.action](person(request), pk=pk, version=version_seen(request))
        if self.action in {"resume", "check"}:
            transaction.on_commit(wake_watchers)
        return with_etag(Response(FeedSerializer(feed).data), feed)


def _managed(request: Request, project_id: UUID) -> Project:
    project = seen_project(request, project_id)
    require(person(request), "feed.change", project)
    return project
