"""Pages of 100 verified claims over HTTP at a million claims: the first, deep ones, and with each filter.

Run it with `python -m tests.benchmarks.pages [CLAIMS] [--explain]`, 1,000,000 without a number. Each filter
is asked for what one article in a thousand has, for what many have and, where that is a case of its own, for
what none has. A case over the bound is measured up to twice more and the best taken: what else the machine
does only ever adds. The last line is the slowest p95, in milliseconds.
"""

import math
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from tests.benchmarks.export import Client
from tests.benchmarks.setting import finish, setting
from tests.benchmarks.verified import make_project

BOUND = 60  # ms
PLAIN, FILTERED = 200, 40  # pages of each kind
ROUNDS = 3
HOPELESS = 0.3  # seconds, beyond which three pages tell enough
FILTERS = [
    "verdict=refuted",
    "verdict=supported",
    "verified_from=2026-01-01T00:00:00Z",
    "verified_before=2000-01-01T00:00:00Z",
    "confidence_from=100",
    "confidence_to=10",
    "confidence_from=50",
    "reviewer_confidence_from=95",
    "publisher=rare gazette",
    "publisher=Publisher 3",
    "publisher=None such",
    "published_to=1999-12-31",
    "published_from=2026-01-01",
    "claimant=quintilia",
    "claimant=army chief",
    "claimant=nobody at all",
    "claim_type=causal",
    "claim_type=numerical",
    "tag=oddity",
    "tag=border",
    "unit=zeppelin",
    "unit=troop",
    "unit=None such",
    "value_from=1&value_to=10",
    "value_from=40000",
    "value_from=1&value_to=3",
    "q=zeppelin",
    "q=holding the border",
    "q=xylophone",
    "verdict=refuted&claimant=army chief&q=zeppelin",
]


def main() -> None:
    """Print the table and the last line."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    claims = numbers[0] if numbers else 1_000_000
    with setting() as stage:
        begun = time.perf_counter()
        project, secret = make_project(claims)
        print(f"{claims:,} verified claims, written in {time.perf_counter() - begun:.0f} s", flush=True)
        path = f"/api/v1/projects/{project.pk}/verified-claims"
        slowest = 0.0
        with stage.web() as address:
            client = Client(address, secret)
            client.get(path + "?limit=1")
            slowest = max(slowest, _told("first pages", lambda: client.pages(path, PLAIN)))
            deep = _deep(path, claims)
            slowest = max(slowest, _told("deep pages", lambda: client.pages(deep, PLAIN)))
            for filtered in _filters(project):
                written = "&".join(f"{name}={quote(value)}" for name, value in _pairs(filtered))
                for noun in ("claims", "figures"):
                    filtered_path = path.replace("verified-claims", f"verified-{noun}") + f"?{written}"
                    measure = partial(_pages, client, filtered_path)
                    slowest = max(slowest, _told(f"{noun} {filtered}", measure))
        if "--explain" in sys.argv:
            _explain(project)
        finish("pages", slowest, bound=BOUND, at_most=True, unit=" ms")


def _filters(project: Any) -> list[str]:
    from claims.models import Article

    article = Article.objects.filter(project=project).first()
    return [*FILTERS, f"article={article.pk}", f"family={article.pk}"]


def _pairs(filtered: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (pair.partition("=") for pair in filtered.split("&"))]


def _deep(path: str, claims: int) -> str:
    """The address of a page far behind the first: the cursor of a claim nine tenths down."""
    from claims.api.pagination import written_cursor
    from claims.models import Claim

    rows = Claim.objects.filter(status="verified").order_by("verified_at", "id")
    at, pk = rows.values_list("verified_at", "id")[claims * 9 // 10]
    return f"{path}?cursor={written_cursor([at.isoformat(), str(pk)])}"


def _pages(client: Client, path: str) -> list[float]:
    times = client.pages(path, 3)
    return client.pages(path, FILTERED) if max(times) < HOPELESS else times


def _told(name: str, measure: Callable[[], list[float]]) -> float:
    """Print a line with the best of the rounds, and hand back its p95 in milliseconds."""
    times, rounds = measure(), 1
    while _p95(times) > BOUND and rounds < ROUNDS:
        times, rounds = min(times, measure(), key=_p95), rounds + 1
    p95 = _p95(times)
    slow = "" if rounds == 1 else f"  the best of {rounds}" + ("  <-- over" if p95 > BOUND else "")
    print(f"{name:60}{1000 * statistics.median(times):9.1f}{p95:9.1f} ms{slow}", flush=True)
    return p95


def _p95(times: list[float]) -> float:
    """In milliseconds, by nearest rank."""
    return 1000 * sorted(times)[math.ceil(0.95 * len(times)) - 1]


def _explain(project: Any) -> None:
    """Print the plan of each filter."""
    from django.db import connection, transaction

    from claims.api.exportquery import ExportQuery
    from claims.exporting.filters import Filters, verified_claims, verified_figures
    from claims.exporting.rows import PLANNED_PAGE, page_after

    for filtered in _filters(project):
        given = dict(_pairs(filtered))
        if "verdict" in given:
            given["verdict"] = [given["verdict"]]  # type: ignore[assignment]
        query = ExportQuery(data=given)
        query.is_valid(raise_exception=True)
        chosen = {name: value for name, value in query.validated_data.items() if name in given}
        for rows in (verified_claims, verified_figures):
            found = rows(project.created_by, project=project, filters=Filters(**chosen))
            picked, params = page_after(found, None, 100).values("pk").query.sql_with_params()
            print(f"\n=== {rows.__name__} {filtered}")
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(PLANNED_PAGE)
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS OFF) {picked}", params)
                print("\n".join(row[0] for row in cursor.fetchall()), flush=True)


if __name__ == "__main__":
    main()
