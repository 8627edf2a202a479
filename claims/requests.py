"""What is refused before any view sees a request."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse


class RequestGuardMiddleware:
    """Refuses what nobody means: NULs in paths and queries, which Postgres can't store, endless queries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass on and forbid shared caches to keep a signed-in person's pages."""
        try:
            parts = [part for name, values in request.GET.lists() for part in (name, *values)]
        except TooManyFieldsSent:
            most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return _refused("unknown_parameter", f"The address has more than {most:,} parameters.")
        if any("\x00" in part for part in (request.path, *parts)):
            detail = "The address contains a NUL character (U+0000). Remove it and try again."
            return _refused("nul_character", detail)
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and not request.path.startswith("/static/"):
            response["Cache-Control"] = "private, no-store"
        return response


def _refused(code: str, detail: str) -> JsonResponse:
    problem = {"type": "about:blank", "title": "Bad request", "status": 400, "code": code, "detail": detail}
    return JsonResponse(problem, status=400, content_type="application/problem+json")
