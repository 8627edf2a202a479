"""What the launcher says: one line a step, with the seconds since it began."""

import os
import sys
import time
from contextlib import suppress

# The processes that the launcher starts count from its beginning too.
BEGAN = float(os.environ.get("LAUNCHER_BEGAN") or time.monotonic())


def step(message: str) -> None:
    """Says that a step begins or has ended."""
    say(f"{time.monotonic() - BEGAN:6.1f} s  {message}")


def say(message: str) -> None:
    """Writes one line at once, also when the output is a pipe; nobody has to be there to read it."""
    with suppress(OSError):
        sys.stdout.write(message + "\n")
        sys.stdout.flush()


def complain(message: str) -> None:
    """Writes one line to the error output."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


class LaunchError(Exception):
    """The launcher can't go on; the message says what to do."""
