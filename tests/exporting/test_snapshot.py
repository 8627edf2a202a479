"""C62 at its size: an export of 100,000 claims and their figures while fifty people decide.

What the files hold is what was verified after so many of the changes that the feed tells, and after the same
number of them in each file: one instant. Another seed: SNAPSHOT_SEED=1 make proof TESTS=tests/exporting.
"""

import hashlib
import json
import os
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.db import connections

from claims.exporting.building import build_next_export, request_export
from claims.exporting.filters import Filters
from claims.models import Change, Claim, Export, Figure, Project, User
from claims.reviewing.decisions import reopen_item, verify_item
from tests.benchmarks.verified import make_project

CLAIMS = 100_000
WRITERS = 50
LONGEST = 240  # seconds for which people go on deciding at most
SEED = int(os.environ.get("SNAPSHOT_SEED", "62"))
MODELS = {"claim": Claim, "figure": Figure}


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_c62_an_export_of_a_hundred_thousand_shows_one_instant_while_fifty_people_decide(capsys):
    project, _secret = make_project(CLAIMS)
    first = {noun: set(model.objects.values_list("pk", flat=True)) for noun, model in MODELS.items()}
    export = request_export(project.created_by, project=project, wanted="jsonl", filters=Filters())
    with Deciding(project) as decided:
        begun, before = time.monotonic(), len(decided)
        assert build_next_export()
        seconds, during = time.monotonic() - begun, len(decided) - before
    export.refresh_from_db()
    assert export.state == "finished", export.failure
    files = {entry["name"].removesuffix("s.jsonl"): entry for entry in export.manifest["files"]}
    found = {noun: rows_of(export, entry) for noun, entry in files.items()}
    instants = {noun: instants_of(noun, project, first[noun], found[noun]) for noun in MODELS}
    with capsys.disabled():
        rows = ", ".join(f"{len(rows):,} {noun}s" for noun, rows in found.items())
        print(f"\nseed {SEED}: {rows} in {seconds:.1f} s, {during:,} decisions of {WRITERS} people meanwhile")
    assert during > WRITERS
    assert instants["claim"] & instants["figure"]
    # People were deciding before and after that instant, so another one would have shown another state.
    latest = project.changes.order_by("-number").values_list("number", flat=True)[0]
    assert 0 < min(instants["claim"] & instants["figure"]) < latest


class Deciding:
    """Fifty people who send verified items back and verify them again, each their own, until it is left."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ended = threading.Event()
        self._pool = ThreadPoolExecutor(WRITERS)
        self._done: list[UUID] = []

    def __enter__(self) -> list[UUID]:
        everybody = [list(people) for people in shares(self._project)]
        self._work = [self._pool.submit(self._decide, *one) for one in enumerate(everybody)]
        while len(self._done) < WRITERS:
            time.sleep(0.05)
        return self._done

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._pool.shutdown()
        for one in self._work:
            one.result()

    def _decide(self, number: int, share: list[tuple[str, UUID]]) -> None:
        chance, until = random.Random(SEED + number), time.monotonic() + LONGEST
        annotator, reviewer = (User.objects.get(name=name) for name in ("Annotator", "Reviewer"))
        try:
            while not self._ended.is_set() and time.monotonic() < until:
                noun, pk = chance.choice(share)
                reopen_item(annotator, MODELS[noun], pk=pk, version=None, comment="Doubts")
                self._done.append(pk)
                if chance.random() < 0.5:
                    verify_item(reviewer, MODELS[noun], pk=pk, version=None)
                    self._done.append(pk)
                else:
                    share.remove((noun, pk))
        finally:
            connections.close_all()


def shares(project: Project) -> Iterator[list[tuple[str, UUID]]]:
    """What each person decides on: claims and figures from everywhere in the order of the export."""
    items = [
        (noun, pk)
        for noun, model in MODELS.items()
        for pk in model.objects.order_by("verified_at", "id").values_list("pk", flat=True)[::20]
    ]
    return (items[number::WRITERS] for number in range(WRITERS))


def rows_of(export: Export, entry: dict[str, Any]) -> set[UUID]:
    """The identifiers in a file, having held its bytes against the manifest and its trailer."""
    with default_storage.open(export.file_path(entry["name"])) as file:
        whole = file.read()
    assert (len(whole), hashlib.sha256(whole).hexdigest()) == (entry["size"], entry["sha256"])
    *lines, last = whole.splitlines()
    trailer = json.loads(last)
    assert trailer["end_of_export"]
    assert trailer["count"] == entry["rows"] == len(lines)
    assert trailer["sha256"] == hashlib.sha256(whole[: -len(last) - 1]).hexdigest()
    found = {UUID(json.loads(line)["id"]) for line in lines}
    assert len(found) == len(lines)
    return found


def instants_of(noun: str, project: Project, state: set[UUID], found: set[UUID]) -> set[int]:
    """After how many of the project's changes exactly `found` was verified, of what was at first `state`."""
    state = set(state)
    fitting = {0} if state == found else set()
    for change in Change.objects.filter(project=project).order_by("number").select_related(noun):
        item = getattr(change, noun)
        if item is not None:
            (state.add if change.kind == "verified" else state.discard)(item.pk)
        if state == found:
            fitting.add(change.number)
    return fitting
