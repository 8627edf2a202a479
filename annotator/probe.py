"""Whether one of our containers works: `python -m annotator.probe web | worker | beat` for an engine."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

BEAT_SILENCE_SECONDS = 600  # beat writes its schedule down every three minutes


def web() -> bool:
    """The web server answers and reaches its database; it is asked under a name that it accepts."""
    name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().removeprefix(".")
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=5)
    try:
        connection.request("GET", "/health", headers={"Host": name})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker() -> bool:
    """The worker of this container answers a ping through the broker."""
    command = [sys.executable, "-m", "celery", "--app", "annotator", "inspect", "ping", "--timeout", "10"]
    answer = subprocess.run(  # noqa: S603
        [*command, "--destination", f"celery@{socket.gethostname()}"], capture_output=True, check=False
    )
    return answer.returncode == 0


def beat() -> bool:
    """Beat has written its schedule down lately."""
    schedules = [path.stat().st_mtime for path in Path(os.environ["DATA_DIR"]).glob("beat-schedule*")]
    return bool(schedules) and time.time() - max(schedules) < BEAT_SILENCE_SECONDS


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
