"""Watch an address, change how, pause, resume, check it now, and watch it no more."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from claims.importing.fetching import NotFetchable, checked_target
from claims.importing.readers.listings import LONGEST_ADDRESS
from claims.models import Feed, Project, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.workflow import decision, locked, refuse_unstorable, save_version

MOST_FEEDS = 100
FEWEST_MINUTES, MOST_MINUTES = 15, 7 * 24 * 60
USUAL_MINUTES = 60
MOST_DAYS = 3_650
USUAL_DAYS = 7


def watch_address(
    user: User, *, project: Project, url: str, minutes: int = USUAL_MINUTES, days: int = USUAL_DAYS
) -> Feed:
    """A feed that is due at once; a worker finds out what kind it is.

    Of what it names by then, the pages of the last `days` days are imported. Raises Missing, Forbidden, and
    Invalid for an address that isn't fetched or is watched already.
    """
    with decision(user, "feed watched"):
        require(user, "feed.change", project)
        _check(url, minutes, days)
        feeds = Feed.objects.filter(project=project)
        if feeds.filter(url=url).exists():
            raise Invalid({"url": ["This address is watched already."]}, code="watched_already")
        if feeds.count() >= MOST_FEEDS:
            raise Invalid({"url": [f"A project watches up to {MOST_FEEDS} addresses."]}, code="too_many")
        now = timezone.now()
        return Feed.objects.create(
            project=project,
            created_by=user,
            url=url,
            minutes=minutes,
            since=now - timedelta(days=days),
            next_check_at=now,
        )


def change_feed(user: User, *, pk: UUID, version: int | None, minutes: int) -> Feed:
    """Watch a feed more or less often. Raises Missing, Forbidden, Stale, Invalid."""
    with decision(user, "feed changed"):
        feed = _feed(user, pk, version)
        _check_minutes(minutes)
        feed.minutes = minutes
        if not feed.failures:
            soonest = (feed.checked_at or timezone.now()) + timedelta(minutes=minutes)
            feed.next_check_at = min(feed.next_check_at, soonest)
        save_version(feed, ["minutes", "next_check_at"])
        return feed


def pause_feed(user: User, *, pk: UUID, version: int | None) -> Feed:
    """Look at a feed no more for now; what it began is finished. Raises Missing, Forbidden, Stale."""
    with decision(user, "feed paused"):
        feed = _feed(user, pk, version)
        feed.paused = True
        save_version(feed, ["paused"])
        return feed


def resume_feed(user: User, *, pk: UUID, version: int | None) -> Feed:
    """Watch a paused feed again, from now on in the name of `user`. Raises Missing, Forbidden, Stale."""
    with decision(user, "feed resumed"):
        feed = _feed(user, pk, version)
        feed.paused, feed.created_by, feed.next_check_at = False, user, timezone.now()
        save_version(feed, ["paused", "created_by", "next_check_at"])
        return feed


def check_feed_now(user: User, *, pk: UUID, version: int | None) -> Feed:
    """Make a feed due. Raises Missing, Forbidden, Stale, and Conflict while it is paused."""
    with decision(user, "feed checked"):
        feed = _feed(user, pk, version)
        if feed.paused:
            raise Conflict("The feed is paused. Resume it first.", code="paused")
        feed.next_check_at = timezone.now()
        feed.save(update_fields=["next_check_at"])
        return feed


def remove_feed(user: User, *, pk: UUID, version: int | None) -> None:
    """Watch a feed no more; what was imported stays. Raises Missing, Forbidden, Stale."""
    with decision(user, "feed removed"):
        _feed(user, pk, version).delete()


def _feed(user: User, pk: UUID, version: int | None) -> Feed:
    feed = locked(Feed.objects.visible_to(user).select_related("project"), pk, version)
    require(user, "feed.change", feed)
    return feed


def _check(url: str, minutes: int, days: int) -> None:
    refuse_unstorable("url", url)
    if len(url.encode()) > LONGEST_ADDRESS:
        raise Invalid({"url": ["It is too long to be an address."]})
    try:
        checked_target(url, allowance=settings.UNSAFE_FETCH_ALLOWANCE)
    except NotFetchable as error:
        if not error.passing:
            raise Invalid({"url": [error.message]}, code=error.code) from error
    _check_minutes(minutes)
    if not 0 <= days <= MOST_DAYS:
        raise Invalid({"days": [f"Give a number of days from 0 to {MOST_DAYS}."]})


def _check_minutes(minutes: int) -> None:
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes": [f"Give a number of minutes from {FEWEST_MINUTES} to {MOST_MINUTES:,}."]})
