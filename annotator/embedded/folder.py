"""The data folder: where everything that the product keeps on this machine lives."""

import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from annotator.embedded.console import LaunchError


@dataclass(frozen=True)
class DataFolder:
    """The data folder at `path`, made when it is missing."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> "DataFolder":
        """The folder at `path`. Raises LaunchError when it can't be made or belongs to someone else."""
        try:
            path.mkdir(parents=True, exist_ok=True)
            # As root the server's own account has to pass through it, but not to list it.
            path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            message = (
                f"The data folder {path} can't be used ({error.strerror}). "
                "Run this as its owner, or name another folder with DATA_DIR."
            )
            raise LaunchError(message) from error
        return cls(path.resolve())

    @property
    def logs(self) -> Path:
        """One log a part."""
        return private_folder(self.path / "logs")

    @property
    def records(self) -> Path:
        """Which processes were started."""
        return private_folder(self.path / "processes")

    def secret(self, name: str) -> str:
        """The secret called `name`, generated once and readable by its owner alone."""
        return secret(private_folder(self.path / "secrets") / name)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the folder for this process; raises LaunchError when another one holds it.

        The lock goes with the process, however it ends.
        """
        with (self.path / "launcher.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FolderHeldError(self) from error
            self.describe_holder({"process": os.getpid()})
            yield

    def describe_holder(self, facts: dict[str, object]) -> None:
        """Leaves word, for whoever finds the folder held, about the process that holds it."""
        (self.path / "launcher.json").write_text(json.dumps(facts))

    def holder(self) -> dict[str, object]:
        """What the process that holds the folder said about itself."""
        try:
            facts: dict[str, object] = json.loads((self.path / "launcher.json").read_text())
        except (OSError, ValueError):
            return {}
        return facts


class FolderHeldError(LaunchError):
    """Another launcher is at work in the same data folder."""

    def __init__(self, folder: DataFolder) -> None:
        facts = folder.holder()
        where = f" at {facts['address']}" if "address" in facts else ""
        super().__init__(
            f"Annotator is already running{where} (process {facts.get('process', 'unknown')}) "
            f"with the data folder {folder.path}. Stop that one first, or name another folder with DATA_DIR."
        )


def private_folder(path: Path) -> Path:
    """The folder at `path`, made for its owner alone."""
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def secret(path: Path) -> str:
    """The secret in the file at `path`, generated once and readable by its owner alone."""
    if not path.exists():
        candidate = _unfinished(path, secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # somebody was quicker, and theirs holds
            path.hardlink_to(candidate)
        candidate.unlink()
    return path.read_text()


def write_private(path: Path, content: str) -> None:
    """Writes a file for its owner alone; an interruption leaves either what was there or all of it."""
    _unfinished(path, content).replace(path)


def _unfinished(path: Path, content: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    return Path(name)


def fingerprint(*roots: Path) -> str:
    """A hash of the names and contents of the files at or below `roots`."""
    digest = sha256()
    for root in roots:
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(root.parent)).encode() + b"\0")
                digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()
