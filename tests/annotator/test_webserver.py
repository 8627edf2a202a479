"""What the web server refuses before any view sees it: problem JSON, never a page, read to the end."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from annotator import webserver
from annotator.embedded.ports import HOST, free_port
from tests.servers import PROJECT
from tests.waiting import wait_until

CONFIG = "python:annotator.webserver"
LINE = len("GET  HTTP/1.1")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A gunicorn with our configuration."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "annotator.wsgi", "--bind", f"{HOST}:{port}"),
        *("--config", CONFIG, "--threads", "2", "--no-control-socket"),
    ]
    with (tmp_path_factory.mktemp("web") / "log").open("wb") as log:
        environment = os.environ | {"HTTPS": "false"}
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            wait_until(lambda: _listens(port), "the web server listens", seconds=60)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def ask(port: int, request: bytes) -> tuple[int, Any, dict[str, Any]]:
    """Status, headers and JSON of the answer to raw bytes, all of which are sent first."""
    with socket.create_connection((HOST, port), timeout=20) as client:
        client.sendall(request)
        answer = b""
        while piece := client.recv(65_536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    status, _, headers = head.partition(b"\r\n")
    return int(status.split()[1]), BytesParser().parsebytes(headers), json.loads(body)


def line(size: int) -> bytes:
    """A request whose first line has `size` bytes."""
    path = "/api/v1/me?q="
    return f"GET {path}{'a' * (size - LINE - len(path))} HTTP/1.1\r\n".encode()


REST = f"Host: {HOST}\r\nConnection: close\r\n".encode()


def test_c45_an_address_up_to_the_bound_is_read(port):
    status, _headers, problem = ask(port, line(webserver.limit_request_line) + REST + b"\r\n")
    assert (status, problem["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("size", [webserver.limit_request_line + 1, 10_240, 900_000])
def test_c45_c56_a_longer_address_is_a_problem_that_says_how_long_it_may_be(port, size):
    status, headers, problem = ask(port, line(size) + REST + b"\r\n")
    assert (status, headers["Content-Type"]) == (414, "application/problem+json")
    assert (problem["status"], problem["code"]) == (414, "address_too_long")
    assert "8,190 bytes" in problem["detail"]


@pytest.mark.parametrize(
    "extra", [b"X-Long: " + b"a" * 9_000 + b"\r\n", b"".join(b"X-%d: a\r\n" % n for n in range(150))]
)
def test_c56_too_large_headers_are_a_problem_too(port, extra):
    status, headers, problem = ask(port, b"GET /api/v1/me HTTP/1.1\r\n" + REST + extra + b"\r\n")
    assert (status, headers["Content-Type"]) == (431, "application/problem+json")
    assert problem["code"] == "headers_too_large"


@pytest.mark.parametrize(
    "request_", [b"NO HTTP\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n"]
)
def test_c56_what_is_no_http_is_a_problem_too(port, request_):
    status, headers, problem = ask(port, request_)
    assert (status, headers["Content-Type"]) == (400, "application/problem+json")
    assert problem["code"] == "parse_error"


def test_c56_who_goes_on_sending_drop_by_drop_is_cut_off(port):
    with socket.create_connection((HOST, port), timeout=20) as client:
        client.sendall(line(10_240))
        assert client.recv(65_536).startswith(b"HTTP/1.1 414 ")

        def is_cut_off() -> bool:
            try:
                client.sendall(b"a")
            except OSError:
                return True
            return False

        wait_until(is_cut_off, "the connection is ended", seconds=10 * webserver.DRAINED_SECONDS, pause=0.1)


@pytest.mark.parametrize("file", ["docker-compose.yml", "Dockerfile", "annotator/embedded/serving.py"])
def test_every_place_that_starts_a_web_server_takes_the_same_configuration(file):
    assert CONFIG in Path(PROJECT, file).read_text()
