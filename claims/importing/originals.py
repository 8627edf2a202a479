"""Files as they came, kept in storage under names of our own."""

import hashlib
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from claims.importing.documents import plain_field
from claims.models import Original, Project

NAME_CHARACTERS = 300


def keep_original(project: Project, file: "File[Any]", *, name: str, media_type: str = "") -> Original:
    """The stored original of `file`; the same bytes are kept once in a project.

    The file is whole in storage before the row that names it is committed. Raises OSError where the
    storage is full or away; then there is neither row nor file.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    known = Original.objects.filter(project=project, sha256=digest.hexdigest()).first()
    if known is not None and default_storage.exists(known.file.name):
        return known
    file.seek(0)
    path = default_storage.save(f"originals/{project.pk}/{uuid4()}", file)
    if known is not None:  # the storage had lost it
        known.file.name = path
        known.save(update_fields=["file"])
        return known
    original, is_new = Original.objects.get_or_create(
        project=project,
        sha256=digest.hexdigest(),
        defaults={
            "file": path,
            "size": file.size,
            "name": displayed_name(name),
            "media_type": media_type[:100],
        },
    )
    if not is_new:
        default_storage.delete(path)
    return original


def text_file(text: str) -> "File[Any]":
    """Pasted text as the file that is kept of it."""
    return ContentFile(text.encode("utf-8", "surrogatepass"))


def opened(original: Original) -> IO[bytes]:
    """The stored file, to be closed by the caller. Raises OSError where the storage is away."""
    file: IO[bytes] = default_storage.open(str(original.file.name), "rb")
    return file


def displayed_name(name: str) -> str:
    """The last part of a file's name as it came, in one line and with its ending, for display only."""
    last = plain_field(name.replace("\\", "/").rsplit("/", 1)[-1], len(name)) or "unnamed"
    if len(last) <= NAME_CHARACTERS:
        return last
    ending = PurePosixPath(last).suffix[:20]
    return last[: NAME_CHARACTERS - len(ending)] + ending
