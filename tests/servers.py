"""A real Postgres and a real broker for the tests, and the variables that point the product to them.

With TEST_DATABASE_URL (a role that may create databases and roles) and TEST_BROKER_URL the tests run against
those servers; else against embedded ones, which belong to this run of pytest alone.
"""

import os
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from annotator.embedded.folder import DataFolder, FolderHeldError
from annotator.embedded.servers import Servers

PROJECT = Path(__file__).resolve().parent.parent
APPLICATION_PASSWORD = "only-for-tests"

_running = ExitStack()


def prepare_environment() -> None:
    """Starts the servers and sets what Django's settings read; call it before they are imported."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        folder = _start_servers()
        os.environ.update(
            SECRET_KEY="only-for-tests-only-for-tests-only-for-tests",
            TEST_FOLDER=str(folder),
            HTTPS="false",
            ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
            DATABASE_CONNECTION_SECONDS="0",
            DATABASE_APP_PASSWORD=APPLICATION_PASSWORD,
            LOG_LEVEL="WARNING",
            # Playwright's loop runs in the thread of the tests, which Django takes for asynchronous code.
            DJANGO_ALLOW_ASYNC_UNSAFE="true",
        )
    # Each worker has a database, a role, a broker's database and files of its own.
    number = int(worker.removeprefix("gw")) + 1 if worker else 0
    broker = urlsplit(os.environ["TEST_BROKER_URL"])
    data = Path(os.environ["TEST_FOLDER"], f"files-{number}")
    (data / "static").mkdir(parents=True, exist_ok=True)
    os.environ.update(
        DATABASE_URL=os.environ["TEST_DATABASE_URL"],
        DATABASE_APP_ROLE=f"annotator_test_{number}",
        BROKER_URL=broker._replace(path=f"/{int(broker.path.strip('/') or 0) + number}").geturl(),
        DATA_DIR=str(data),
    )


def stop_servers() -> None:
    """Stops what `prepare_environment` started."""
    _running.close()


def _start_servers() -> Path:
    if "TEST_DATABASE_URL" in os.environ and "TEST_BROKER_URL" in os.environ:
        return _free_folder().path
    folder = _free_folder()
    servers = Servers.of(folder, durable=False)
    servers.end_leftovers()
    _running.callback(servers.stop, servers.start())
    os.environ.setdefault("TEST_DATABASE_URL", servers.postgres.owner_address())
    os.environ.setdefault("TEST_BROKER_URL", servers.broker.address())
    return folder.path


def _free_folder() -> DataFolder:
    """The first folder that no other run of pytest holds; it is kept, so that its cluster is made once."""
    for number in range(1, 100):
        folder = DataFolder.at(PROJECT / ".data" / f"test-{number}")
        try:
            _running.enter_context(folder.held())
        except FolderHeldError:
            continue
        return folder
    message = "A hundred runs of pytest hold their folders under .data; is one of them stuck?"
    raise RuntimeError(message)
