"""What an import costs beside its text work, and beside a bare COPY of the rows that it makes.

Run it with `python -m tests.benchmarks.importing [--large]`. Everything is timed in one run: the text
methods alone, one real worker doing the whole, and COPY of the same rows into the same tables.
`--large` adds 100,000 documents.
"""

import io
import json
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.setting import finish, setting

WORDS = str.split(
    "the ministry said on Monday that at least 50,000 troops would be needed to hold the border while "
    "about 40 percent of voters approve and over $1 billion of arms were lost in the first quarter of the "
    "year according to a report that officials discussed in the capital with members of parliament"
)
TABLES = {
    "claims_articlerevision": (
        "id, created_at, project_id, article_id, number, text, text_hash, canonical_changes, "
        "original_id, segmented_by, suggested_by"
    ),
    "claims_article": (
        "id, created_at, project_id, title, url, publisher, byline, published_from, published_to, language, "
        "current_revision_id, origin_item_id, origin_start, origin_end, version"
    ),
    "claims_sentence": 'revision_id, ordinal, start, "end", kind',
    "claims_suggestion": 'id, revision_id, kind, start, "end", score, payload, reasons, method',
}
MOST_TIMES_COPY = 6.0


@dataclass(frozen=True)
class Run:
    """What one import took, in seconds, and the worker's memory at its highest, in MB."""

    documents: int
    whole: float
    text: float
    copy: float
    memory: float

    @property
    def times_copy(self) -> float:
        return (self.whole - self.text) / self.copy


def main() -> None:
    """Print the table and the last line."""
    with setting():
        sizes = [("2 KB each", 1_000, 2_000), ("one sentence each", 10_000, 0)]
        if "--large" in sys.argv:
            sizes.append(("one sentence each", 100_000, 0))
        columns = "".join(f"{name:>9}" for name in ("workers", "s", "docs/s", "text s", "COPY s"))
        print(f"{'documents':>28}{columns}      x     MB")
        figure = 0.0
        for label, count, size in sizes:
            for processes in (1, 2):
                run = measured(count, size, processes)
                print(
                    f"{count:>10,} {label:>17} {processes:>8} {run.whole:>8.2f} {count / run.whole:>8.0f} "
                    f"{run.text:>8.2f} {run.copy:>8.2f} {run.times_copy:>6.1f} {run.memory:>6.0f}"
                )
                if (count, processes) == (10_000, 1):
                    figure = run.times_copy
    finish("importing", figure, bound=MOST_TIMES_COPY, at_most=True, unit=" times COPY beside the text work")


def measured(count: int, size: int, processes: int) -> Run:
    """One import of `count` documents by a worker of its own, and what it is compared with."""
    from claims.models import ImportJob
    from claims.tasks import wake_importers
    from tests.worker import WorkerProcess

    texts = made_texts(count, size)
    job = started(texts)
    worker = WorkerProcess(Path(os.environ["DATA_DIR"], "importing-benchmark.log"), processes=processes)
    try:
        begin = time.perf_counter()
        wake_importers()
        while not ImportJob.objects.filter(pk=job.pk, state="finished").exists():
            time.sleep(0.02)
        whole = time.perf_counter() - begin
        memory = highest_memory(worker.process.pid)
    finally:
        worker.stop()
    assert set(job.items.values_list("state", flat=True)) == {"made"}
    return Run(count, whole, text_work(texts), bare_copy(job), memory)


def made_texts(count: int, size: int) -> list[str]:
    """`count` different texts, of about `size` characters or of one sentence."""
    chance = random.Random(count + size)
    texts = []
    for number in range(count):
        sentences = [_sentence(chance, number)]
        while sum(map(len, sentences)) < size:
            sentences.append(_sentence(chance, len(sentences)))
        texts.append(" ".join(sentences))
    return texts


def _sentence(chance: random.Random, number: int) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(12, 24))]
    people = chance.randint(10, 99)
    return f"In case {number} {' '.join(words)}, 3 of {people} people said {chance.random():.9f}."


def started(texts: list[str]) -> Any:
    """A job of these texts as JSON Lines, accepted and not begun."""
    from django.core.files.base import ContentFile

    from claims.choices import Role
    from claims.importing.starting import Upload, start_import
    from claims.models import Membership, Project, User

    number = User.objects.count()
    user = User.objects.create_user(f"manager-{number}@example.org", name="Manager")
    project = Project.objects.create(name=f"Desk {number}", created_by=user)
    Membership.objects.create(project=project, user=user, role=Role.MANAGER)
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    return start_import(
        user, project=project, uploads=[Upload(ContentFile(lines.encode()), "rows.jsonl", {})]
    )


def text_work(texts: list[str]) -> float:
    """Seconds for the text methods alone, without rows."""
    from claims.suggesting.proposals import Source, proposals
    from claims.text.canonical import canonical_text
    from claims.text.language import detected_language
    from claims.text.sentences import sentence_spans

    begin = time.perf_counter()
    for text in texts:
        canonical = canonical_text(text).text
        language = detected_language(canonical).code
        proposals(Source(canonical, sentence_spans(canonical, language), language))
    return time.perf_counter() - begin


def bare_copy(job: Any) -> float:
    """Seconds for COPY of the rows that the job made into the same tables, as another project's."""
    from django.db import connection, transaction

    from claims.models import Project

    other = Project.objects.create(name="Copies", created_by=job.created_by)
    buffers = {table: _rows_for(table, job.project_id, other.pk) for table in TABLES}
    begin = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns in TABLES.items():
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                while part := buffers[table].read(1 << 20):
                    copy.write(part)
    return time.perf_counter() - begin


def _rows_for(table: str, project: Any, other: Any) -> io.BytesIO:
    """The rows of a project as COPY writes them, with other ids that agree from table to table."""
    from django.db import connection

    def moved(column: str) -> str:
        name = column.strip()
        if name == "project_id":
            return f"'{other}'::uuid"
        if name in {"id", "article_id", "revision_id", "current_revision_id"}:
            return f"md5({name}::text || '{other}')::uuid"
        return "null" if name == "origin_item_id" else name

    chosen = ", ".join(map(moved, TABLES[table].split(",")))
    own = f"project_id = '{project}'"
    revisions = f"SELECT id FROM claims_articlerevision WHERE {own}"
    belongs = own if "project_id" in TABLES[table] else f"revision_id IN ({revisions})"
    source = f"{table} WHERE {belongs}"
    out = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY (SELECT {chosen} FROM {source}) TO STDOUT") as copy,
    ):
        for part in copy:
            out.write(part)
    out.seek(0)
    return out


def highest_memory(worker: int) -> float:
    """The most memory that one process of the worker has held, in MB."""
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    peaks = []
    for pid in [str(worker), *children]:
        status = Path(f"/proc/{pid}/status").read_text()
        peaks += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks) / 1024


if __name__ == "__main__":
    main()
