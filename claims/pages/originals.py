"""Files as they came, given back so that no browser runs them."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest

from claims.models import Original
from claims.pages.door import page, seen


@page
def original(request: HttpRequest, pk: UUID) -> Any:
    """The file as an attachment of a fixed type, under a name of our own; access is checked each time."""
    found = seen(Original.objects.all(), request, pk)
    try:
        file = found.file.open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(
        file, as_attachment=True, filename=f"{found.pk}.bin", content_type="application/octet-stream"
    )
