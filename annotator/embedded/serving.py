"""Loads the product once and forks beat, the workers and the web server, which share that memory.

`python -m annotator.embedded.serving PORT` runs them in the foreground and starts again what ends. In
production each is a program of its own with the same options: see docker-compose.yml.
"""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

from annotator.embedded.folder import DataFolder
from annotator.embedded.ports import HOST
from annotator.embedded.processes import Part, end_leftover
from annotator.embedded.supervisor import StopRequestedError, Supervisor

PARTS = ("beat", "worker", "web")
WEB_THREADS = 12
WORKER_PROCESSES = 2
SHARED = (
    "annotator.webserver",
    "annotator.wsgi",
    "annotator.urls",
    "celery.apps.beat",
    "celery.apps.worker",
    "celery.concurrency.prefork",
    "celery.worker.autoscale",
    "celery.worker.components",
    "celery.worker.consumer",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "kombu.transport.redis",
)


def main(port: int) -> int:
    """Runs the parts until a signal asks to stop."""
    folder = DataFolder.at(Path(os.environ["DATA_DIR"]))
    try:
        with Supervisor(folder.records) as supervisor:
            for name in PARTS:
                end_leftover(folder.records, name)
            load()
            for part in _parts(folder, port):
                supervisor.start(part)
            supervisor.run()
    except StopRequestedError:
        return 0
    return 1


def load() -> None:
    """Imports what the parts will use, so that each needn't do it again."""
    from annotator.celery import app

    for module in SHARED:
        import_module(module)
    app.loader.import_default_modules()
    gc.collect()
    gc.freeze()  # a collection in a fork would write to, and so copy, every page that it shares


def _parts(folder: DataFolder, port: int) -> list[Part]:
    actions = {"beat": lambda: _beat(folder), "worker": _worker, "web": lambda: _web(port)}
    return [Part(name, (), folder.logs / f"{name}.log", actions[name]) for name in PARTS]


def _beat(folder: DataFolder) -> None:
    from annotator.celery import app

    app.Beat(schedule=str(folder.path / "beat-schedule"), loglevel="INFO").run()


def _worker() -> None:
    from annotator.celery import app

    # Alone on its broker, it needs no word with other workers.
    worker = app.Worker(
        autoscale=(WORKER_PROCESSES, 1), loglevel="INFO", without_gossip=True, without_mingle=True
    )
    worker.start()
    raise SystemExit(worker.exitcode)


def _web(port: int) -> None:
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = [
        *("gunicorn", "annotator.wsgi", "--bind", f"{HOST}:{port}", "--no-control-socket"),
        *("--config", "python:annotator.webserver", "--threads", str(WEB_THREADS), "--graceful-timeout", "5"),
        *("--access-logfile", "-"),
    ]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
