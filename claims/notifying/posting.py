"""One POST to an address that a stranger named, under the same address checks as imports."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress

from claims.importing.fetching.addresses import NotFetchable, Target, checked_target

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
        connection.sock = _socket(target)
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
    bell = threading.Timer(SECONDS, _cut_off, [opened])
    bell.daemon = True
    bell.start()
    try:
        connection.request("POST", target.request_target, body, {"User-Agent": AGENT} | headers)
        return connection.getresponse().status
    finally:
        bell.cancel()


def _socket(target: Target) -> socket.socket:
    """A connection to the very address that was checked."""
    opened = socket.create_connection((target.address, target.port), CONNECT_SECONDS)
    opened.settimeout(SECONDS)
    if not target.secure:
        return opened
    return ssl.create_default_context().wrap_socket(opened, server_hostname=target.host)


def _cut_off(opened: socket.socket) -> None:
    with suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)
