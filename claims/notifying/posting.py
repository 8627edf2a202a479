"""One POST to an address that a stranger named, under the same address checks as imports."""

import http.client
import socket
import threading

from claims.importing.fetching.addresses import NotFetchable, Target, checked_target
from claims.importing.fetching.connecting import connected, cut_off

CONNECT_SECONDS = 5.0
SECONDS = 15.0
AGENT = "AnnotatorWebhooks/1"


class NotDelivered(Exception):
    """Nothing came back; the message says why and nothing of what a refused target said."""


def posted(
    url: str, body: bytes, headers: dict[str, str], *, allowance: frozenset[tuple[str, int]] = frozenset()
) -> int:
    """The status with which `url` answers; redirects aren't followed and nothing else of it is read.

    Raises NotDelivered.
    """
    try:
        target = checked_target(url, allowance=allowance)
    except NotFetchable as error:
        raise NotDelivered(error.message) from error
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        connection.sock = connected(target, seconds=CONNECT_SECONDS)
        connection.sock.settimeout(SECONDS)
        return _answer(connection, connection.sock, target, body, headers)
    except (OSError, http.client.HTTPException) as error:
        raise NotDelivered("The server can't be reached, or didn't answer in time.") from error
    finally:
        connection.close()


def _answer(
    connection: http.client.HTTPConnection,
    opened: socket.socket,
    target: Target,
    body: bytes,
    headers: dict[str, str],
) -> int:
    # A server that drips its answer resets every read's time-out, so the whole has a bell of its own.
    bell = threading.Timer(SECONDS, cut_off, [opened])
    bell.daemon = True
    bell.start()
    try:
        connection.request("POST", target.request_target, body, {"User-Agent": AGENT} | headers)
        return connection.getresponse().status
    finally:
        bell.cancel()
