"""Files as they came, kept in storage under names of our own."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from claims.importing.documents import plain_field
from claims.models import Original, Project
from claims.text.hidden import is_hidden

NAME_CHARACTERS = 300
FOLDER = "originals"
STRAY_AFTER = timedelta(days=1)  # no upload takes so long to be committed


def keep_original(project: Project, file: "File[Any]", *, name: str, media_type: str = "") -> Original:
    """The stored original of `file`; the same bytes are kept once in a project.

    The file is whole in storage before the row that names it is committed. Raises OSError where the
    storage is full or away; then there is neither row nor file.
    """
    digest = sha256_of(file)
    known = Original.objects.filter(project=project, sha256=digest).first()
    if known is not None and default_storage.exists(known.file.name):
        return known
    file.seek(0)
    path = default_storage.save(f"{FOLDER}/{project.pk}/{uuid4()}", file)
    if known is not None:  # the storage had lost it
        known.file.name = path
        known.save(update_fields=["file"])
        return known
    original, is_new = Original.objects.get_or_create(
        project=project,
        sha256=digest,
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


def keep_originals(project: Project, files: Sequence[tuple[str, bytes]]) -> list[Original]:
    """The stored originals of many files, each a name and its bytes, as `keep_original` keeps one."""
    digests = [hashlib.sha256(data).hexdigest() for _, data in files]
    known = _stored(project, digests)
    fresh: dict[str, Original] = {}
    # Two people with the same files wait for each other, so all take them in one order.
    for digest, (name, data) in sorted(zip(digests, files, strict=True)):
        if digest in fresh:
            continue
        if digest in known:
            keep_original(project, ContentFile(data), name=name)  # the storage may have lost it
            continue
        path = default_storage.save(f"{FOLDER}/{project.pk}/{uuid4()}", ContentFile(data))
        fresh[digest] = Original(
            project=project, sha256=digest, file=path, size=len(data), name=displayed_name(name)
        )
    Original.objects.bulk_create(fresh.values(), ignore_conflicts=True, batch_size=500)
    known |= _stored(project, list(fresh))
    for digest, original in fresh.items():
        if known[digest].pk != original.pk:
            default_storage.delete(str(original.file.name))
    return [known[digest] for digest in digests]


def _stored(project: Project, digests: Sequence[str]) -> dict[str, Original]:
    rows = Original.objects.filter(project=project, sha256__in=digests)
    return {original.sha256: original for original in rows}


def sha256_of(file: "File[Any]") -> str:
    """The SHA-256 of the file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def remove_stray_originals() -> int:
    """Remove stored files that no row names, once they are a day old; how many.

    They are left where an upload was cut off between its file and its row: by a kill, a full storage, a
    transaction that came to nothing.
    """
    removed = 0
    for folder in default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []:
        paths = {f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]}
        # A file is there before its row, so the rows are read last.
        old = {
            path for path in paths if default_storage.get_modified_time(path) < timezone.now() - STRAY_AFTER
        }
        known = Original.objects.filter(file__startswith=f"{FOLDER}/{folder}/").values_list("file", flat=True)
        for path in old.difference(known):
            default_storage.delete(path)
            removed += 1
    return removed


def text_file(text: str) -> "File[Any]":
    """Pasted text as the file that is kept of it."""
    return ContentFile(text.encode("utf-8", "surrogatepass"))


def opened(original: Original) -> IO[bytes]:
    """The stored file, to be closed by the caller. Raises OSError where the storage is away."""
    file: IO[bytes] = default_storage.open(str(original.file.name), "rb")
    return file


def displayed_name(name: str) -> str:
    """The last part of a file's name as it came, in one line and with its ending, for display only.

    Characters that nobody would see are named in their places: they can make one ending look like another.
    """
    last = plain_field(name.replace("\\", "/").rsplit("/", 1)[-1], len(name)) or "unnamed"
    last = "".join(f"[U+{ord(each):04X}]" if is_hidden(each) else each for each in last)
    if len(last) <= NAME_CHARACTERS:
        return last
    ending = PurePosixPath(last).suffix[:20]
    return last[: NAME_CHARACTERS - len(ending)] + ending
