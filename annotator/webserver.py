"""How gunicorn runs us, wherever it does: `gunicorn annotator.wsgi --config python:annotator.webserver`.

Its worker is gunicorn's own, with threads, but for this: what it can't read is told as problem JSON, as the
API tells everything, and so that whoever sends too much still gets to read why.
"""

import json
import socket
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker

# Bytes of the line with method and address, how many headers there may be, and bytes of each.
limit_request_line = 8_190
limit_request_fields = 100
limit_request_field_size = 8_190

OURS = (InvalidResponseHeader, InvalidResponseHeaderName)
Told = tuple[int, str, str]
LINE_TOO_LONG: Told = (
    414,
    "address_too_long",
    f"The address with its parameters is too long: up to {limit_request_line:,} bytes are read.",
)
HEADERS_TOO_LARGE: Told = (
    431,
    "headers_too_large",
    f"Up to {limit_request_fields} headers of {limit_request_field_size:,} bytes each are read.",
)
FAULT: Told = (500, "fault", "A fault of ours. It was recorded. Try again, or tell an operator when.")
# What is still being sent is read for so long, and so much of it: a connection that is closed on unread bytes
# is reset, and the answer lost with it. One that drips on has its thread for no longer.
DRAINED_SECONDS = 1.0
DRAINED_BYTES = 1_000_000


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker with threads, which refuses as the API does."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Tell a client that its request can't be read, or that we failed; gunicorn calls it."""
        told = refusal_of(exc)
        if told is FAULT:
            self.log.exception("A request from %s failed", addr)
        else:
            self.log.warning("A request from %s is refused: %s", addr, exc)
        with suppress(OSError):
            client.settimeout(DRAINED_SECONDS)
            client.sendall(written(*told))
            client.shutdown(socket.SHUT_WR)
            _drain(client)


worker_class = Worker


def refusal_of(error: BaseException) -> Told:
    """The status, code and words for what gunicorn's parser, or the application, raised."""
    if isinstance(error, LimitRequestLine):
        return LINE_TOO_LONG
    if isinstance(error, LimitRequestHeaders):
        return HEADERS_TOO_LARGE
    if isinstance(error, ParseException) and not isinstance(error, OURS):
        return getattr(error, "code", 400), "parse_error", f"This is no HTTP that is read here: {error}"[:300]
    return FAULT


def written(status: int, code: str, detail: str) -> bytes:
    """A whole answer of HTTP with a problem (RFC 9457), after which the connection ends."""
    title = HTTPStatus(status).phrase
    problem = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail}
    body = json.dumps(problem).encode()
    head = (
        f"HTTP/1.1 {status} {title}",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _drain(client: socket.socket) -> None:
    left, until = DRAINED_BYTES, time.monotonic() + DRAINED_SECONDS
    while left > 0 and (seconds := until - time.monotonic()) > 0:
        client.settimeout(seconds)
        read = client.recv(65_536)
        if not read:
            return
        left -= len(read)
