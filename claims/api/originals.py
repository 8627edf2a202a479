"""Files as they came, given back over REST so that no browser runs them."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import StreamingHttpResponse
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.base import seen
from claims.api.operations import operation
from claims.exporting.downloads import pieces
from claims.models import Original
from claims.refusals import Missing

FILE = OpenApiResponse({"type": "string", "format": "binary"}, description="The file, byte for byte")


class OriginalDetail(APIView):
    """The file that a revision was made from."""

    @operation("Download an original", answers={(200, "application/octet-stream"): FILE})
    def get(self, request: Request, pk: UUID) -> StreamingHttpResponse:
        """As an attachment of a fixed type, under a name of our own; its SHA-256 is the ETag."""
        found = seen(Original, request, pk)
        path = found.file.name or ""
        if not default_storage.exists(path):
            raise Missing
        response = StreamingHttpResponse(pieces(path, 0, found.size), content_type="application/octet-stream")
        response["Content-Length"] = str(found.size)
        response["Content-Disposition"] = f'attachment; filename="{found.pk}.bin"'
        response["ETag"] = f'"{found.sha256}"'
        return response
