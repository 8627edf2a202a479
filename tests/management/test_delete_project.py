"""Deleting a project: by its manager, with the owner's rights, leaving a receipt and nothing else."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from claims.annotating.claims import create_claim
from claims.annotating.evidence import add_evidence
from claims.models import Article, Claim, Event, Project, Source
from tests.servers import PROJECT


@pytest.fixture
def worked_on(cast):
    claim, _ = create_claim(
        cast.annotator, article=cast.article, fields=cast.span("About 589 Belgian fighters")
    )
    evidence = {"source": cast.source, "stance": "supports"}
    add_evidence(cast.annotator, Claim, item_id=claim.pk, version=1, fields=evidence)
    return cast


def run(cast, email: str, receipt) -> None:
    call_command("delete_project", str(cast.project.pk), "--as", email, "--receipt", str(receipt), "--yes")


def test_only_a_manager_of_the_project(worked_on, tmp_path):
    for person in (worked_on.annotator, worked_on.outsider, worked_on.staff, worked_on.former_member):
        with pytest.raises(CommandError):
            run(worked_on, person.email, tmp_path / "receipt.json")
    assert Project.objects.filter(pk=worked_on.project.pk).exists()


def test_the_applications_role_deletes_no_history(worked_on, tmp_path):
    with pytest.raises(CommandError, match="owner of the tables"), transaction.atomic():
        run(worked_on, worked_on.manager.email, tmp_path / "receipt.json")
    assert Claim.objects.filter(project=worked_on.project).exists()
    assert not (tmp_path / "receipt.json").exists()


@pytest.mark.django_db(transaction=True)
def test_the_owner_of_the_tables_deletes_all_of_it_and_nothing_else(worked_on, tmp_path):
    project, receipt = worked_on.project, tmp_path / "receipt.json"
    foreign = Event.objects.filter(project=worked_on.foreign_project).count()
    arguments = ["--as", worked_on.manager.email, "--receipt", str(receipt), "--yes"]
    done = subprocess.run(
        [sys.executable, "manage.py", "delete_project", str(project.pk), *arguments],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": owners_address()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = json.loads(receipt.read_text())
    assert written["counts"] == {"articles": 1, "claims": 1, "figures": 0, "sources": 1, "originals": 0}
    assert written["events"] > 5
    assert len(written["history_sha256"]) == 64
    for model in (Article, Claim, Event, Source):
        assert not model.objects.filter(project=project.pk).exists()
    assert not Project.objects.filter(pk=project.pk).exists()
    assert Event.objects.filter(project=worked_on.foreign_project).count() == foreign
    assert Article.objects.filter(project=worked_on.foreign_project).count() == 1


def owners_address() -> str:
    """The owner's address of the very database that the test uses."""
    owner = urlsplit(os.environ["DATABASE_URL"])
    return owner._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
