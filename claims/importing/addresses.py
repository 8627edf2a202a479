"""Documents that are named by their address: fetched by the one hardened fetcher, and kept as they came."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from claims.choices import ItemState
from claims.importing.documents import Unreadable
from claims.importing.fetching import Fetched, NotFetchable, fetched_politely
from claims.importing.originals import keep_original
from claims.importing.turns import MOST_ATTEMPTS
from claims.models import ImportItem

ADDRESS = "fetch"  # in an item's payload: the address that a person gave
LATER = timedelta(seconds=30)
MOST_ADDRESSES = 1_000
LONGEST_ADDRESS = 2_000


class LaterAgain(Exception):
    """The server is in trouble just now: the item waits and is tried again by itself."""


def named_addresses(written: str) -> list[str]:
    """The addresses in a text, one a line, each once."""
    return list(dict.fromkeys(line.strip() for line in written.splitlines() if line.strip()))


def fetch_original(item: ImportItem) -> None:
    """Fetch the page that an item names, keep it as its original, and note what it said that it is.

    Raises Unreadable for an address that isn't fetched or a server that refuses, and LaterAgain.
    """
    try:
        found = fetched_politely(str(item.payload[ADDRESS]), allowance=settings.UNSAFE_FETCH_ALLOWANCE)
    except NotFetchable as error:
        if error.passing and item.attempts < MOST_ATTEMPTS:
            raise LaterAgain from error
        raise Unreadable(error.code, error.message) from error
    if not found.body:
        raise Unreadable("empty", "The page is empty. Open the address in a browser and paste its text.")
    with transaction.atomic():
        item.original = keep_original(
            item.project, ContentFile(found.body), name=item.name, media_type=found.media_type
        )
        item.payload = item.payload | _told(found)
        item.save(update_fields=["original", "payload"])


def wait_for_later(items: Iterable[ImportItem]) -> None:
    """Put items back that are to be tried again, not before a while has passed."""
    ids = [item.pk for item in items]
    waiting = ImportItem.objects.filter(pk__in=ids, state=ItemState.RUNNING)
    waiting.update(state=ItemState.PENDING, leased_until=timezone.now() + LATER)


def _told(found: Fetched) -> dict[str, str]:
    return {"url": found.url, "media_type": found.media_type, "charset": found.charset or ""}
