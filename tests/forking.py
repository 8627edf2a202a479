"""A process that has loaded the product and forks workers, which start at once: `python -m tests.forking`.

It reads a line for each, with the log and the arguments of `celery`, and answers with the process's number.
"""

import json
import signal
import sys
from functools import partial
from pathlib import Path

from annotator.celery import app
from annotator.embedded.forks import Fork
from annotator.embedded.serving import load


def main() -> None:
    """Forks what it is asked for until its input ends."""
    load()
    from claims.tasks import prepare_to_fork  # which needs the settings that loading sets up

    prepare_to_fork()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for what has ended
    for line in sys.stdin:
        log, arguments = json.loads(line)
        with Path(log).open("ab") as output:
            print(Fork(partial(app.worker_main, arguments), output.fileno()).pid, flush=True)


if __name__ == "__main__":
    main()
