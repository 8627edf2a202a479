"""Watches the parts: a part that ends is started again; on a stop signal all end in order."""

import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType

from annotator.embedded import processes
from annotator.embedded.console import LaunchError, say, step
from annotator.embedded.processes import Part, Process

BACK_OFF_SECONDS = (0, 1, 2, 4, 8, 15, 30)
STEADY_SECONDS = 10  # a part that has run this long can start: its back-off begins anew
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequestedError(BaseException):
    """Ctrl-C, or another signal that asks to stop."""


@dataclass
class _Watched:
    part: Part
    process: Process
    began: float
    failures: int = 0
    due: float | None = None  # when to start it again; None while it runs


class Supervisor:
    """Parts that run until the block ends; they are stopped in the reverse order of their start."""

    def __init__(self, records: Path) -> None:
        self._records = records
        self._watched: list[_Watched] = []

    def __enter__(self) -> "Supervisor":
        for number in STOP_SIGNALS:
            signal.signal(number, _request_stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        if isinstance(error, StopRequestedError):
            say("")
        for watched in reversed(self._watched):
            processes.stop(watched.process, watched.part, self._records)
            step(f"Stopped {watched.part.name}")

    def start(self, part: Part) -> Process:
        """Starts `part` and watches it."""
        process = processes.start(part, self._records)
        self.watch(part, process)
        return process

    def watch(self, part: Part, process: Process) -> None:
        """Watches a part that runs already."""
        self._watched.append(_Watched(part, process, time.monotonic()))

    def run(self) -> None:
        """Starts again what ends, until a signal asks to stop (StopRequestedError)."""
        with _woken_by_children() as wakeups:
            while True:
                for watched in self._watched:
                    if watched.due is None and watched.process.poll() is not None:
                        self._schedule(watched)
                    if watched.due is not None and watched.due <= time.monotonic():
                        self._start_again(watched)
                due = [watched.due for watched in self._watched if watched.due is not None]
                patience = max(0.0, min(due) - time.monotonic()) if due else None
                if select.select([wakeups], [], [], patience)[0]:
                    os.read(wakeups, 1024)

    def _schedule(self, watched: _Watched) -> None:
        processes.kill_group(watched.process.pid)
        now = time.monotonic()
        if now - watched.began > STEADY_SECONDS:
            watched.failures = 0
        delay = BACK_OFF_SECONDS[min(watched.failures, len(BACK_OFF_SECONDS) - 1)]
        watched.failures += 1
        watched.due = now + delay
        when = f"in {delay} s" if delay else "now"
        step(f"{watched.part.name} {_ending(watched.process)}; starting it again {when} ({watched.part.log})")

    def _start_again(self, watched: _Watched) -> None:
        watched.due, watched.began = None, time.monotonic()
        try:
            watched.process = processes.start(watched.part, self._records)
        except (LaunchError, OSError) as error:
            step(f"{watched.part.name} can't be started: {error}")
            self._schedule(watched)


@contextmanager
def _woken_by_children() -> Iterator[int]:
    """A descriptor that can be read once a child has ended, without a thread for each."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, _note_child)
    try:
        yield reading
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        with suppress(OSError):
            os.close(reading)
            os.close(writing)


def _note_child(number: int, frame: FrameType | None) -> None:
    """A handler has to be set for the wake-up to be written; there is nothing more to do."""


def _request_stop(number: int, frame: FrameType | None) -> None:
    raise StopRequestedError


def _ending(process: Process) -> str:
    code = process.returncode or 0
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
