"""Building an export's files from one snapshot, with progress, and a manifest that proves them whole."""

import hashlib
import logging
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from claims.choices import ExportState
from claims.exporting.documents import Document, documents
from claims.exporting.filters import Filters
from claims.exporting.manifest import manifest_of
from claims.exporting.retention import delete_files
from claims.exporting.rows import counting
from claims.exporting.stream import Snapshot, in_chunks, snapshot
from claims.models import Export, Project, User
from claims.refusals import Refusal
from claims.workflow import decision

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
TOLD_EVERY = 2_000
MOST_ATTEMPTS = 3
MOST_FAILURE_CHARACTERS = 500


class _TakenOver(Exception):
    """The lease ran out and another worker has begun anew."""


def request_export(user: User, *, project: Project, wanted: str, filters: Filters) -> Export:
    """A new export that waits to be built; raises Missing, Forbidden, Invalid."""
    with decision(user, "export"):
        documents(user, project=project, wanted=wanted, filters=filters)  # refuses what can't be built
        return Export.objects.create(project=project, user=user, format=wanted, filters=filters.written())


def build_next_export() -> bool:
    """Build the export that waits longest; whether there was one.

    One that a worker left behind is built anew once its lease is over: its files are made again whole.
    """
    export = _taken()
    if export is None:
        return False
    try:
        manifest = _built(export)
    except Refusal as refusal:
        _fail(export, refusal.detail)
    except _TakenOver:
        log.warning("Export %s was taken over by another worker", export.pk)
    except OSError as error:
        _fail(export, f"The storage can't be written: {error}. Ask for the export again.")
    else:
        rows = _ours(export)
        export.state, export.finished_at = ExportState.FINISHED, timezone.now()
        manifest["kept_until"] = export.kept_until.isoformat() if export.kept_until else None
        rows.update(state=export.state, manifest=manifest, finished_at=export.finished_at, leased_until=None)
    return True


def export_is_left() -> bool:
    """Whether an export waits or was left behind."""
    return Export.objects.filter(_left()).exists()


def _left() -> Q:
    return Q(state=ExportState.WAITING) | Q(state=ExportState.RUNNING, leased_until__lt=timezone.now())


def _taken() -> Export | None:
    with decision(None, "export"):
        export = (
            Export.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(_left())
            .select_related("project", "user")
            .order_by("created_at")
            .first()
        )
        if export is None:
            return None
        if export.attempts >= MOST_ATTEMPTS:
            _fail(export, "It was begun three times and never finished. Narrow it with filters.")
            return None
        export.attempts += 1
        export.state, export.done, export.leased_until = ExportState.RUNNING, 0, timezone.now() + LEASE
        export.save(update_fields=["attempts", "state", "done", "leased_until"])
        return export


def _built(export: Export) -> dict[str, Any]:
    filters = Filters(**export.filters)
    wanted = documents(export.user, project=export.project, wanted=export.format, filters=filters)
    with snapshot() as source:
        taken_at = timezone.now()
        counts = [source.value(counting(document.statement)) for document in wanted]
        Export.objects.filter(pk=export.pk).update(total=sum(counts))
        files = [
            _stored(export, document, source, rows) for document, rows in zip(wanted, counts, strict=True)
        ]
    return manifest_of(export.project, export.format, filters, taken_at, files, wanted)


def _stored(export: Export, document: Document, source: Snapshot, rows: int) -> dict[str, Any]:
    path = export.file_path(document.name)
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as whole:
        for chunk in in_chunks(_telling(export, document.lines(source))):
            digest.update(chunk)
            whole.write(chunk)
        size = whole.tell()
        whole.seek(0)
        default_storage.delete(path)
        default_storage.save(path, File(whole))
    return document.entry(rows=rows, size=size, sha256=digest.hexdigest())


def _telling(export: Export, lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines, with the progress and the lease renewed as they pass."""
    for number, line in enumerate(lines, 1):
        if number % TOLD_EVERY == 0:
            _renew(export, rows=TOLD_EVERY)
        yield line
    _renew(export)  # before the file is put in its place


def _renew(export: Export, rows: int = 0) -> None:
    """Tell how far it is and keep it; raises _TakenOver when it is another worker's by now."""
    if not _ours(export).update(done=F("done") + rows, leased_until=timezone.now() + LEASE):
        raise _TakenOver


def _ours(export: Export) -> QuerySet[Export]:
    """The row, as long as it is still this attempt that builds it."""
    return Export.objects.filter(pk=export.pk, state=ExportState.RUNNING, attempts=export.attempts)


def _fail(export: Export, failure: str) -> None:
    """Say why it failed; what was written of it goes."""
    with suppress(OSError):  # the storage may be what failed
        delete_files(export)
    Export.objects.filter(pk=export.pk).update(
        state=ExportState.FAILED,
        failure=failure[:MOST_FAILURE_CHARACTERS],
        finished_at=timezone.now(),
        leased_until=None,
    )
