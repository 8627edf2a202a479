"""Pages for what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that didn't come from our own pages, or came after the session ended."""
    return render(request, "claims/errors/csrf.html", {"reason": reason}, status=403)
