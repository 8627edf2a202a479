"""What a benchmark stands on: real servers, a fresh database, a real web server, one last line.

with setting() as stage:          # sets Django up against an empty, migrated database
    ...
    with stage.web() as address:  # gunicorn, as in production
        ...
finish("saving", figure, bound=2.0, at_most=True)
"""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests import servers
from tests.waiting import wait_until

PORT_FILE_TRIES = 60


@dataclass(frozen=True)
class Stage:
    """The benchmark's own database, and the servers that it can start on it."""

    environment: dict[str, str]

    @contextmanager
    def web(self, *, processes: int = 1, threads: int = 8) -> Iterator[str]:
        """A gunicorn on a free port; yields its address."""
        from annotator.embedded.ports import free_port

        port = free_port()
        command = [
            *(sys.executable, "-m", "gunicorn", "annotator.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--config", "python:annotator.webserver", "--log-level", "warning"),
            *("--workers", str(processes), "--threads", str(threads)),
        ]
        process = subprocess.Popen(command, cwd=servers.PROJECT, env=self.environment)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: _answers(address), "the web server answers", seconds=30)
            yield address
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def setting() -> Iterator[Stage]:
    """Django set up against an empty, migrated database, as the application's role."""
    servers.prepare_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotator.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import override_settings

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        with override_settings(STORAGES={**settings.STORAGES, "staticfiles": static}):
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            owner = connection.settings_dict
            address = _address(
                {**owner, "USER": settings.DATABASE_APP_ROLE, "PASSWORD": settings.DATABASE_APP_PASSWORD}
            )
            connection.close()
            connection.settings_dict.update(
                USER=settings.DATABASE_APP_ROLE, PASSWORD=settings.DATABASE_APP_PASSWORD
            )
            yield Stage({**os.environ, "DATABASE_URL": address, "DATABASE_CONNECTION_SECONDS": "60"})
            connection.close()
    finally:
        servers.stop_servers()


def finish(name: str, figure: float, *, bound: float, at_most: bool, unit: str = "") -> None:
    """Print the last line and leave with 1 when `figure` falls short of `bound`."""
    good = figure <= bound if at_most else figure >= bound
    sign = "<=" if at_most else ">="
    print(f"{name}: {figure:.3g}{unit} (needs {sign} {bound:g}{unit})")
    sys.exit(0 if good else 1)


def _address(database: dict[str, object]) -> str:
    from urllib.parse import quote

    user, password, name = (quote(str(database[key]), safe="") for key in ("USER", "PASSWORD", "NAME"))
    return f"postgresql://{user}:{password}@{database['HOST']}:{database['PORT']}/{name}"


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address + "/health", timeout=2)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
