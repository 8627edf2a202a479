"""What taking the next item costs over HTTP, at ten thousand claims and at a million.

Run it with `python -m tests.benchmarks.queue [CLAIMS]`. Four reviewers take items in turn, as fast as they
are answered; the table shows the times at both sizes. The last line is the 95th percentile at the greater
size; the run fails, too, when that is more than 1.5 times the one at the smaller size.
"""

import http.client
import os
import statistics
import sys
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks.setting import finish, setting

SMALL = 10_000
GREAT = 1_000_000
TAKEN = 400
REVIEWERS = 4
BOUND_MILLISECONDS = 50
BOUND_RATIO = 1.5


def main() -> None:
    """Print the table and the last line."""
    great = int(sys.argv[1]) if len(sys.argv) > 1 else GREAT
    with setting() as stage:
        small_desk, great_desk = _desk("small", SMALL), _desk("great", great)
        with stage.web() as address:
            # The first requests open connections and plan queries; both sizes warm up alike.
            for desk in (small_desk, great_desk):
                _times(address, desk, 20)
            # In turn, so that whatever else the machine does meets all three alike.
            small, large, nothing = [], [], []
            for _ in range(TAKEN // REVIEWERS):
                small += _times(address, small_desk, REVIEWERS)
                large += _times(address, great_desk, REVIEWERS)
                nothing += _times(address, great_desk, REVIEWERS, nothing=True)
        print(f"{'next of':>24} {'median ms':>10} {'p95 ms':>10}")
        for what, times in (
            (f"{SMALL} claims", small),
            (f"{great} claims", large),
            ("nothing: a mere read", nothing),
        ):
            print(f"{what:>24} {statistics.median(times):>10.1f} {_p95(times):>10.1f}")
    ratio = _p95(large) / _p95(small)
    print(f"the greater takes {ratio:.2f} times as long (needs <= {BOUND_RATIO})")
    worst = _p95(large) if ratio <= BOUND_RATIO else float("inf")
    finish("queue", worst, bound=BOUND_MILLISECONDS, at_most=True, unit=" ms")


def _desk(name: str, count: int) -> tuple[Any, list[str]]:
    """A project with `count` claims, two in five of which wait, and the tokens of its reviewers."""
    from claims.choices import Role
    from claims.models import Membership, Project, User, Verdict

    people = [
        User.objects.create_user(f"{name}-{number}@example.org", name=f"Person {number}")
        for number in range(8)
    ]
    project = Project.objects.create(name=name, created_by=people[0])
    Verdict.objects.create(project=project, key="none", label="None", ordinal=0, search_suffices=True)
    for user in people:
        Membership.objects.create(project=project, user=user, role=Role.REVIEWER)
    # The last reviewer has annotated, too: a fifth of the queue is their own.
    _fill(project, people[REVIEWERS - 1 :], people[0], count)
    return project, [_token(project, user) for user in people[:REVIEWERS]]


def _fill(project: Any, annotators: list[Any], verifier: Any, count: int) -> None:
    """As the tables' owner, without our triggers: the checks of a million quotes aren't what is measured."""
    import psycopg
    from django.db import connection

    from tests.filling import fill_claims

    began = time.monotonic()
    address = psycopg.conninfo.make_conninfo(
        os.environ["TEST_DATABASE_URL"], dbname=connection.settings_dict["NAME"]
    )
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("ALTER TABLE claims_claim DISABLE TRIGGER USER")
        fill_claims(owner.cursor(), project, annotators, verifier, count)
        owner.execute("ALTER TABLE claims_claim ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE")
    print(f"{count} claims filled in {time.monotonic() - began:.0f} s")


def _token(project: Any, user: Any) -> str:
    from django.utils import timezone

    from claims.choices import Scope
    from claims.models import ApiToken

    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=user,
        project=project,
        name="benchmark",
        scopes=[Scope.READ, Scope.REVIEW],
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return secret


def _times(address: str, desk: tuple[Any, list[str]], count: int, *, nothing: bool = False) -> list[float]:
    """How long each of `count` requests took, in milliseconds; every answer is another item.

    With `nothing` it is a request that is signed in and does nothing else, to see the machine by.
    """
    project, tokens = desk
    method, path = ("GET", "/api/v1/me") if nothing else ("POST", f"/api/v1/projects/{project.pk}/queue/next")
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    times: list[float] = []
    seen: set[str] = set()
    for number in range(count):
        headers = {"Authorization": f"Bearer {tokens[number % len(tokens)]}", "Content-Length": "0"}
        began = time.perf_counter()
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        times.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            message = f"{answer.status} {content!r}"
            raise RuntimeError(message)
        seen.add(f"{number if nothing else ''}{content.decode()[:200]}")
    assert len(seen) == count, "an item was given twice"
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


if __name__ == "__main__":
    main()
