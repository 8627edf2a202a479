"""What concerns me, over all my projects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.notifying.concerns import concerns_of
from claims.pages.door import page, person


@page
def concerns(request: HttpRequest) -> HttpResponse:
    """Calls, returned tags, disputes, what one holds and what one was given."""
    return render(
        request, "claims/concerns.html", {"section": "concerns", "concerns": concerns_of(person(request))}
    )
