"""Pages for what goes wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from claims.refusals import Unavailable


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that didn't come from our own pages, or came after the session ended."""
    return render(request, "claims/errors/csrf.html", {"reason": reason}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours, or, while the database can't be reached, the one that says so."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        answer = HttpResponse(render_to_string("503.html"), status=503)
        answer["Retry-After"] = str(Unavailable.seconds)
        return answer
    return HttpResponse(render_to_string("500.html"), status=500)
