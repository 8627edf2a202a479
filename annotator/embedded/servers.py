"""The two servers together: started side by side, stopped in order."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from annotator.embedded import processes
from annotator.embedded.broker import Broker
from annotator.embedded.folder import DataFolder
from annotator.embedded.postgres import APPLICATION, Postgres
from annotator.embedded.processes import Part, Process

PART_NAMES = (
    "application",
    "web",
    "worker",
    "beat",
    "broker",
    "postgres",
)  # in the order in which leftovers are ended


@dataclass(frozen=True)
class Servers:
    """Postgres and the broker of one data folder."""

    folder: DataFolder
    postgres: Postgres
    broker: Broker

    @classmethod
    def of(cls, folder: DataFolder, *, durable: bool = True) -> "Servers":
        """The servers that keep their data in `folder`."""
        return cls(folder, Postgres(folder, durable), Broker(folder, durable))

    def start(self) -> list[tuple[Part, Process]]:
        """Starts both side by side and waits until they answer. Raises LaunchError."""
        with ThreadPoolExecutor(2) as pool:
            starting = [pool.submit(self._start_postgres), pool.submit(self._start_broker)]
        return [future.result() for future in starting]

    def stop(self, started: list[tuple[Part, Process]]) -> None:
        """Stops what `start` returned, the last first."""
        for part, process in reversed(started):
            processes.stop(process, part, self.folder.records)

    def are_running(self) -> bool:
        """Whether both were started before and still run."""
        return all(processes.is_running(self.folder.records, name) for name in ("postgres", "broker"))

    def end_leftovers(self) -> list[str]:
        """Ends whatever an earlier launcher left running, in order, and names it."""
        ended = [name for name in PART_NAMES if processes.end_leftover(self.folder.records, name)]
        self.postgres.end_leftovers()
        return ended

    def environment(self) -> Mapping[str, str]:
        """The variables that point the product to these servers, as the application's role."""
        return {
            "SECRET_KEY": self.folder.secret("secret_key"),
            "DATA_DIR": str(self.folder.path),
            "DATABASE_URL": self.postgres.application_address(),
            "DATABASE_APP_ROLE": APPLICATION,
            "DATABASE_APP_PASSWORD": self.postgres.application_password(),
            "BROKER_URL": self.broker.address(),
            "HTTPS": "false",
        }

    def owner_environment(self) -> Mapping[str, str]:
        """The same as the role that owns the tables, which is what migrations need."""
        return {**self.environment(), "DATABASE_URL": self.postgres.owner_address()}

    def _start_postgres(self) -> tuple[Part, Process]:
        part = self.postgres.part()
        process = processes.start(part, self.folder.records)
        self.postgres.wait(process)
        self.postgres.provision()
        return part, process

    def _start_broker(self) -> tuple[Part, Process]:
        part = self.broker.part()
        process = processes.start(part, self.folder.records)
        self.broker.wait(process)
        return part, process
