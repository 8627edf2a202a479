"""What the launcher says: one line a step, with the seconds since it began."""

import sys
import time

_began = time.monotonic()


def step(message: str) -> None:
    """Says that a step begins or has ended."""
    say(f"{time.monotonic() - _began:6.1f} s  {message}")


def say(message: str) -> None:
    """Writes one line at once, also when the output is a pipe."""
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


def complain(message: str) -> None:
    """Writes one line to the error output."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


class LaunchError(Exception):
    """The launcher can't go on; the message says what to do."""
