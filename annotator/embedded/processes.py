"""Processes that outlive a launcher that is killed: each is recorded, so that the next start can end it."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

from annotator.embedded.account import Account, identity
from annotator.embedded.folder import write_private
from annotator.embedded.forks import Fork

LOG_LIMIT_BYTES = 10_000_000
POLL_SECONDS = 0.05
GROUP_SECONDS = 5

Record = dict[str, str | int | float]


def _nothing() -> None:
    """Most parts need no preparation."""


@dataclass(frozen=True)
class Part:
    """One process that belongs to the product, and how it starts and stops.

    It runs `command`, or where that is empty `action` in a fork of the process that starts it.
    """

    name: str
    command: Sequence[str]
    log: Path
    action: Callable[[], None] = _nothing
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path | None = None
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience_seconds: float = 10
    prepare: Callable[[], None] = _nothing
    speaks: bool = False  # its standard output is for the person at the launcher


class Process(Protocol):
    """A child of ours, as `subprocess.Popen` describes it."""

    pid: int
    returncode: int | None

    def poll(self) -> int | None:
        """The exit code once it has ended."""

    def wait(self, timeout: float | None = None) -> int:
        """The exit code; raises TimeoutExpired."""

    def send_signal(self, sig: int) -> None:
        """Sends it a signal unless it has ended."""


def start(part: Part, records: Path) -> Process:
    """Starts `part` in a session of its own, so that Ctrl-C reaches the launcher alone, and records it."""
    part.prepare()
    _rotate(part.log)
    with part.log.open("ab") as log:
        process = _spawn(part, log) if part.command else Fork(part.action, log.fileno())
    record = {
        "process": process.pid,
        "started": started(process.pid),
        "signal": int(part.stop_signal),
        "patience_seconds": part.patience_seconds,
    }
    write_private(records / part.name, json.dumps(record))
    return process


def stop(process: Process, part: Part, records: Path) -> None:
    """Stops a process that we started: by its signal first, and by force when it doesn't go in time."""
    with suppress(ProcessLookupError):
        process.send_signal(part.stop_signal)
    try:
        process.wait(part.patience_seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    kill_group(process.pid)
    (records / part.name).unlink(missing_ok=True)


def is_running(records: Path, name: str) -> bool:
    """Whether the process that was recorded as `name` still runs."""
    return _recorded(records / name) is not None


def end_leftover(records: Path, name: str) -> bool:
    """Ends the process recorded as `name`, and what it left of its group; says whether it still ran."""
    path = records / name
    record = _recorded(path)
    if record:
        process, began = int(record["process"]), str(record["started"])
        with suppress(ProcessLookupError):
            os.kill(process, int(record["signal"]))
        if not _gone(process, began, float(record["patience_seconds"])):
            kill_group(process)
            _gone(process, began, GROUP_SECONDS)
    elif leader := _ended_leader(path):
        kill_group(leader)
    path.unlink(missing_ok=True)
    return record is not None


def kill_group(process: int) -> None:
    """Kills what is left of the process group that `process` leads, and waits until it has gone."""
    deadline = time.monotonic() + GROUP_SECONDS
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
        while time.monotonic() < deadline:
            os.killpg(process, 0)
            time.sleep(POLL_SECONDS)


def started(process: int) -> str | None:
    """When `process` began, in a form that no later process with the same number shares; None if it ended."""
    if not Path("/proc/self/stat").exists():
        answer = subprocess.run(  # noqa: S603
            ["/bin/ps", "-o", "lstart=", "-p", str(process)], capture_output=True, text=True, check=False
        )
        return answer.stdout.strip() or None
    try:
        # The name in the second field may hold spaces and brackets; the state follows it.
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else f"{_boot()}:{fields[19]}"


def command_line(process: int) -> str:
    """The command that `process` was started with; empty when it has ended."""
    path = Path(f"/proc/{process}/cmdline")
    if path.exists():
        with suppress(OSError):
            return path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    answer = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of `log`."""
    try:
        return "\n".join(log.read_text(errors="replace").split("\n")[-lines:]).strip()
    except OSError:
        return "(empty)"


def _spawn(part: Part, log: BinaryIO) -> Process:
    return subprocess.Popen(  # noqa: S603
        list(part.command),
        env=dict(part.environment),
        cwd=part.folder,
        stdin=subprocess.DEVNULL,
        stdout=None if part.speaks else log,
        stderr=log,
        start_new_session=True,
        **identity(part.account),
    )


@cache
def _boot() -> str:
    """What tells this start of the machine from others, where the machine says."""
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text().strip() if path.exists() else ""


def _recorded(path: Path) -> Record | None:
    """The record at `path`, if its process still runs."""
    record = _content(path)
    return record if record and started(int(record["process"])) == record["started"] else None


def _ended_leader(path: Path) -> int | None:
    """The process of the record at `path` if it has ended since this machine started.

    No process gets the number of a group that still has members: what is left of it is ours.
    """
    record = _content(path)
    if not record or not str(record["started"]).startswith(_boot()):
        return None
    return None if started(int(record["process"])) else int(record["process"])


def _content(path: Path) -> Record | None:
    try:
        record: Record = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return record


def _gone(process: int, began: str, patience_seconds: float) -> bool:
    """Waits until a process that isn't our child has ended; False when it hasn't in time."""
    deadline = time.monotonic() + patience_seconds
    while started(process) == began:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".old.log"))
