"""The compose file agrees with the code, and the check that says so finds each kind of disagreement."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import PROJECT

TEXT = (PROJECT / "docker-compose.yml").read_text()


# What is written in the file, what stands there instead, and what the check then says.
DISAGREEMENTS = [
    ("manage.py, migrate", "manage.py, migrat", "migrate: python manage.py migrat"),
    (
        "[python, manage.py, migrate, --no-input]",
        "[python, manage.py, migrate, --quick]",
        "migrate: python",
    ),
    ("- annotator.wsgi", "- annotator.web", "web: gunicorn"),
    ("python:annotator.webserver", "python:annotator.webservers", "web: gunicorn"),
    ("--threads=16", "--thread-count=16", "web: gunicorn"),
    ("annotator, worker, --concurrency", "annotate, worker, --concurrency", "worker: celery"),
    ("worker, --concurrency", "worker, --processes", "worker: celery"),
    ("annotator, beat,", "annotator, beats,", "beat: celery"),
    ("annotator.probe, web", "annotator.probe, wep", "web: python -m annotator.probe"),
    ("${PORT:-8000}:8000", "${PORT:-8000}:8001", "publishes port 8001"),
    ("0.0.0.0:8000", "0.0.0.0:8080", "publishes port 8000"),
    ("  SECRET_KEY: ${SECRET_KEY:?}\n", "", "the code requires SECRET_KEY"),
    ("UPLOAD_LIMIT_BYTES: $", "UPLOAD_LIMIT: $", "no code reads UPLOAD_LIMIT"),
    (
        "UPLOAD_LIMIT_BYTES:-50000000",
        "UPLOAD_LIMIT_BYTES:-plenty",
        "UPLOAD_LIMIT_BYTES must be a whole number",
    ),
    ("SECRET_KEY: ${SECRET_KEY:?}", "SECRET_KEY: ${SECRET_KEY:-guess}", "SECRET_KEY} is a secret"),
    ("@broker:6379", "@redis:6379", "names the host redis"),
    ("@database:5432", "@database:5433", "postgres listens on 5432"),
    (
        "networks: [egress, rows, messages]",
        "networks: [egress, messages]",
        "shares no network with database",
    ),
    ('volumes: ["broker:/data"]', 'volumes: ["messages:/data"]', "isn't among the volumes"),
    ("      migrate: {condition", "      migration: {condition", "depends on migration"),
]


def check(*paths: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, ".ci/compose.py", *map(str, paths)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> "subprocess.CompletedProcess[str]":
    """What the check says to all the files that disagree."""
    folder = tmp_path_factory.mktemp("compose")
    paths = [folder / f"{number}.yml" for number in range(len(DISAGREEMENTS))]
    for path, (old, new, _) in zip(paths, DISAGREEMENTS, strict=True):
        path.write_text(TEXT.replace(old, new))
    return check(*paths)


def test_the_compose_file_agrees_with_the_code():
    answer = check(PROJECT / "docker-compose.yml")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("number", range(len(DISAGREEMENTS)), ids=[old for old, _, _ in DISAGREEMENTS])
def test_a_compose_file_that_disagrees_is_refused(answer, number):
    old, _, problem = DISAGREEMENTS[number]
    assert old in TEXT
    assert answer.returncode == 1, answer.stdout + answer.stderr
    said = [line for line in answer.stdout.splitlines() if line.startswith(f"{number}.yml: ")]
    assert any(problem in line for line in said), said
