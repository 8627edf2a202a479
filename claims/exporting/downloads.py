"""Sending a part of an export's file: byte ranges (RFC 9110), so that a cut download goes on."""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage

from claims.choices import ExportState
from claims.models import Export
from claims.refusals import Conflict, Gone, Missing, Refusal

RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")
AGAIN = "Ask for the export again."
PIECE = 64 * 1024


class Unsatisfiable(Refusal):
    """The file doesn't have the bytes that are asked for."""

    status = 416
    code = "range"
    title = "The file doesn't have these bytes"


def file_of(export: Export, name: str) -> dict[str, Any]:
    """What the manifest says about the file `name`.

    Raises Missing, Conflict before it is finished, and Gone once its files were removed.
    """
    if export.state == ExportState.REMOVED:
        message = f"Its files were kept for {settings.EXPORT_KEPT_DAYS} days and then removed. {AGAIN}"
        raise Gone(message)
    if export.state != ExportState.FINISHED:
        raise Conflict("The export isn't finished yet. Its state says how far it is.", code="not_finished")
    for entry in export.manifest["files"]:
        if entry["name"] == name:
            if not default_storage.exists(export.file_path(name)):
                message = f"The storage doesn't have this file any more. {AGAIN}"
                raise Gone(message)
            return dict(entry)
    raise Missing


def wanted_bytes(header: str, size: int) -> tuple[int, int] | None:
    """The half-open range that a Range header asks for, None for the whole file; raises Unsatisfiable.

    What isn't a single range of bytes asks for the whole, as the standard allows.
    """
    match = RANGE.fullmatch(header.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if start >= end:
        message = f"The file has {size} bytes."
        raise Unsatisfiable(message)
    return start, end


def pieces(path: str, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to `end` of a stored file, in pieces."""
    with default_storage.open(path, "rb") as file:
        stored: IO[bytes] = file
        stored.seek(start)
        left = end - start
        while left > 0 and (piece := stored.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
