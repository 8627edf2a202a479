"""What saving a tag costs over HTTP, against an authenticated request that does nothing.

Run it with `python -m tests.benchmarks.saving`. Both are timed in turn on one connection in one run.
"""

import http.client
import json
import statistics
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks.setting import finish, setting

SAVES = 400
PARAGRAPH = "In the first quarter the ministry counted 566 attacks, against 1,669 in the whole of last year. "


def main() -> None:
    """Print the table and the last line."""
    with setting() as stage:
        article, token = _prepare()
        text = article.current_revision.text
        with stage.web() as address:
            connection = http.client.HTTPConnection(urlsplit(address).netloc)
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            empty, save, change = [], [], []
            for number in range(SAVES):
                start = number * 7
                body = {"start": start, "end": start + 6, "quote": text[start : start + 6]}
                empty.append(_timed(connection, "GET", "/api/v1/me", headers)[0])
                seconds, made = _timed(
                    connection, "POST", f"/api/v1/articles/{article.pk}/claims", headers, body
                )
                save.append(seconds)
                change.append(
                    _timed(
                        connection,
                        "PATCH",
                        f"/api/v1/claims/{made['id']}",
                        {**headers, "If-Match": '"1"'},
                        {"statement": "The ministry counted 566 attacks.", "confidence": 80},
                    )[0]
                )
        print(f"{'':32}{'median ms':>10}{'p95 ms':>10}")
        for name, times in (("an authenticated read of nothing", empty), ("make", save), ("change", change)):
            print(
                f"{name:32}{1000 * statistics.median(times):10.2f}{1000 * sorted(times)[-SAVES // 20]:10.2f}"
            )
        finish(
            "saving", statistics.median(save) / statistics.median(empty), bound=2.0, at_most=True, unit="x"
        )


def _prepare() -> tuple[Any, str]:
    from django.utils import timezone

    from claims.choices import Role, Scope
    from claims.models import ApiToken, Membership, Project, User
    from tests.cast import make_article

    user = User.objects.create_user("annotator@example.org", name="Annotator")
    project = Project.objects.create(name="Desk", created_by=user)
    Membership.objects.create(project=project, user=user, role=Role.ANNOTATOR)
    secret = ApiToken.new_secret()
    ApiToken.objects.create(
        user=user,
        project=project,
        name="benchmark",
        scopes=[Scope.READ, Scope.ANNOTATE],
        secret_hash=ApiToken.hashed(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return make_article(project, PARAGRAPH * 100), secret


def _timed(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: dict[str, str],
    body: dict[str, Any] | None = None,
) -> tuple[float, Any]:
    began = time.perf_counter()
    connection.request(method, path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    content = answer.read()
    taken = time.perf_counter() - began
    if answer.status not in {200, 201}:
        message = f"{method} {path}: {answer.status} {content!r}"
        raise RuntimeError(message)
    return taken, json.loads(content)


if __name__ == "__main__":
    main()
