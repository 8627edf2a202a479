"""How a measured table leaves as a picture and as a file."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import quote_etag

from claims.measuring.plots import THEMES, drawing
from claims.measuring.tables import Table


def plot_answer(request: HttpRequest, table: Table, theme: str) -> HttpResponse:
    """The table's plot as SVG. A browser asks for it anew each time, and gets it when it has changed."""
    if theme not in THEMES:
        raise Http404
    tag = quote_etag(sha256(table.as_csv() + theme.encode()).hexdigest()[:32])
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(drawing(table, THEMES[theme]), content_type="image/svg+xml", headers=headers)


def csv_answer(table: Table) -> HttpResponse:
    """The table as a CSV file to keep."""
    disposition = f'attachment; filename="{table.key}.csv"'
    return HttpResponse(
        table.as_csv(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )
