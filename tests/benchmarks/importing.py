"""What an import costs beside its text work, and beside a bare COPY of the rows that it makes.

Run it with `python -m tests.benchmarks.importing [--long]`. Everything is timed in one run: the text
methods alone, a real worker doing the whole from the upload until sentences and suggestions are there, and
COPY of the same rows into the same tables. `--long` imports 100,000 documents and holds their cost each
against that of 1,000.
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
    "claims_claim": "*",
    "claims_contribution": "claim_id, user_id",
}
OWN = {  # the rows of one project
    "claims_sentence": "revision_id IN (SELECT id FROM claims_articlerevision WHERE project_id = '{}')",
    "claims_suggestion": "revision_id IN (SELECT id FROM claims_articlerevision WHERE project_id = '{}')",
    "claims_contribution": "claim_id IN (SELECT id FROM claims_claim WHERE project_id = '{}')",
}
MOVED = ("id", "article_id", "revision_id", "current_revision_id", "claim_id")
MOST_TIMES_COPY = 6.0
MOST_MEMORY = 300.0  # MB of one process of the worker
MOST_GROWTH = 1.5  # cost per document at the largest size, times that at 1,000
SHORT = "of one sentence"


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

    @property
    def each(self) -> float:
        return self.whole / self.documents


@dataclass(frozen=True)
class Kind:
    """Documents of one kind: how many, of about `size` characters or one sentence (0), tagged or not."""

    label: str
    count: int
    size: int = 0
    is_tagged: bool = False


KINDS = (
    Kind("of 2 KB", 1_000, size=2_000),
    Kind(SHORT, 1_000),
    Kind(SHORT, 10_000),
    Kind("with spans", 10_000, is_tagged=True),
)
WARMING = b'{"text": "A worker reads its word lists with its first document, which had 3 numbers or 4."}'
LONG = Kind(SHORT, 100_000)


def main() -> None:
    """Print the table, what falls short, and the last line."""
    with setting():
        # A hundred thousand for one worker process alone, so that it stays below eight minutes.
        wanted = [(kind, (1, 2)) for kind in KINDS] + ([(LONG, (1,))] if "--long" in sys.argv else [])
        text_work(["Neither does the text work alone count the 2 seconds of its first text."])
        columns = "".join(f"{name:>9}" for name in ("workers", "s", "docs/s", "text s", "text %", "COPY s"))
        print(f"{'documents':>22}{columns}      x     MB", flush=True)
        runs = {(kind, number): printed(kind, number) for kind, numbers in wanted for number in numbers}
    alone = {kind: run for (kind, number), run in runs.items() if number == 1}
    for kind, run in alone.items():
        if (kind, 2) in runs:
            faster = run.whole / runs[kind, 2].whole
            print(f"a second process, {kind.count:,} {kind.label}: {faster:.2f} times as fast")
    short = [run for kind, run in alone.items() if kind.label == SHORT]
    growth = short[-1].each / short[0].each
    memory = max(run.memory for run in runs.values())
    print(f"cost of one at {short[-1].documents:,} over that at 1,000: {growth:.2f} (needs <= {MOST_GROWTH})")
    print(f"most memory of one process: {memory:.0f} MB (needs < {MOST_MEMORY:.0f})")
    figure = max(run.times_copy for kind, run in alone.items() if kind.count == 10_000)
    if memory >= MOST_MEMORY or growth > MOST_GROWTH:
        sys.exit("importing: falls short, see above")
    finish("importing", figure, bound=MOST_TIMES_COPY, at_most=True, unit=" times COPY beside the text work")


def printed(kind: Kind, processes: int) -> Run:
    """One import, measured and printed as a line of the table."""
    run = measured(kind, processes)
    print(
        f"{kind.count:>7,} {kind.label:<15}{processes:>8} {run.whole:>8.2f} {kind.count / run.whole:>8.0f} "
        f"{run.text:>8.2f} {100 * run.text / run.whole:>8.0f} {run.copy:>8.2f} {run.times_copy:>6.1f} "
        f"{run.memory:>6.0f}",
        flush=True,
    )
    return run


def measured(kind: Kind, processes: int) -> Run:
    """One import by a worker of its own, and what it is compared with."""
    from tests.worker import WorkerProcess

    texts = made_texts(kind.count, kind.size)
    upload = lines_of(texts, is_tagged=kind.is_tagged)
    worker = WorkerProcess(Path(os.environ["DATA_DIR"], "importing-benchmark.log"), processes=processes)
    try:
        taken_in(WARMING)
        begin = time.perf_counter()
        job = taken_in(upload)
        whole = time.perf_counter() - begin
        memory = highest_memory(worker.process.pid)
    finally:
        worker.stop()
    assert set(job.items.values_list("state", flat=True)) == {"made"}
    return Run(kind.count, whole, text_work(texts), bare_copy(job), memory)


def taken_in(upload: bytes) -> Any:
    """The job of an import that workers have finished."""
    from claims.models import ImportJob
    from claims.tasks import wake_importers

    job = started(upload)
    wake_importers()
    while not ImportJob.objects.filter(pk=job.pk, state="finished").exists():
        time.sleep(0.05)  # looking costs a millisecond of the two cores
    return job


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


def lines_of(texts: list[str], *, is_tagged: bool) -> bytes:
    """The texts as JSON Lines; with tags, as doccano exports them, each up to its first comma."""
    rows = [
        {"text": text, "label": [[0, text.index(","), "claim"]]} if is_tagged else {"text": text}
        for text in texts
    ]
    return "\n".join(map(json.dumps, rows)).encode()


def started(upload: bytes) -> Any:
    """A job of JSON Lines, accepted and not begun."""
    from django.core.files.base import ContentFile

    from claims.choices import Role
    from claims.importing.starting import Upload, start_import
    from claims.models import Membership, Project, User

    number = User.objects.count()
    user = User.objects.create_user(f"manager-{number}@example.org", name="Manager")
    project = Project.objects.create(name=f"Desk {number}", created_by=user)
    Membership.objects.create(project=project, user=user, role=Role.MANAGER)
    return start_import(user, project=project, uploads=[Upload(ContentFile(upload), "rows.jsonl", {})])


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
        for table in TABLES:
            with cursor.copy(f"COPY {table} ({', '.join(columns_of(table))}) FROM STDIN") as copy:
                while part := buffers[table].read(1 << 20):
                    copy.write(part)
    return time.perf_counter() - begin


def columns_of(table: str) -> list[str]:
    """The columns that are copied."""
    from claims.models import Claim

    if TABLES[table] != "*":
        return TABLES[table].split(", ")
    names = [str(field.column) for field in Claim._meta.concrete_fields]
    return ['"end"' if name == "end" else name for name in names]


def _rows_for(table: str, project: Any, other: Any) -> io.BytesIO:
    """The rows of a project as COPY writes them, with other ids that agree from table to table."""
    from django.db import connection

    def moved(column: str) -> str:
        if column == "project_id":
            return f"'{other}'::uuid"
        if column in MOVED:
            return f"md5({column}::text || '{other}')::uuid"
        return "null" if column == "origin_item_id" else column

    chosen = ", ".join(map(moved, columns_of(table)))
    source = f"{table} WHERE " + OWN.get(table, "project_id = '{}'").format(project)
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
