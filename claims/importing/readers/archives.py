"""Zip archives: the files in them, each counted while it inflates."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from claims.importing import limits
from claims.importing.documents import Unreadable
from claims.importing.readers.rows import Row

CHUNK = 1_000_000
END_OF_DIRECTORY = b"PK\x05\x06"
END_SEARCHED = 66_000  # bytes: the record and the longest comment after it
LONGEST_ENTRY = 400  # bytes of the directory for one file, with its name
SYMBOLIC_LINK = 0o120000
FILE_TYPE = 0o170000
# What file managers and version control put beside the files that a person means.
SKIPPED = ("__MACOSX", ".")


def archive_rows(stream: IO[bytes], columns: dict[str, str], declared: str | None = None) -> Iterator[Row]:
    """A row with the bytes of each file in the archive, or with the reason why it isn't taken.

    Raises Unreadable where the archive is damaged, a bomb or too large. Bytes are counted while they
    inflate: what an archive says about itself isn't believed.
    """
    try:
        _refuse_crowded(stream)
        with zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if _is_meant(info)]
            if len(members) > limits.ARCHIVE_MEMBERS:
                raise _crowded()
            if _overlapping(members):
                raise Unreadable("hostile", "Files in the archive overlap, as no honest program packs them.")
            yield from _rows(archive, members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        message = "The archive is damaged or locked. Pack the files again, without a password."
        raise Unreadable("damaged", message) from error


def _refuse_crowded(stream: IO[bytes]) -> None:
    """Raise Unreadable for a directory too long to be read, which would take memory before any limit."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - END_SEARCHED))
    tail = stream.read(END_SEARCHED)
    place = tail.rfind(END_OF_DIRECTORY)
    if place >= 0 and len(tail) >= place + 16:
        (length,) = struct.unpack_from("<I", tail, place + 12)
        if length > limits.ARCHIVE_MEMBERS * LONGEST_ENTRY:
            raise _crowded()
    stream.seek(0)


def _crowded() -> Unreadable:
    message = f"The archive holds more than {limits.ARCHIVE_MEMBERS:,} files. Split it."
    return Unreadable("too_many", message)


def _rows(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Row]:
    total = 0
    for info in members:
        name = info.filename
        if _is_link(info):
            yield Row(name, key=name, failure=Unreadable("link", f"{name} is a link and was left out."))
            continue
        data = _inflated(archive, info)
        total += len(data)
        if total > limits.ARCHIVE_BYTES:
            raise Unreadable("too_large", "Unpacked, the archive is over the limit. Split it.")
        yield Row(name, key=name, data=data)


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    parts: list[bytes] = []
    size = 0
    with archive.open(info) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > limits.DOCUMENT_BYTES or size > CHUNK + info.compress_size * limits.ARCHIVE_RATIO:
                message = f"{info.filename[:200]} inflates far beyond what it may. Import it unpacked."
                raise Unreadable("bomb", message)
            parts.append(chunk)
    return b"".join(parts)


def _overlapping(members: list[zipfile.ZipInfo]) -> bool:
    end = 0
    for info in sorted(members, key=lambda member: member.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + info.compress_size
    return False


def _is_meant(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return not info.is_dir() and not any(part.startswith(SKIPPED) for part in parts if part != "..")


def _is_link(info: zipfile.ZipInfo) -> bool:
    return (info.external_attr >> 16) & FILE_TYPE == SYMBOLIC_LINK
