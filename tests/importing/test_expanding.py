"""Files that hold many documents are taken a part at a time, and a cut between parts changes nothing."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from claims.choices import ItemState
from claims.importing import limits
from claims.importing.turns import LEASE, GivenUp, claim_batch
from claims.models import Article, ImportItem, Original
from claims.tasks import bring_through, take_turn
from tests.importing.conftest import work

pytestmark = pytest.mark.django_db

ROWS = 1_200
TEXTS = [f"Report {number} counts {number + 3} attacks." for number in range(ROWS)]


class Cut(Exception):
    """The worker ends here."""


def lines() -> dict[str, bytes]:
    # Keys that meet: the second of a pair is told apart by its place in the file.
    rows = ({"id": number // 2, "text": text} for number, text in enumerate(TEXTS))
    return {"rows.jsonl": "\n".join(map(json.dumps, rows)).encode()}


def archive() -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for number, text in enumerate(TEXTS):
            file.writestr(f"{number}.txt", text)
    return {"many.zip": packed.getvalue()}


def cut() -> None:
    raise Cut


def let_leases_run_out() -> None:
    ImportItem.objects.filter(state=ItemState.RUNNING).update(leased_until=timezone.now() - LEASE)


@pytest.mark.parametrize("files", [lines, archive])
def test_c17_what_is_cut_between_parts_goes_on_where_it_was(started, files):
    job = started(files())
    with pytest.raises(Cut):
        bring_through(claim_batch(), on_part=cut)
    waiting = job.items.filter(state=ItemState.PENDING)
    assert 0 < waiting.count() < ROWS, "some can be worked on, and not all"
    let_leases_run_out()
    work()
    assert job.items.count() == job.items.filter(state=ItemState.MADE).count() == ROWS
    assert (
        list(job.items.order_by("ordinal").values_list("articles__current_revision__text", flat=True))
        == TEXTS
    )
    assert job.items.values("key").distinct().count() == ROWS
    assert Original.objects.filter(items__job=job).distinct().count() == (1 if files is lines else ROWS)


def test_a_file_that_gets_on_a_little_with_each_worker_that_dies_is_not_set_aside(started, monkeypatch):
    monkeypatch.setattr("claims.importing.expanding.MOST_ROWS", 50)
    job = started(lines())
    for _ in range(6):
        with pytest.raises(Cut):
            bring_through(claim_batch(job), on_part=cut)
        ImportItem.objects.filter(job=job, state=ItemState.PENDING).update(state=ItemState.CANCELLED)
        let_leases_run_out()
    work()
    assert set(job.items.values_list("state", flat=True)) == {ItemState.CANCELLED, ItemState.MADE}
    assert job.items.count() == ROWS


def test_c21_a_slow_worker_whose_file_another_took_on_adds_nothing(started):
    job = started(lines())
    slow = claim_batch()
    let_leases_run_out()
    with pytest.raises(Cut):
        bring_through(claim_batch(), on_part=cut)
    stored = job.items.count()
    with pytest.raises(GivenUp):
        bring_through(slow)
    assert job.items.count() == stored
    let_leases_run_out()
    work()
    assert job.items.filter(state=ItemState.MADE).count() == ROWS


def test_of_a_file_with_too_many_documents_the_first_are_taken_and_the_rest_is_one_failure(
    started, monkeypatch
):
    monkeypatch.setattr(limits, "DOCUMENTS", 20)
    job = started(lines())
    work()
    failed = job.items.get(state=ItemState.FAILED)
    assert failed.failure_code == "too_many"
    assert "The first 20 were taken" in failed.failure
    assert Article.objects.filter(origin_item__job=job).count() == 20


def test_a_bomb_among_the_last_members_of_an_archive_lets_nothing_of_it_in(started):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for number, text in enumerate(TEXTS):
            file.writestr(f"{number}.txt", text)
        file.writestr("bomb.txt", b"0" * 9_000_000)
    job = started({"bomb.zip": packed.getvalue()})
    assert take_turn()
    assert job.items.get().failure_code == "bomb"
    assert not Original.objects.exclude(items__name="bomb.zip").exists()
