"""A real Celery worker in a process of its own, on the database and the broker of the tests."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from annotator.celery import app
from annotator.embedded import processes
from tests.servers import PROJECT
from tests.waiting import wait_until


def start_by_command(log: Path, arguments: list[str]) -> "subprocess.Popen[bytes]":
    """Starts `celery` as production does."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "--app", "annotator", *arguments],
            cwd=PROJECT,
            env=worker_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


class Nursery:
    """Starts workers as forks of a process that has loaded the product, as `make run` does."""

    def __init__(self) -> None:
        self._parents: dict[frozenset[tuple[str, str]], subprocess.Popen[str]] = {}
        self._ending = ExitStack()

    def start(self, log: Path, arguments: list[str]) -> "Forked":
        """Starts `celery` with the variables that hold now."""
        environment = worker_environment() | {"CELERY_SKIP_CHECKS": "true"}
        environment.pop("PYTEST_CURRENT_TEST", None)
        key = frozenset(environment.items())
        if key not in self._parents:
            self._parents[key] = self._ending.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.forking"],
                    cwd=PROJECT,
                    env=environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
        parent = self._parents[key]
        assert parent.stdin
        assert parent.stdout
        print(json.dumps([str(log), arguments]), file=parent.stdin, flush=True)
        return Forked(int(parent.stdout.readline()))

    def close(self) -> None:
        """Ends the processes that fork, whose input then ends."""
        self._ending.close()


class Forked:
    """A process that another one has forked."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._began = processes.started(pid)

    def poll(self) -> int | None:
        """None while it runs; nobody but its parent learns the exit code."""
        return None if self._began and processes.started(self.pid) == self._began else 0

    def wait(self, timeout: float = 20) -> int:
        """Waits until it has ended; raises TimeoutExpired."""
        try:
            wait_until(lambda: self.poll() is not None, "the process has ended", seconds=timeout)
        except AssertionError as error:
            raise subprocess.TimeoutExpired([], timeout) from error
        return 0

    def terminate(self) -> None:
        os.kill(self.pid, signal.SIGTERM)


class WorkerProcess:
    """`celery worker`, by the command of production or as `start` starts it."""

    def __init__(
        self, log: Path, *, processes: int = 1, start: Callable[[Path, list[str]], Any] = start_by_command
    ) -> None:
        self.log = log
        options = ["--concurrency", str(processes), "--without-gossip", "--without-mingle"]
        offset = log.stat().st_size if log.exists() else 0
        self.process = start(log, ["worker", *options, "--loglevel", "INFO"])
        wait_until(lambda: self._is_ready(offset), "the worker is ready", seconds=60)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def settle(self) -> None:
        """Forgets what is queued and waits until nothing is being worked on."""
        forget_messages()
        wait_until(lambda: not self._active(), "the worker is idle", seconds=30)

    def kill(self) -> None:
        """kill -9 of the worker and all its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """What an operator's stop does: the task at hand is finished first."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def _is_ready(self, offset: int) -> bool:
        said = self.log.read_bytes()[offset:].decode(errors="replace")
        assert self.alive, f"the worker ended:\n{said}"
        return " ready." in said

    def _active(self) -> bool:
        answers = app.control.inspect(timeout=5, limit=1).active() or {}
        return any(answers.values())


def forget_messages() -> None:
    """Empties the queues, and takes from workers that were killed what they would give back later."""
    app.control.purge()
    with app.connection_for_write() as broker:
        channel = broker.default_channel
        channel.client.delete(channel.unacked_key, channel.unacked_index_key)


def worker_environment() -> dict[str, str]:
    """The variables of this test run, with the test's database and the application's role."""
    database = connection.settings_dict
    user, password = quote(str(database["USER"])), quote(str(database["PASSWORD"]))
    place = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{user}:{password}@{place}/{database['NAME']}",
        "DATA_DIR": str(settings.DATA_DIR),
        "LOG_LEVEL": "INFO",
    }
