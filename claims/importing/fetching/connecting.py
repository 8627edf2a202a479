"""The connection to the very address that was checked: straight, or through the egress proxy."""

import socket
import ssl
from contextlib import suppress

from django.conf import settings

from claims.importing.fetching.addresses import Target

LONGEST_REPLY = 8_192


def connected(target: Target, *, seconds: float) -> socket.socket:
    """An open connection to the target's checked address, with TLS for its host where it is https.

    In production everything goes through EGRESS_PROXY (by CONNECT, RFC 9110), which refuses what isn't
    public once more. Raises OSError and ssl.SSLError.
    """
    plain = socket.create_connection(settings.EGRESS_PROXY or (target.address, target.port), timeout=seconds)
    try:
        if settings.EGRESS_PROXY:
            _ask_proxy(plain, target)
        if not target.secure:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def cut_off(connection: socket.socket) -> None:
    """End a connection that takes too long, from another thread."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _ask_proxy(plain: socket.socket, target: Target) -> None:
    address = f"[{target.address}]" if ":" in target.address else target.address
    there = f"{address}:{target.port}"
    plain.sendall(f"CONNECT {there} HTTP/1.1\r\nHost: {there}\r\n\r\n".encode("ascii"))
    reply = b""
    # Byte by byte, so that nothing of what comes through the tunnel is read with the proxy's reply.
    while not reply.endswith(b"\r\n\r\n"):
        byte = plain.recv(1)
        if not byte or len(reply) > LONGEST_REPLY:
            raise ConnectionError("the egress proxy closed the connection")
        reply += byte
    status = reply.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise ConnectionRefusedError("the egress proxy refused the address")
