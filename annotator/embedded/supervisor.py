"""Watches the parts: a part that ends is started again; on a stop signal all end in order."""

import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType, TracebackType

from annotator.embedded import processes
from annotator.embedded.console import LaunchError, say, step
from annotator.embedded.processes import Part

BACK_OFF_SECONDS = (0, 1, 2, 4, 8, 15, 30)
STEADY_SECONDS = 60  # a part that has run this long starts its back-off anew
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequestedError(BaseException):
    """Ctrl-C, or another signal that asks the launcher to stop."""


@dataclass
class _Watched:
    part: Part
    process: "subprocess.Popen[bytes]"
    began: float
    failures: int = 0
    due: float | None = None  # when to start it again; None while it runs


class Supervisor:
    """Parts that run until the block ends; they are stopped in the reverse order of their start."""

    def __init__(self, records: Path) -> None:
        self._records = records
        self._watched: list[_Watched] = []
        self._ended: SimpleQueue[_Watched] = SimpleQueue()

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

    def start(self, part: Part) -> "subprocess.Popen[bytes]":
        """Starts `part` and watches it."""
        process = processes.start(part, self._records)
        self.watch(part, process)
        return process

    def watch(self, part: Part, process: "subprocess.Popen[bytes]") -> None:
        """Watches a part that runs already."""
        watched = _Watched(part, process, time.monotonic())
        self._watched.append(watched)
        self._listen(watched)

    def run(self) -> None:
        """Starts again what ends, until a signal asks to stop (StopRequestedError)."""
        while True:
            due = [watched.due for watched in self._watched if watched.due is not None]
            patience = max(0.0, min(due) - time.monotonic()) if due else None
            with suppress(Empty):
                self._schedule(self._ended.get(timeout=patience))
            for watched in self._watched:
                if watched.due is not None and watched.due <= time.monotonic():
                    self._start_again(watched)

    def _listen(self, watched: _Watched) -> None:
        def wait() -> None:
            watched.process.wait()
            self._ended.put(watched)

        threading.Thread(target=wait, daemon=True).start()

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
            self._ended.put(watched)
        else:
            self._listen(watched)


def _request_stop(number: int, frame: FrameType | None) -> None:
    raise StopRequestedError


def _ending(process: "subprocess.Popen[bytes]") -> str:
    code = process.returncode
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
