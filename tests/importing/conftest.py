"""What the tests of importing share."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.waiting import wait_until


@pytest.fixture
def started(cast: Any) -> Callable[..., Any]:
    """`started({"a.txt": b"..."}, **options)`: a job of the manager's, accepted and not yet worked on."""
    from django.core.files.base import ContentFile

    from claims.importing.starting import Upload, start_import

    def start(files: dict[str, bytes], *, user: Any = None, fields: Any = None, **options: Any) -> Any:
        uploads = [Upload(ContentFile(data), name, fields or {}) for name, data in files.items()]
        return start_import(user or cast.manager, project=cast.project, uploads=uploads, options=options)

    return start


@pytest.fixture
def imported(started: Callable[..., Any]) -> Callable[..., Any]:
    """Like `started`, with the work done here and now."""

    def run(files: dict[str, bytes], **options: Any) -> Any:
        job = started(files, **options)
        work()
        job.refresh_from_db()
        return job

    return run


def work() -> None:
    """Every turn that there is to take, in this process."""
    from claims.importing.turns import work_is_left
    from claims.tasks import take_turn

    while work_is_left():
        # Another may have taken it in the meantime; what nobody can take would wait here for ever.
        wait_until(lambda: take_turn() or not work_is_left(), "a turn is taken", seconds=30)


def finished(job: Any, *, seconds: float = 60) -> Any:
    """The job, once the workers have finished it."""

    def done() -> bool:
        job.refresh_from_db()
        return job.state == "finished"

    wait_until(done, "the import is finished", seconds=seconds)
    return job
