"""Public identifiers."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A time-ordered random UUID (RFC 9562, version 7): unguessable, and kind to B-tree indexes."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | (random >> 68 & 0xFFF) << 64 | 2 << 62
    return uuid.UUID(int=value | random & (1 << 62) - 1)
