"""Manners of a guest: robots.txt (RFC 9309) is kept, and a host is asked once in a while only.

A host that names a longer pause between two visits (Crawl-delay) gets it, up to `LONGEST_PAUSE`.
"""

import time
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from django.core.cache import cache

from claims.importing.fetching.addresses import NotFetchable
from claims.importing.fetching.fetcher import AGENT, Fetched, FetchLimits, fetched

ROBOTS_KEPT = 3600  # seconds
TROUBLE_KEPT = 60  # seconds, after which a server that was in trouble is asked for its rules again
PAUSE = 1  # seconds between two fetches from one host
LONGEST_PAUSE = 10
LONGEST_WAIT = 30.0
ROBOTS_LIMITS = FetchLimits(seconds=10, decoded_bytes=500_000)
NO_RULES = ""
IN_TROUBLE = "in trouble"


def fetched_politely(url: str, **options: Any) -> Fetched:
    """`fetched`, where robots.txt allows it and once a second per host; raises NotFetchable."""
    rules = _rules(url, options)
    if not rules.can_fetch(AGENT, url):
        raise NotFetchable("The site asks programs not to fetch this page.", code="robots")
    pause = int(rules.crawl_delay(AGENT) or PAUSE)
    _wait_for_turn(urlsplit(url).netloc.lower(), min(max(pause, PAUSE), LONGEST_PAUSE))
    return fetched(url, **options)


def _rules(url: str, options: dict[str, Any]) -> RobotFileParser:
    """The site's rules; raises NotFetchable for a server in trouble, which allows nothing for now."""
    split = urlsplit(url)
    origin = f"{split.scheme}://{split.netloc}"
    key = f"robots:{origin}"
    written = cache.get(key)
    if written is None:
        written = _written(f"{origin}/robots.txt", options)
        cache.set(key, written, TROUBLE_KEPT if written == IN_TROUBLE else ROBOTS_KEPT)
    if written == IN_TROUBLE:
        message = "The site's rules for programs (robots.txt) can't be read just now."
        raise NotFetchable(message, code="robots_unreadable", passing=True)
    parser = RobotFileParser()
    parser.parse(str(written).splitlines())
    return parser


def _written(url: str, options: dict[str, Any]) -> str:
    try:
        found = fetched(url, **{**options, "limits": ROBOTS_LIMITS, "headers": None})
    except NotFetchable as error:
        if error.code in {"address_refused", "name_unknown"}:
            raise
        # RFC 9309, 2.3.1: no such file allows everything; a server in trouble allows nothing for now.
        return IN_TROUBLE if error.passing else NO_RULES
    return found.body.decode("utf-8", "replace")


def _wait_for_turn(host: str, pause: int) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    # `add` is one statement in the shared cache: of all workers, one gets the turn.
    while not cache.add(f"fetched:{host}", 1, pause):
        if time.monotonic() > deadline:
            message = "Too many pages of this site wait to be fetched."
            raise NotFetchable(message, code="host_busy", passing=True)
        time.sleep(PAUSE / 4)
