"""Imports under faults: real workers that are killed, and what must be true in the end."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.importing.conftest import started  # noqa: F401 - the same fixture
from tests.waiting import wait_until


@dataclass
class Scene:
    """A project, its imports, and the worker that a test kills."""

    start: Callable[..., Any]
    worker: Callable[[], Any]

    def documents(self, count: int, *, length: int = 12, seed: int = 0) -> dict[str, bytes]:
        """Text files, no two alike, of about `length` sentences each."""
        chance = random.Random(seed)

        def sentence(number: int) -> str:
            troops = chance.randint(2, 9_999_999)
            return f"In place {number} at least {troops} of {seed} troops were seen on Monday."

        return {
            f"{seed}-{number}.txt": " ".join(sentence(number) for _ in range(length)).encode()
            for number in range(count)
        }

    def sweep_until_finished(self, job: Any, *, seconds: float = 90) -> float:
        """Sweep once a second, as beat does less often, until `job` is finished; the seconds that took."""
        from claims.tasks import sweep

        begin = last = time.monotonic()

        def finished() -> bool:
            nonlocal last
            if time.monotonic() - last > 1:
                sweep.delay()
                last = time.monotonic()
            job.refresh_from_db()
            return bool(job.state == "finished")

        wait_until(finished, "the import is finished", seconds=seconds)
        return time.monotonic() - begin

    def begin(self, files: dict[str, bytes]) -> Any:
        """A job that a worker has begun with."""
        from claims.models import ImportItem
        from claims.tasks import wake_importers

        job = self.start(files)
        self.worker()
        wake_importers()
        busy = ImportItem.objects.filter(job=job).exclude(state="pending")
        wait_until(busy.exists, "a worker has begun", seconds=30)
        return job


@pytest.fixture
def scene(transactional_db: None, started: Callable[..., Any], running_worker: Callable[[], Any]) -> Any:  # noqa: F811
    """The scene, with one idle worker."""
    running_worker()
    return Scene(started, running_worker)


def assert_each_is_one_article(job: Any, files: dict[str, bytes]) -> None:
    """No document lost, none doubled, none half done, and nothing left without what it belongs to."""
    from claims.models import Article, ArticleRevision, ImportItem, Sentence, Suggestion

    items = ImportItem.objects.filter(job=job)
    assert Counter(items.values_list("state", flat=True)) == {"made": len(files)}
    texts = Counter(
        ArticleRevision.objects.filter(article__origin_item__job=job).values_list("text", flat=True)
    )
    assert texts == Counter(data.decode() for data in files.values())
    revisions = ArticleRevision.objects.filter(article__origin_item__job=job)
    assert not revisions.filter(segmented_by="").exists()
    assert not revisions.filter(suggested_by="").exists()
    assert not revisions.exclude(pk__in=Sentence.objects.values("revision")).exists()
    assert not revisions.exclude(pk__in=Suggestion.objects.values("revision")).exists()
    articles = Article.objects.filter(origin_item__job=job)
    assert not articles.filter(current_revision=None).exists()
    assert articles.count() == len(files)
