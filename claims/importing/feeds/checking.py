"""What workers do when a feed is due: read it, and begin an import of the pages that are new.

A feed is checked under a lease. What is new is decided and written in one transaction under the feed's
lock, and each page is a row that exists once per feed, so that a check that is done twice, or by two workers
at once, begins no second import.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.importing.documents import Unreadable
from claims.importing.feeds.collecting import Collected, collected
from claims.importing.fetching import NotFetchable
from claims.importing.readers.listings import Entry
from claims.importing.starting import start_import
from claims.models import Feed, FeedEntry
from claims.permissions import may
from claims.workflow import decision, save_version

LEASE = timedelta(minutes=10)
# Pages that one check imports, the oldest first; the rest come with the next check, which is due at once.
MOST_AT_ONCE = 200
FIRST_UNDATED = 20  # pages without a date that the first check imports; the rest are passed over
LONGEST_BACK_OFF = timedelta(days=1)
SAID = ("title", "byline", "publisher", "published", "language")  # what a feed says about a page
SUCCESS = ["checked_at", "next_check_at", "leased_until", "failures", "failure", "failure_code"]
NOT_ALLOWED = (
    "no_manager",
    "Whoever watched this address may not import here any more. Resume it to watch it in your name.",
)


def feeds_are_due() -> bool:
    """Whether any feed is to be looked at."""
    return _due().exists()


def check_next_feed() -> bool:
    """Look at the feed that has been due longest; whether there was one."""
    feed = _leased()
    if feed is None:
        return False
    try:
        found = collected(feed)
    except (NotFetchable, Unreadable) as error:
        _note_failure(feed, error.code, error.message)
    else:
        _take_up(feed, found)
    return True


def _due() -> QuerySet[Feed]:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Feed.objects.filter(free, paused=False, next_check_at__lte=now)


def _leased() -> Feed | None:
    with decision(None, "feed checked"):
        waiting = _due().select_related("project", "created_by").order_by("next_check_at")
        feed = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if feed is None:
            return None
        feed.leased_until = timezone.now() + LEASE
        feed.save(update_fields=["leased_until"])
        if not may(feed.created_by, "feed.change", feed):
            feed.paused, feed.failures = True, feed.failures + 1
            feed.failure_code, feed.failure = NOT_ALLOWED
            feed.leased_until = None
            save_version(feed, ["paused", "failures", "failure_code", "failure", "leased_until"])
            return None
        return feed


def _note_failure(feed: Feed, code: str, message: str) -> None:
    failures = feed.failures + 1
    wait = min(timedelta(minutes=feed.minutes) * 2 ** min(failures, 12), LONGEST_BACK_OFF)
    Feed.objects.filter(pk=feed.pk).update(
        failures=failures,
        failure_code=code,
        failure=message,
        next_check_at=timezone.now() + max(wait, timedelta(minutes=feed.minutes)),
        leased_until=None,
    )


def _take_up(feed: Feed, found: Collected | None) -> None:
    """Begin an import of what is new, and note that all went well."""
    with decision(feed.created_by, "feed checked"):
        now = Feed.objects.select_for_update(of=("self",)).filter(pk=feed.pk)
        held = now.select_related("project", "created_by").first()
        if held is None:
            return  # it was removed in the meantime
        more = False
        if found is not None:
            if found.url != held.url and _is_watched(held, found.url):
                message = "The feed that this page offers is watched already. Remove this one."
                _note_failure(held, "watched_already", message)
                return
            taken, more = _new_pages(held, found.entries)
            _note_what_it_is(held, found, whole=not more)
            _begin(held, taken)
        held.checked_at = timezone.now()
        held.next_check_at = held.checked_at + timedelta(minutes=0 if more else held.minutes)
        held.leased_until = None
        held.failures, held.failure, held.failure_code = 0, "", ""
        held.save(update_fields=SUCCESS)


def _is_watched(feed: Feed, url: str) -> bool:
    return Feed.objects.filter(project=feed.project_id, url=url).exclude(pk=feed.pk).exists()


def _note_what_it_is(feed: Feed, found: Collected, *, whole: bool) -> None:
    feed.kind = found.kind
    # What wasn't taken up whole is asked for again, though it hasn't changed.
    feed.etag, feed.last_modified = (found.etag, found.last_modified) if whole else ("", "")
    feed.title = found.title or feed.title or urlsplit(found.url).netloc
    feed.save(update_fields=["kind", "etag", "last_modified", "title"])
    if feed.url != found.url:  # apart, because the history records this field's changes
        feed.url = found.url
        feed.save(update_fields=["url"])


def _new_pages(feed: Feed, entries: Sequence[Entry]) -> tuple[list[Entry], bool]:
    """The pages that are to be imported now, noted as taken up, and whether more are left; `feed` is locked.

    What is dated before the feed's horizon never is. Of pages without a date the first check takes some
    and passes over the rest, so that a site's whole past isn't taken for news.
    """
    known = set(feed.entries.values_list("url", flat=True))
    first = {entry.url: entry for entry in reversed(entries)}
    fresh = [entry for entry in first.values() if entry.url not in known]
    dated = [entry for entry in fresh if entry.at is not None and entry.at >= feed.since.timestamp()]
    dated.sort(key=lambda entry: entry.at or 0.0)
    undated = [entry for entry in reversed(fresh) if entry.at is None]
    passed_over: list[Entry] = []
    if feed.checked_at is None:
        undated, passed_over = undated[:FIRST_UNDATED], undated[FIRST_UNDATED:]
    taken = [*dated, *undated][:MOST_AT_ONCE]
    noted = [FeedEntry(feed=feed, url=entry.url) for entry in (*taken, *passed_over)]
    FeedEntry.objects.bulk_create(noted, batch_size=1_000)
    return taken, len(dated) + len(undated) > len(taken)


def _begin(feed: Feed, pages: Sequence[Entry]) -> None:
    if not pages:
        return
    start_import(
        feed.created_by,
        project=feed.project,
        addresses=[page.url for page in pages],
        known={page.url: {name: getattr(page, name) for name in SAID} for page in pages},
        label=feed.title,
        options={"cut": False},
        feed=feed,
    )
