"""The product's own process and commands, as they run on one machine."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from annotator.embedded import console
from annotator.embedded.console import LaunchError
from annotator.embedded.folder import fingerprint, write_private
from annotator.embedded.ports import HOST
from annotator.embedded.processes import Part
from annotator.embedded.servers import Servers


@dataclass(frozen=True)
class Application:
    """The code in `project`, run against `servers`, answering on `port`."""

    project: Path
    servers: Servers
    port: int

    @property
    def address(self) -> str:
        """Where people reach it."""
        return f"http://{HOST}:{self.port}"

    def migrate(self) -> bool:
        """Brings the database up to date, as its owner, unless nothing changed; says whether it did."""
        stamp = self.servers.postgres.home / "migrated"
        state = fingerprint(*self._code())
        if _content(stamp) == state:
            return False
        self._manage("migrate", "--no-input", owner=True)
        write_private(stamp, state)
        return True

    def collect_static_files(self) -> bool:
        """Gathers and hashes the static files unless nothing changed; says whether it did."""
        stamp = self.servers.folder.path / "static.stamp"
        state = fingerprint(self.project / "claims" / "static", *self._code()[-2:])
        if _content(stamp) == state:
            return False
        self._manage("collectstatic", "--no-input", "--clear")
        write_private(stamp, state)
        return True

    def load_samples(self) -> bool:
        """Loads the samples, once in the life of the database; says whether it did."""
        if self._logins.exists():
            return False
        write_private(self._logins, self._manage("seed"))
        return True

    def sample_logins(self) -> str:
        """What the sample command said about signing in."""
        return _content(self._logins).strip()

    def part(self) -> Part:
        """The process that runs beat, the workers and the web server."""
        return Part(
            name="application",
            command=[sys.executable, "-m", "annotator.embedded.serving", str(self.port)],
            log=self.servers.folder.logs / "application.log",
            environment=self._environment(),
            folder=self.project,
            patience_seconds=40,
            speaks=True,
        )

    @property
    def _logins(self) -> Path:
        # Beside the database, because they are true for as long as it lives.
        return self.servers.postgres.home / "sample_logins"

    def _code(self) -> list[Path]:
        return [
            *sorted((self.project / "claims").rglob("*.py")),
            self.project / "requirements.txt",
            self.project / "annotator" / "settings.py",
        ]

    def _environment(self, *, owner: bool = False) -> dict[str, str]:
        servers = self.servers.owner_environment() if owner else self.servers.environment()
        return {
            "ALLOWED_HOSTS": f"{HOST},localhost",
            **os.environ,
            **servers,
            "BASE_URL": self.address,
            "LAUNCHER_BEGAN": str(console.BEGAN),
            # Django's checks ran when it was migrated; in a worker they would load every page and view.
            "CELERY_SKIP_CHECKS": "true",
        }

    def _manage(self, *arguments: str, owner: bool = False) -> str:
        """Runs a management command and returns its output. Raises LaunchError when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        answer = subprocess.run(  # noqa: S603
            command,
            cwd=self.project,
            env=self._environment(owner=owner),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            message = f"`manage.py {arguments[0]}` failed:\n{answer.stdout}{answer.stderr}"
            raise LaunchError(message)
        return answer.stdout


def _content(path: Path) -> str:
    return path.read_text() if path.exists() else ""
