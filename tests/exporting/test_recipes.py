"""Every recipe of claims/exporting/recipes, run as it stands against a real server."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.exporting.material import make_verified_claim
from tests.servers import PROJECT

RECIPES = PROJECT / "claims" / "exporting" / "recipes"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def surroundings(cast, live_server, tmp_path) -> dict[str, str]:
    from claims.models import ApiToken

    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=cast.manager,
        project=cast.project,
        name="recipes",
        scopes=["read", "export"],
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return {
        "PATH": os.environ["PATH"],
        "ADDRESS": live_server.url,
        "PROJECT": str(cast.project.pk),
        "TOKEN": secret,
        "FOLDER": str(tmp_path),
        "COPY": str(tmp_path / "copy.sqlite"),
    }


def run(recipe: str, surroundings: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    command = ["sh"] if recipe.endswith(".sh") else [sys.executable]
    return subprocess.run(
        [*command, str(RECIPES / recipe)],
        env={**surroundings, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_recipe_is_listed_and_tried():
    listed = (RECIPES / "README.md").read_text()
    tried = Path(__file__).read_text()
    for recipe in RECIPES.iterdir():
        if recipe.suffix in {".py", ".sh"}:
            assert f"]({recipe.name})" in listed
            assert f'"{recipe.name}"' in tried


def test_the_whole_export(surroundings, verified):
    said = run("whole_export.py", surroundings)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("Supported: Holding the border takes")


def test_the_figures_in_pandas(surroundings, verified):
    said = run("figures_in_pandas.py", surroundings)
    assert said.returncode == 0, said.stderr
    assert "50000" in said.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="the machine has no curl")
def test_with_curl(surroundings, verified, celery_worker_process):
    said = run("with_curl.sh", surroundings)
    assert said.returncode == 0, said.stderr
    assert '"end_of_export": true' in said.stdout
    assert "#end,1," in Path(surroundings["FOLDER"], "claims.csv").read_text()


def test_the_nightly_sync_follows_corrections_and_survives_a_crash(cast, surroundings, verified):
    from claims.models import Claim
    from claims.reviewing.decisions import reopen_item

    def copied() -> set[str]:
        with sqlite3.connect(surroundings["COPY"]) as copy:
            return {row[0] for row in copy.execute("SELECT id FROM claim")}

    assert run("nightly_sync.py", surroundings).returncode == 0
    assert copied() == {str(verified.pk)}
    other = make_verified_claim(cast, "April 2016")
    assert run("nightly_sync.py", surroundings, ADDRESS="http://127.0.0.1:1").returncode != 0
    assert copied() == {str(verified.pk)}
    reopen_item(cast.manager, Claim, pk=verified.pk, version=None, comment="New data")
    for _ in range(2):
        assert run("nightly_sync.py", surroundings).returncode == 0
        assert copied() == {str(other.pk)}


# Ends the process, as kill -9 does, when the recipe comes to its line number `at`, loops counted.
CRASHING = """
import os, runpy, sys

recipe, left = sys.argv[1], int(sys.argv[2])


def trace(frame, event, argument):
    global left
    if frame.f_code.co_filename != recipe:
        return None
    left -= event == "line"
    if left == 0:
        os._exit(9)
    return trace


sys.settrace(trace)
runpy.run_path(recipe, run_name="__main__")
"""


def test_the_nightly_sync_survives_a_crash_at_any_line(cast, surroundings, verified, tmp_path):
    for quote in ("April 2016", "the ministry said"):
        make_verified_claim(cast, quote)
    recipe = str(RECIPES / "nightly_sync.py")
    at, crashed = 1, True
    while crashed:
        copy = str(tmp_path / f"{at}.sqlite")
        there = {**surroundings, "COPY": copy}
        command = [sys.executable, "-c", CRASHING, recipe, str(at)]
        crashed = subprocess.run(command, env=there, timeout=60, check=False).returncode == 9
        assert run("nightly_sync.py", there).returncode == 0
        with sqlite3.connect(copy) as found:
            assert next(found.execute("SELECT count(*), (SELECT cursor FROM place) FROM claim")) == (3, 4)
        at += 4
    assert at > 40
