import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import servers
from tests.waiting import wait_until

UNDER_WAY = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
   AND backend_type = 'client backend' AND state <> 'idle'
"""

FIRST = {"annotator", "api", "browser", "faults", "flow", "permissions"}

servers.prepare_environment()  # before anything imports Django's settings

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("unhurried")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("tx", None) and not hasattr(config, "workerinput"):
        # It only hands the tests out, and its workers mustn't read settings before theirs are prepared.
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "annotator.settings"
    from django.conf import settings

    # Hashed names need all files to be collected; that they can be is proven where the launcher is tested.
    backend = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders with the longest files come first, so that no process has one left when others are done."""
    items.sort(key=lambda item: FIRST.isdisjoint(item.path.relative_to(servers.PROJECT).parts))


def pytest_unconfigure(config: pytest.Config) -> None:
    servers.stop_servers()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The owner creates and migrates the database; the tests then run as the application's role."""
    from django.conf import settings
    from django.db import connection

    role = settings.DATABASE_APP_ROLE
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # Django empties the tables between the tests that commit, which the product itself never does.
        cursor.execute(f'GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO "{role}"')
    owner = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    application = {"USER": role, "PASSWORD": settings.DATABASE_APP_PASSWORD}
    _connect_as(application)
    yield
    connection.close()  # a test may have left it broken
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # What a killed process or a browser left connected would keep the database from being dropped.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
    _connect_as(owner)


def _connect_as(role: dict[str, object]) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict.update(role)


@pytest.fixture(scope="module")
def kept_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a module's fixtures make stays for all of its tests, each of which is undone for itself."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def nursery() -> Iterator[object]:
    """Starts workers that needn't load the product first."""
    from tests.worker import Nursery

    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def running_worker(transactional_db: None, nursery: Any) -> Iterator[Callable[[], object]]:
    """Gives a real Celery worker in its own process: the one that runs, or another once that has ended.

    It sees only what is committed, and ends with the test: it would work for the tests after it too.
    """
    from tests.worker import WorkerProcess, forget_messages

    forget_messages()
    started: list[WorkerProcess] = []

    def worker() -> WorkerProcess:
        if not started or not started[-1].alive:
            started.append(WorkerProcess(Path(os.environ["DATA_DIR"], "worker.log"), start=nursery.start))
        return started[-1]

    yield worker
    for process in started:
        if process.alive:
            process.settle()
            process.kill()


@pytest.fixture
def celery_worker_process(running_worker: Callable[[], object]) -> object:
    """A real Celery worker for this test alone, which may `kill()` or `stop()` it."""
    return running_worker()


@pytest.fixture
def production_worker(transactional_db: None) -> Iterator[object]:
    """A real Celery worker for this test alone, started by the command of production."""
    from tests.worker import WorkerProcess, forget_messages

    forget_messages()
    worker = WorkerProcess(Path(os.environ["DATA_DIR"], "worker.log"))
    yield worker
    if worker.alive:
        worker.settle()
        worker.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium: the one that CHROMIUM names, the machine's, or Playwright's own."""
    from playwright.sync_api import sync_playwright

    from tests.browser_setup import launch_options

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server) -> Iterator[Callable[..., object]]:
    """Opens a page in a browser session of its own: `open_page(user, viewport=..., color_scheme="dark")`.

    `user` is signed in; without one the visitor is anonymous. What a page complains about in its console
    fails the test, a broken content security policy among it.
    """
    from tests.browser_setup import BrowserSessions

    sessions = BrowserSessions(browser, live_server.url)
    yield sessions.open
    sessions.close()
    # What a page asked for last may still be answered; the database is emptied next, and would wait for it.
    wait_until(_no_request_is_under_way, "the last requests are answered")
    assert sessions.complaints == []


class _Undeclared(logging.Handler):
    """Keeps what the log says of problems that an operation doesn't declare."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


@pytest.fixture(autouse=True)
def _every_problem_is_declared() -> Iterator[None]:
    """Whatever a test does: the API answers only with problems that the OpenAPI document names for it."""
    undeclared, log = _Undeclared(), logging.getLogger("claims.api.problems")
    log.addHandler(undeclared)
    yield
    log.removeHandler(undeclared)
    assert undeclared.told == []


def _no_request_is_under_way() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(UNDER_WAY)
        return bool(cursor.fetchone()[0] == 0)


@pytest.fixture
def page(open_page):
    """One page of an anonymous visitor at 1440 pixels."""
    return open_page()


@pytest.fixture(scope="session")
def accessibility_violations() -> Callable[..., list[str]]:
    """`accessibility_violations(page, both_schemes=True)` lists what axe finds against WCAG 2.2 AA."""
    from tests.browser_setup import accessibility_violations

    return accessibility_violations


from tests.cast import api, cast  # noqa: E402, F401 - fixtures for all tests
