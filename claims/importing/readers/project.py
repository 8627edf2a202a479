"""A whole project as we export it (`claims/exporting/project.py`): read only if it came whole.

The first line names the project and the version of the form, the last one has the count and the SHA-256 of
all lines before it.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import IO, Any

from claims.importing.documents import Unreadable

READ_VERSION = 1
LINE_BYTES = 64_000_000
LINES = frozenset({"project", "source", "family", "page", "article"})
VERIFIED_ONLY = frozenset({"article", "quote", "verified_at"})

Line = dict[str, Any]


def is_project(stream: IO[bytes]) -> bool:
    """Whether the file begins as our own export of a project; it is left at its beginning.

    Raises Unreadable for our own export of verified claims or figures, which has no texts.
    """
    first = stream.readline(LINE_BYTES)
    stream.seek(0)
    head = _parsed(first) if first.lstrip().startswith(b"{") else None
    if head is None:
        return False
    if head.keys() >= VERIFIED_ONLY and "text" not in head:
        message = (
            "This export has verified claims without the texts of their articles. In the project that it is "
            "from, export “the whole project” and import that file."
        )
        raise Unreadable("verified_export", message)
    return head.get("line") == "project" and "schema_version" in head


def project_lines(stream: IO[bytes]) -> Iterator[Line]:
    """The lines of an export of a project between its first and its last.

    Raises Unreadable before the first where the file is cut, was changed, or is of a newer version.
    """
    head = _parsed(stream.readline(LINE_BYTES)) or {}
    version = str(head.get("schema_version"))
    if not version.isdecimal() or int(version) > READ_VERSION:
        message = (
            f"The file is of version {version[:20]} of the form; this Annotator reads up to {READ_VERSION}. "
            "Update it and retry."
        )
        raise Unreadable("newer_version", message)
    stream.seek(0)
    _check_whole(stream)
    stream.seek(0)
    while line := _line(stream):
        read = _parsed(line) or {}
        if read.get("line") in LINES:
            yield read


def _check_whole(stream: IO[bytes]) -> None:
    digest, count = hashlib.sha256(), 0
    while line := _line(stream):
        trailer = _parsed(line) if line.startswith(b'{"end_of_export"') else None
        if trailer is not None:
            told = (trailer.get("count"), trailer.get("sha256"))
            if told != (count, digest.hexdigest()) or stream.read(1):
                message = "The file was changed after it was exported. Import it as it came."
                raise Unreadable("changed", message)
            return
        digest.update(line)
        count += 1
    message = "The file was cut off: its last line is missing. Download it again; nothing of it was taken."
    raise Unreadable("cut_off", message)


def _line(stream: IO[bytes]) -> bytes:
    line = stream.readline(LINE_BYTES)
    if len(line) >= LINE_BYTES:
        message = f"A line has more than {LINE_BYTES / 1e6:.0f} MB. Split the article in its project first."
        raise Unreadable("too_long", message)
    return line


def _parsed(line: bytes) -> Line | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
