"""What is refused before any view sees a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse


class RequestGuardMiddleware:
    """Refuses NULs in paths and queries, which Postgres can't store and no caller means."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or pass on and forbid shared caches to keep a signed-in person's pages."""
        if "\x00" in request.path or any(
            "\x00" in part for pair in request.GET.lists() for part in [pair[0], *pair[1]]
        ):
            problem = {
                "type": "about:blank",
                "title": "Bad request",
                "status": 400,
                "code": "nul_character",
                "detail": "The address contains a NUL character (U+0000). Remove it and try again.",
            }
            return JsonResponse(problem, status=400, content_type="application/problem+json")
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and not request.path.startswith("/static/"):
            response["Cache-Control"] = "private, no-store"
        return response
