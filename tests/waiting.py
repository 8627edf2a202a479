"""Waiting for what another process does."""

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def wait_until(
    condition: Callable[[], Result], what: str, *, seconds: float = 20, pause: float = 0.05
) -> Result:
    """The first true answer of `condition`; fails, naming `what`, when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            message = f"{what}: not within {seconds} s"
            raise AssertionError(message)
        time.sleep(pause)
    return answer
