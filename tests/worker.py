"""A real Celery worker in a process of its own, on the database and the broker of the tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from annotator.celery import app
from tests.servers import PROJECT
from tests.waiting import wait_until


class WorkerProcess:
    """`celery worker` as production runs it."""

    def __init__(self, log: Path, *, processes: int = 1) -> None:
        self.log = log
        command = [sys.executable, "-m", "celery", "--app", "annotator", "worker"]
        options = ["--concurrency", str(processes), "--without-gossip", "--without-mingle"]
        offset = log.stat().st_size if log.exists() else 0
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, *options, "--loglevel", "INFO"],
                cwd=PROJECT,
                env=worker_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until(lambda: self._is_ready(offset), "the worker is ready", seconds=60)

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def settle(self) -> None:
        """Forgets what is queued and waits until nothing is being worked on."""
        app.control.purge()
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
