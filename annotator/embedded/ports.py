"""Ports on this machine."""

import socket
from pathlib import Path

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` now; 0 is always free."""
    with socket.socket() as probe:
        # What a server that just stopped leaves behind doesn't count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def kept_port(path: Path) -> int:
    """The port written down at `path`, so that a server keeps it; another one when that is taken by now."""
    if path.exists() and is_free(int(path.read_text())):
        return int(path.read_text())
    port = free_port()
    path.write_text(str(port))
    return port
