"""What somebody else puts into the broker: only JSON is read, and a worker outlives all of it."""

import pickle
from pathlib import Path
from typing import Any

import pytest
from kombu.serialization import registry

from annotator.celery import app
from claims.models import Article
from claims.tasks import wake_importers
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class Writes:
    """What unpickles into a file: the trace that it was read at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.write_text, (self.path, "read")


@pytest.fixture
def pickled():
    """Lets the test, and nothing else, send pickles."""
    registry.enable("pickle")
    yield "pickle"
    registry.disable("pickle")


def test_c59_a_forged_task_is_refused_and_the_next_one_runs(
    cast, started, production_worker, pickled, tmp_path
):
    trace = tmp_path / "trace"
    assert pickle.dumps(Writes(trace))
    for name in ("claims.tasks.sweep", "claims.tasks.import_documents", "os.system"):
        app.send_task(name, args=[Writes(trace)], serializer=pickled, queue="imports")
        app.send_task(name, args=["no such argument", {"a": 1}], queue="imports")
    app.send_task("builtins.eval", args=["1"], queue="imports")

    job = started({"after.txt": b"A headline\n\nThe next import runs, all 50 lines of it."})
    wake_importers()
    after = Article.objects.filter(origin_item__job=job)
    wait_until(after.exists, "the import runs", seconds=40)
    assert job.items.get().failure == ""
    assert production_worker.alive
    assert not trace.exists()
