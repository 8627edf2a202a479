"""`make run` as an operator has it: a launcher of its own, in a data folder of its own."""

import http.client
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from annotator.embedded import processes
from annotator.embedded.folder import DataFolder
from annotator.embedded.ports import HOST, free_port
from annotator.embedded.servers import Servers
from tests.servers import PROJECT
from tests.waiting import wait_until

# Nothing of the tests' own settings may reach what an operator starts.
PLAIN_ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


class Launched:
    """One launcher after the other on one data folder and port."""

    def __init__(self, data: Path, account: pwd.struct_passwd | None = None) -> None:
        self.data = data
        self.port = free_port()
        self.output = data / "launcher.output"
        self.process: subprocess.Popen[bytes] | None = None
        self._identity: dict[str, Any] = (
            {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "annotator.embedded", *arguments]

    def start(self) -> None:
        """Starts the launcher and waits until it says that all is ready."""
        self.launch()
        wait_until(self._is_ready, "the launcher says that it is ready", seconds=150)

    def launch(self) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                self.command("run", "--port", str(self.port)),
                cwd=PROJECT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._identity,
            )

    def ask(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Runs another command of the launcher on the same folder."""
        return subprocess.run(
            self.command(*arguments),
            cwd=PROJECT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            **self._identity,
        )

    def environment(self) -> dict[str, str]:
        home = {"HOME": str(self.data)} if self._identity else {}
        return {**PLAIN_ENVIRONMENT, "DATA_DIR": str(self.data), **home}

    def owner_address(self) -> str:
        return Servers.of(DataFolder(self.data)).postgres.owner_address()

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def part(self, name: str) -> int | None:
        """The process of a part that runs now."""
        try:
            record = json.loads((self.data / "processes" / name).read_text())
        except (OSError, ValueError):
            return None
        number = int(record["process"])
        return number if processes.started(number) == record["started"] else None

    def parts(self) -> dict[str, int | None]:
        names = ("postgres", "broker", "application", "beat", "worker", "web")
        return {name: self.part(name) for name in names}

    def is_healthy(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def kill(self) -> None:
        """kill -9 of the launcher alone."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        """Ends whatever is left and removes the data."""
        if self.process and self.process.poll() is None:
            self.kill()
        self.ask("stop")
        home = (self.data / "postgres").resolve()
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def _is_ready(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.said()
        return "Annotator is ready at" in self.said()
