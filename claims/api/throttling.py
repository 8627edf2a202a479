"""How many requests a token may make a minute, told with every answer.

The count is one row a token in a table that Postgres doesn't log: it holds across processes, costs one
statement, and doesn't wait for the disk. People in the app aren't counted here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.models import ApiToken

WINDOW_SECONDS = 60
COUNT = """
INSERT INTO claims_requestcount AS counted (token_id, "window", used) VALUES (%s, %s, 1)
ON CONFLICT (token_id) DO UPDATE SET
    used = CASE WHEN counted."window" = excluded."window" THEN counted.used + 1 ELSE 1 END,
    "window" = excluded."window"
RETURNING used
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of the present minute."""

    limit: int
    remaining: int
    resets_in: int


class TokenThrottle(BaseThrottle):
    """So many requests a minute for each token."""

    def __init__(self) -> None:
        self._wait = 0

    def allow_request(self, request: Request, view: object) -> bool:
        """Count the request; False when the minute's are used up."""
        if not isinstance(request.auth, ApiToken):
            return True
        window, passed = divmod(int(time.time()), WINDOW_SECONDS)
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [request.auth.pk, window])
            used = cursor.fetchone()[0]
        limit = settings.API_REQUESTS_PER_MINUTE
        self._wait = WINDOW_SECONDS - passed
        # DRF's request wraps Django's, which is the one that the middleware sees.
        allowance = Allowance(limit, max(limit - used, 0), self._wait)
        request._request.api_allowance = allowance  # type: ignore[attr-defined]
        return bool(used <= limit)

    def wait(self) -> float:
        """Seconds until the next minute."""
        return self._wait


class AllowanceMiddleware:
    """Says in the headers of an answer to a token what is left (RateLimit fields of the IETF draft)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and add the headers."""
        response = self.get_response(request)
        allowance: Allowance | None = getattr(request, "api_allowance", None)
        if allowance is not None:
            response["RateLimit-Limit"] = str(allowance.limit)
            response["RateLimit-Remaining"] = str(allowance.remaining)
            response["RateLimit-Reset"] = str(allowance.resets_in)
        return response
