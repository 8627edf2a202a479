"""Whether this web process can do its work, for load balancers and container engines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503.

    The broker isn't asked: without it the web still accepts work, which starts once the broker is back.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "The database doesn't answer.\n", "text/plain", status=503, headers={"Retry-After": "5"}
        )
    return HttpResponse("ok\n", "text/plain")
