"""Public identifiers."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A time-ordered random UUID (RFC 9562, version 7): unguessable, and kind to B-tree indexes."""
    return uuid.UUID(int=_value())


def uuid7_digits() -> str:
    """The same in hexadecimal, as the database takes it too: for rows by the thousand."""
    return f"{_value():032x}"


def _value() -> int:
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | (random >> 68 & 0xFFF) << 64 | 2 << 62
    return value | random & (1 << 62) - 1
