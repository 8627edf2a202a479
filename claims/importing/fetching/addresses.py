"""Which addresses may be reached at all: public web servers, and nothing else."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2_000
SAFE = "".join(map(chr, range(0x21, 0x7F)))  # what is printable and ASCII stays as it was written
# Of IPv6 only the global unicast block holds public hosts, and within it not these (IANA's registry of
# special-purpose addresses): Teredo and other protocol blocks, documentation, 6to4 with its embedded IPv4.
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
NOT_PUBLIC_6 = [
    ipaddress.ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
NOT_PUBLIC_4 = [
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
REFUSAL = "This address isn't fetched: only public web pages are, over http or https on their usual ports."

Resolver = Callable[[str, int], Sequence[str]]


class NotFetchable(Exception):
    """Nothing was fetched. The message says no more about a refused target than that it was refused."""

    def __init__(
        self, message: str = REFUSAL, *, code: str = "address_refused", passing: bool = False
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.passing = passing  # whether trying again later may help


@dataclass(frozen=True, slots=True)
class Target:
    """Where one hop goes: the checked `address` that the connection is pinned to, and the host it is for."""

    url: SplitResult
    host: str
    port: int
    address: str

    @property
    def secure(self) -> bool:
        """Whether it is https."""
        return self.url.scheme == "https"

    @property
    def request_target(self) -> str:
        """The path and query, as they stand in the request line: letters that aren't ASCII in per cent."""
        written = (self.url.path or "/") + (f"?{self.url.query}" if self.url.query else "")
        return quote(written, safe=SAFE)


def checked_target(
    url: str, *, allowance: frozenset[tuple[str, int]] = frozenset(), resolve: Resolver | None = None
) -> Target:
    """The target of `url`; raises NotFetchable, before any socket is opened, for all that isn't public.

    A name with one address that isn't public is refused whole. `allowance` names address and port
    pairs that are let through all the same, for tests that run servers of their own.
    """
    split = _split(url)
    host = _host(split)
    try:
        port = split.port or PORTS[split.scheme]
    except ValueError as error:
        raise NotFetchable from error
    if port != PORTS[split.scheme] and port not in {allowed for _address, allowed in allowance}:
        raise NotFetchable  # whether or not there is such a name
    found = list((resolve or resolved)(host, port))
    if not found and settings.EGRESS_PROXY and port == PORTS[split.scheme]:
        # Where only the proxy reaches the web, only it knows the web's names; it checks what they lead to.
        return Target(split, host, port, host)
    if not found:
        raise NotFetchable("There is no server of this name.", code="name_unknown", passing=True)
    allowed = [(address, port) in allowance for address in found]
    if not all(allowed) and (port != PORTS[split.scheme] or not all(map(is_public, found))):
        raise NotFetchable
    return Target(split, host, port, found[0])


def resolved(host: str, port: int) -> list[str]:
    """The addresses of `host`, IPv4 first; empty for a name that isn't known."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    addresses = dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found)
    return sorted(addresses, key=lambda address: ":" in address)


def is_public(address: str) -> bool:
    """Whether `address` is that of a public host; anything unreadable isn't."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in block for block in NOT_PUBLIC_4)
    return parsed in GLOBAL_UNICAST and not any(parsed in block for block in NOT_PUBLIC_6)


def _split(url: str) -> SplitResult:
    # urlsplit drops tabs and line ends silently, and what other readers see would differ from what we check.
    if len(url) > LONGEST_URL or re.search(r"[\x00-\x20\x7f\\]", url) or not url.isprintable():
        raise NotFetchable
    try:
        split = urlsplit(url)
    except ValueError as error:
        raise NotFetchable from error
    if split.scheme not in PORTS or "@" in split.netloc or not split.hostname:
        raise NotFetchable
    return split


def _host(split: SplitResult) -> str:
    host = split.hostname or ""
    if ":" in host:
        return host
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise NotFetchable from error
