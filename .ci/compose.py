"""Checks that docker-compose.yml and the code agree, without a container engine.

`python .ci/compose.py FILE...` reads each file as Compose does, and looks up each command, option, port,
variable, host, network and volume that it names. Exits 1 with a line for each disagreement.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

PROJECT = Path(__file__).resolve().parent.parent
SERVER_PORTS = {"postgres": 5432, "redis": 6379}
SCHEMES = {"postgresql": "postgres", "redis": "redis"}
VARIABLE = re.compile(r"\$\{(\w+)(?:(:?[-?])([^}]*))?\}")
SECRET = re.compile(r"SECRET|PASSWORD|TOKEN")
OPTIONAL_SECRETS = {"EMAIL_HOST_PASSWORD"}  # mail servers without a password exist

PARSE = """
import sys
from django.core.management import ManagementUtility
command = ManagementUtility(["manage.py"]).fetch_command(sys.argv[1])
command.create_parser("manage.py", sys.argv[1]).parse_args(sys.argv[2:])
"""
LOAD = """
from gunicorn.app.wsgiapp import WSGIApplication
server = WSGIApplication()
server.cfg.worker_class
server.wsgi()
"""

Service = dict[str, Any]


def main(path: Path) -> int:
    """Checks the file at `path` and returns the exit code."""
    text = path.read_text()
    compose = yaml.safe_load(VARIABLE.sub(_example, text))
    ours = {name: service for name, service in compose["services"].items() if "build" in service}
    problems = [
        *_secrets_have_no_default(text),
        *_references_exist(compose),
        *_servers_can_be_reached(compose, ours),
        *(problem for name, service in ours.items() for problem in _service(name, service)),
    ]
    for problem in problems:
        print(f"{path.name}: {problem}")
    if not problems:
        commands = {name: " ".join(map(str, service["command"][:4])) for name, service in ours.items()}
        print(f"{path.name} agrees with the code: {commands}")
    return 1 if problems else 0


def _example(match: re.Match[str]) -> str:
    """A value for a variable, as Compose would fill it in."""
    default = match[3] if match[2] in {"-", ":-"} else None
    return default if default is not None else f"value-of-{match[1]}"


def _secrets_have_no_default(text: str) -> Iterator[str]:
    for name, operator, _ in VARIABLE.findall(text):
        if SECRET.search(name) and operator not in {"?", ":?"} and name not in OPTIONAL_SECRETS:
            yield f"${{{name}}} is a secret and must be required: ${{{name}:?}}"


def _references_exist(compose: dict[str, Any]) -> Iterator[str]:
    services = compose["services"]
    for name, service in services.items():
        if not ({"image", "build"} & service.keys()):
            yield f"{name}: has neither an image nor a build"
        if "healthcheck" not in service:
            yield f"{name}: has no health check"
        for other, how in service.get("depends_on", {}).items():
            if other not in services:
                yield f"{name}: depends on {other}, which isn't a service"
            elif how["condition"] == "service_healthy" and "test" not in services[other]["healthcheck"]:
                yield f"{name}: waits for the health of {other}, which has no health check"
        for kind in ("networks", "volumes"):
            for mount in service.get(kind, []):
                if mount.split(":")[0] not in compose.get(kind, {}):
                    yield f"{name}: names {mount}, which isn't among the {kind}"


def _servers_can_be_reached(compose: dict[str, Any], ours: dict[str, Service]) -> Iterator[str]:
    services = compose["services"]
    for name, service in ours.items():
        for variable, value in service.get("environment", {}).items():
            address = urlsplit(str(value))
            if address.scheme not in SCHEMES:
                continue
            server = services.get(address.hostname or "", {})
            kind = SCHEMES[address.scheme]
            if not str(server.get("image", "")).startswith(kind):
                yield f"{name}: {variable} names the host {address.hostname}, which isn't a {kind} service"
            elif address.port != SERVER_PORTS[kind]:
                yield f"{name}: {variable} names port {address.port}; {kind} listens on {SERVER_PORTS[kind]}"
            elif variable == "BROKER_URL" and name == "migrate":
                continue  # its settings need the address; it sends no message
            elif variable == "DATABASE_URL" and name == "beat":
                continue  # the same, the other way round
            elif not set(server["networks"]) & set(service["networks"]):
                yield f"{name}: shares no network with {address.hostname}"


def _service(name: str, service: Service) -> Iterator[str]:
    required, known = _variables_of_the_code()
    given = set(service.get("environment", {}))
    if missing := required - given:
        yield f"{name}: the code requires {', '.join(sorted(missing))}"
    if unknown := given - known:
        yield f"{name}: no code reads {', '.join(sorted(unknown))}"
    environment = {key: str(value) for key, value in service.get("environment", {}).items()}
    for words in (service["command"], service.get("healthcheck", {}).get("test", [])[1:]):
        if words:
            yield from (
                f"{name}: {problem}" for problem in _command([str(word) for word in words], environment)
            )
    bound = next((word for word in map(str, service["command"]) if "--bind" in word), "")
    for published in service.get("ports", []):
        port = str(published).rpartition(":")[2]
        if not bound.endswith(f":{port}"):
            yield f"{name}: publishes port {port}, but the command says {bound or 'no port'}"
        if f"EXPOSE {port}" not in (PROJECT / "Dockerfile").read_text():
            yield f"{name}: publishes port {port}, which the Dockerfile doesn't expose"


@cache
def _variables_of_the_code() -> tuple[set[str], set[str]]:
    """The variables without which the settings refuse to load, and all that any of our code reads."""
    required, known = set(), {"CELERY_SKIP_CHECKS"}  # the last is read by Celery
    for file in (PROJECT / "annotator").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            reader, name = ast.unparse(node.func), node.args[0]
            if reader.startswith("environment.") and isinstance(name, ast.Constant):
                known.add(str(name.value))
                if reader in {"environment.text", "environment.database"} and len(node.args) == 1:
                    required.add(str(name.value))
    return required, known


def _command(words: list[str], environment: dict[str, str]) -> Iterator[str]:
    """What is wrong with a command of ours: it is run as far as it goes without a server."""
    match words:
        case ["python", "manage.py", command, *arguments]:
            trial = [sys.executable, "-c", PARSE, command, *arguments]
        case ["python", "-m", "annotator.probe", part]:
            trial = [sys.executable, "-c", f"from annotator import probe; probe.{part}"]
        case ["gunicorn", *arguments]:
            trial = [sys.executable, "-c", LOAD, *arguments]
        case ["celery", *arguments]:
            trial = [sys.executable, "-m", "celery", *arguments, "--help"]  # unknown options come first
        case _:
            yield f"nothing is known about the command {' '.join(words)}"
            return
    if complaint := _complaint(tuple(trial), frozenset(environment.items())):
        yield f"{' '.join(words)}: {complaint}"


@cache  # files that differ in one place have most of their commands in common
def _complaint(trial: tuple[str, ...], environment: frozenset[tuple[str, str]]) -> str:
    """The last line that a command says when it fails, and nothing when it succeeds."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "annotator.settings",
        "DATA_DIR": str(PROJECT / ".data"),
        **dict(environment),
    }
    answer = subprocess.run(trial, env=surroundings, cwd=PROJECT, capture_output=True, text=True)
    return (answer.stderr.strip() or "no word").splitlines()[-1] if answer.returncode else ""


if __name__ == "__main__":
    sys.exit(max(main(Path(name)) for name in sys.argv[1:]))
