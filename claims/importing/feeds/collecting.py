"""What a feed names just now: fetched politely, and for an index of sitemaps what its sitemaps name."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from claims.choices import FeedKind
from claims.importing.documents import Unreadable
from claims.importing.fetching import Fetched, FetchLimits, NotFetchable, fetched_politely
from claims.importing.limits import LISTING_BYTES
from claims.importing.readers.confined import ENDED, confined
from claims.importing.readers.listings import INDEX, PAGE, TOO_LARGE, TOO_MUCH_WORK, Entry, Listing
from claims.models import Feed

LIMITS = FetchLimits(seconds=30, decoded_bytes=LISTING_BYTES)
MOST_PARTS = 20  # sitemaps of an index that are read in one check, the latest first
PARTS_SECONDS = 180.0  # after which no further sitemap of an index is begun
# A sitemap that was last changed before the last check has nothing new; clocks differ, and some give days.
OVERLAP = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a feed is and names: its address in the end, and what to ask for only changes the next time."""

    url: str
    kind: FeedKind
    title: str
    entries: list[Entry]
    etag: str = ""
    last_modified: str = ""


def collected(feed: Feed) -> Collected | None:
    """What `feed` names now, None where nothing changed since it was read; raises NotFetchable, Unreadable.

    The address of a web page leads to the first feed that the page offers.
    """
    answer = _answer(feed.url, _conditions(feed))
    if answer.unchanged:
        return None
    url, found = feed.url, _listing(answer)
    if found.kind == PAGE:
        if not found.entries:
            message = "It is a web page that offers no feed. Give the address of a feed or of a sitemap."
            raise Unreadable("no_list", message)
        url = found.entries[0].url
        answer = _answer(url, {})
        found = _listing(answer)
        if found.kind == PAGE:
            raise Unreadable("no_list", "The feed that the page offers is no feed.")
    kind = FeedKind(found.kind)
    # An index is read anew each time: its own text may stay while its sitemaps change.
    entries = _of_parts(feed, found.entries) if found.kind == INDEX else found.entries
    kept = {} if found.kind == INDEX else answer.headers
    return Collected(
        url,
        kind,
        found.title,
        entries,
        etag=_storable(kept.get("etag", ""), 500),
        last_modified=_storable(kept.get("last-modified", ""), 100),
    )


def _conditions(feed: Feed) -> dict[str, str]:
    """The headers that ask for the feed only if it has changed (RFC 9110, 13.1)."""
    said = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in said.items() if value}


def _answer(url: str, headers: dict[str, str]) -> Fetched:
    try:
        return fetched_politely(
            url, allowance=settings.UNSAFE_FETCH_ALLOWANCE, limits=LIMITS, headers=headers
        )
    except NotFetchable as error:
        if error.code == TOO_LARGE.code:
            raise TOO_LARGE from error
        raise


def _listing(answer: Fetched) -> Listing:
    try:
        read = confined("listing", answer.body, answer.url)
    except Unreadable as error:
        if error.code in ENDED:
            raise TOO_MUCH_WORK from error
        raise
    return Listing(read["kind"], read["title"], [Entry(**entry) for entry in read["entries"]])


def _of_parts(feed: Feed, parts: Iterable[Entry]) -> list[Entry]:
    """What the latest sitemaps of an index name. One that fails doesn't keep the others from being read."""
    horizon = max(feed.since, (feed.checked_at or feed.since) - OVERLAP).timestamp()
    fresh = [part for part in parts if part.at is None or part.at >= horizon]
    fresh.sort(key=lambda part: part.at or 0.0, reverse=True)
    deadline = time.monotonic() + PARTS_SECONDS
    entries: list[Entry] = []
    refusals: list[NotFetchable | Unreadable] = []
    chosen = fresh[:MOST_PARTS]
    for part in chosen:
        if time.monotonic() > deadline:
            break
        try:
            entries += [entry for entry in _pages(part.url) if entry.at is None or entry.at >= horizon]
        except (NotFetchable, Unreadable) as error:
            refusals.append(error)
    if refusals and len(refusals) == len(chosen):
        raise refusals[0]
    return entries


def _pages(url: str) -> list[Entry]:
    found = _listing(_answer(url, {}))
    # An index names sitemaps and never another index (sitemaps.org): so nothing goes round in circles.
    return [] if found.kind in {INDEX, PAGE} else found.entries


def _storable(header: str, length: int) -> str:
    """A header that can be sent back as it is; without it the feed is simply read whole the next time."""
    return header if header.isascii() and header.isprintable() and len(header) <= length else ""
