"""Streaming verified claims over HTTP, against Postgres making the same JSON by itself, in one run.

Run it with `python -m tests.benchmarks.export [CLAIMS]`, 100,000 without a number. The baseline is
`COPY (SELECT json ...) TO STDOUT`, read by a client that throws it away. The last line is the stream's speed
as a share of the baseline's.
"""

import contextlib
import http.client
import json
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.benchmarks.setting import finish, setting
from tests.benchmarks.verified import make_project

ROUNDS = 3
PAGES = 200
SAMPLED_EVERY = 0.05


def main() -> None:
    """Print the table and the last line."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with setting() as stage:
        project, secret = make_project(claims)
        path = f"/api/v1/projects/{project.pk}/verified-claims"
        with stage.web() as address:
            client = Client(address, secret)
            client.get(path + "?limit=1")
            alone, streamed, first = [], [], []
            with Memory() as memory:
                for _ in range(ROUNDS):
                    alone.append(_copied(project, claims))
                    seconds, begun = client.streamed(path + ".jsonl", claims)
                    streamed.append(seconds)
                    first.append(begun)
            pages = client.pages(path)
        best_alone, best_streamed = min(alone), min(streamed)
        print(f"{claims:,} verified claims, the best of {ROUNDS} rounds")
        print(f"{'Postgres by itself':32}{claims / best_alone:12,.0f} claims/s")
        print(f"{'streamed JSON Lines':32}{claims / best_streamed:12,.0f} claims/s")
        print(f"{'first byte':32}{1000 * statistics.median(first):12.0f} ms (needs <= 200)")
        print(f"{'web process, most memory':32}{memory.most / 1e6:12.0f} MB (needs <= 150)")
        print(f"{'a page of 100, median':32}{1000 * statistics.median(pages):12.1f} ms")
        print(f"{'a page of 100, p95':32}{1000 * sorted(pages)[-len(pages) // 20]:12.1f} ms (needs <= 60)")
        finish("export", best_alone / best_streamed, bound=0.5, at_most=False, unit="x")


def _copied(project: Any, claims: int) -> float:
    """Seconds in which Postgres makes the JSON of all claims and hands it to a client."""
    from django.db import connection

    from claims.exporting.filters import verified_claims
    from claims.exporting.rows import json_statement

    statement = json_statement(verified_claims(project.created_by, project=project))
    settings = connection.settings_dict
    with psycopg.connect(
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"],
    ) as alone:
        begun = time.perf_counter()
        with (
            alone.cursor() as cursor,
            cursor.copy(f"COPY ({statement.sql}) TO STDOUT", statement.params) as rows,
        ):
            count = sum(1 for _ in rows)
        assert count == claims
        return time.perf_counter() - begun


class Client:
    """One connection with a token."""

    def __init__(self, address: str, secret: str) -> None:
        self._host = urlsplit(address).netloc
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._connection = http.client.HTTPConnection(self._host)

    def get(self, path: str) -> bytes:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body[:500]
        return body

    def streamed(self, path: str, claims: int) -> tuple[float, float]:
        """Seconds until the last byte and until the first, having checked the trailer."""
        begun = time.perf_counter()
        # A new connection: the server ends those that are idle while Postgres is measured by itself.
        self._connection = http.client.HTTPConnection(self._host)
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        last = answer.read(1)
        first = time.perf_counter() - begun
        while piece := answer.read(1 << 16):
            last = (last + piece)[-300:]
        seconds = time.perf_counter() - begun
        trailer = json.loads(last.splitlines()[-1])
        assert (trailer["end_of_export"], trailer["count"]) == (True, claims)
        return seconds, first

    def pages(self, path: str, count: int = PAGES) -> list[float]:
        """Seconds for each of `count` pages, one after another, from the first again after the last."""
        self._connection = http.client.HTTPConnection(self._host)  # the last one may have been idle for long
        times, following = [], path
        for _ in range(count):
            begun = time.perf_counter()
            page = json.loads(self.get(following))
            times.append(time.perf_counter() - begun)
            assert all(claim["evidence"] for claim in page["results"] if "figures" in claim)
            following = (
                urlsplit(page["next"]).path + "?" + urlsplit(page["next"]).query if page["next"] else path
            )
        return times


class Memory:
    """The most memory that the web server's processes held at a time, in bytes (resident)."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._sampler = threading.Thread(target=self._sample)

    def __enter__(self) -> "Memory":
        self._sampler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._sampler.join()

    def _sample(self) -> None:
        while not self._ended.wait(SAMPLED_EVERY):
            self.most = max([self.most, *map(_resident, self._workers())])

    def _workers(self) -> list[Path]:
        """The processes that the benchmark started and that run Python: the web server's."""
        family, python = {os.getpid()}, Path(sys.executable).resolve()
        found = []
        for process in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
            fields = _read(process / "stat").rpartition(b")")[2].split()
            if len(fields) > 1 and int(fields[1]) in family:
                family.add(int(process.name))
                with contextlib.suppress(OSError):
                    if (process / "exe").resolve() == python:
                        found.append(process)
        return found


def _resident(process: Path) -> int:
    for line in _read(process / "status").splitlines():
        if line.startswith(b"VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
