"""One GET, with every limit held while it runs."""

import http.client
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urljoin

from claims.importing.fetching.addresses import NotFetchable, Resolver, Target, checked_target
from claims.importing.fetching.connecting import connected, cut_off

CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
AGENT = "AnnotatorFetcher/1"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost: seconds in all, bytes after decoding, redirects."""

    seconds: float = 20.0
    connect_seconds: float = 5.0
    decoded_bytes: int = 10_000_000
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address in the end, its media type and charset as declared, and the decoded body.

    `unchanged` says that there is no body because the server has what `headers` said we have (RFC 9110).
    """

    url: str
    media_type: str
    charset: str | None
    body: bytes
    hops: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False


def fetched(
    url: str,
    *,
    limits: FetchLimits | None = None,
    allowance: frozenset[tuple[str, int]] = frozenset(),
    resolve: Resolver | None = None,
    headers: dict[str, str] | None = None,
) -> Fetched:
    """What is at `url`, following at most three redirects, each checked like the first.

    No cookies and no credentials are sent, and refreshes inside pages aren't followed. Raises
    NotFetchable; what a refused or failing server said never appears in its message.
    """
    limits = limits or FetchLimits()
    deadline = time.monotonic() + limits.seconds
    hops = [url]
    while True:
        target = checked_target(hops[-1], allowance=allowance, resolve=resolve)
        with _answer(target, limits, deadline, headers or {}) as answer:
            if answer.status not in REDIRECTS:
                if answer.status == NOT_MODIFIED and headers:
                    return Fetched(hops[-1], "", None, b"", tuple(hops), unchanged=True)
                return _whole(answer, limits, deadline, tuple(hops))
            location = answer.headers.get("Location", "")
        if len(hops) > limits.redirects:
            raise NotFetchable("The page redirects too often.", code="too_many_redirects")
        hops.append(urljoin(hops[-1], location))


@contextmanager
def _answer(
    target: Target, limits: FetchLimits, deadline: float, headers: dict[str, str]
) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        seconds = max(0.01, min(limits.connect_seconds, deadline - time.monotonic()))
        connection.sock = connected(target, seconds=seconds)
    except (OSError, ssl.SSLError) as error:
        raise _failed(error) from error
    # A server that drips its answer resets every read's time-out, so the whole has a bell of its own.
    bell = threading.Timer(max(deadline - time.monotonic(), 0), cut_off, [connection.sock])
    bell.daemon = True
    bell.start()
    try:
        connection.request("GET", target.request_target, headers=_headers(target) | headers)
        # A response that isn't read to its end holds the socket after the connection has let go of it.
        with connection.getresponse() as answer:
            yield answer
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise _late_or_failed(error, deadline) from error
    finally:
        bell.cancel()
        connection.close()


def _headers(target: Target) -> dict[str, str]:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = target.port in {80, 443}
    return {
        "Host": host if usual else f"{host}:{target.port}",
        "User-Agent": AGENT,
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _whole(
    answer: http.client.HTTPResponse, limits: FetchLimits, deadline: float, hops: tuple[str, ...]
) -> Fetched:
    if answer.status != 200:
        message = f"The server answered {answer.status} in place of a page."
        raise NotFetchable(message, code="answered_with_error", passing=answer.status >= 500)
    body = b"".join(_decoded(answer, limits, deadline))
    declared = Message()
    declared["Content-Type"] = answer.headers.get("Content-Type", "application/octet-stream")
    charset = declared.get_param("charset")
    return Fetched(
        url=hops[-1],
        media_type=declared.get_content_type(),
        charset=charset if isinstance(charset, str) else None,
        body=body,
        hops=hops,
        headers={name.lower(): value for name, value in answer.headers.items()},
    )


def _decoded(answer: http.client.HTTPResponse, limits: FetchLimits, deadline: float) -> Iterator[bytes]:
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip"}:
        raise NotFetchable("The page is compressed in a way that isn't read.", code="encoding_unknown")
    inflate = zlib.decompressobj(wbits=31) if encoding != "identity" else None
    left = limits.decoded_bytes
    while chunk := answer.read1(CHUNK):
        if time.monotonic() > deadline:
            raise _too_slow()
        while chunk:
            part = inflate.decompress(chunk, left + 1) if inflate else chunk
            left -= len(part)
            if left < 0:
                message = f"The page has more than {limits.decoded_bytes:,} bytes."
                raise NotFetchable(message, code="too_large")
            yield part
            chunk = inflate.unconsumed_tail if inflate else b""
    if time.monotonic() > deadline:
        raise _too_slow()
    if answer.length or (inflate and not inflate.eof):
        raise NotFetchable("The page ended before it was whole.", code="cut_off", passing=True)


def _too_slow() -> NotFetchable:
    return NotFetchable("The server took too long to send the page.", code="too_slow", passing=True)


def _late_or_failed(error: Exception, deadline: float) -> NotFetchable:
    late = isinstance(error, TimeoutError) or time.monotonic() >= deadline
    return _too_slow() if late else _failed(error)


def _failed(error: Exception) -> NotFetchable:
    if isinstance(error, ssl.SSLError):
        return NotFetchable("The server's certificate isn't valid for this address.", code="certificate")
    if isinstance(error, TimeoutError):
        return _too_slow()
    return NotFetchable("The server can't be reached.", code="unreachable", passing=True)
