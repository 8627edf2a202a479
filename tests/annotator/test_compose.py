"""The compose file agrees with the code, and the check that says so finds each kind of disagreement."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import PROJECT

TEXT = (PROJECT / "docker-compose.yml").read_text()


def check(path: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, ".ci/compose.py", str(path)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_the_compose_file_agrees_with_the_code():
    answer = check(PROJECT / "docker-compose.yml")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
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
    ],
)
def test_a_compose_file_that_disagrees_is_refused(tmp_path, old, new, problem):
    assert old in TEXT
    broken = tmp_path / "broken.yml"
    broken.write_text(TEXT.replace(old, new))
    answer = check(broken)
    assert answer.returncode == 1, answer.stdout
    assert problem in answer.stdout
