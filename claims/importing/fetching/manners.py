"""Manners of a guest: robots.txt (RFC 9309) is kept, and a host is asked once in a while only."""

import time
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from django.core.cache import cache

from claims.importing.fetching.addresses import NotFetchable
from claims.importing.fetching.fetcher import AGENT, Fetched, FetchLimits, fetched

ROBOTS_KEPT = 3600  # seconds
PAUSE = 1.0  # seconds between two fetches from one host
LONGEST_WAIT = 30.0
ROBOTS_LIMITS = FetchLimits(seconds=10, decoded_bytes=500_000)
NO_RULES = ""
CLOSED = "User-agent: *\nDisallow: /"


def fetched_politely(url: str, **options: Any) -> Fetched:
    """`fetched`, where robots.txt allows it and once a second per host; raises NotFetchable."""
    if not _allowed(url, options):
        raise NotFetchable("The site asks programs not to fetch this page.", code="robots")
    _wait_for_turn(urlsplit(url).netloc.lower())
    return fetched(url, **options)


def _allowed(url: str, options: dict[str, Any]) -> bool:
    split = urlsplit(url)
    origin = f"{split.scheme}://{split.netloc}"
    key = f"robots:{origin}"
    rules = cache.get(key)
    if rules is None:
        rules = _rules(f"{origin}/robots.txt", options)
        cache.set(key, rules, ROBOTS_KEPT)
    parser = RobotFileParser()
    parser.parse(str(rules).splitlines())
    return parser.can_fetch(AGENT, url)


def _rules(url: str, options: dict[str, Any]) -> str:
    try:
        found = fetched(url, **{**options, "limits": ROBOTS_LIMITS, "headers": None})
    except NotFetchable as error:
        if error.code == "address_refused":
            raise
        # RFC 9309, 2.3.1: no such file allows everything; a server in trouble allows nothing for now.
        return CLOSED if error.passing else NO_RULES
    return found.body.decode("utf-8", "replace")


def _wait_for_turn(host: str) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    # `add` is one statement in the shared cache: of all workers, one gets the turn.
    while not cache.add(f"fetched:{host}", 1, PAUSE):
        if time.monotonic() > deadline:
            message = "Too many pages of this site wait to be fetched."
            raise NotFetchable(message, code="host_busy", passing=True)
        time.sleep(PAUSE / 4)
