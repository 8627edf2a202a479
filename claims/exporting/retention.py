"""How long the files of an export are kept, and removing them when their time is over.

The row stays and says so: what was exported, when, by whom, and the manifest with its hashes.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from claims.choices import ExportState
from claims.exporting.documents import FILE_NAMES
from claims.models import Export
from claims.workflow import decision

log = logging.getLogger(__name__)
AT_ONCE = 500


def remove_old_exports() -> int:
    """Remove the files of exports whose time is over; how many exports.

    One at a time: the row says that they are gone in the transaction in which they go. After a crash or while
    the storage is away it still says that they are there, and the next run removes what is left.
    """
    before = timezone.now() - timedelta(days=settings.EXPORT_KEPT_DAYS)
    old = Export.objects.filter(state=ExportState.FINISHED, finished_at__lt=before).order_by("finished_at")
    removed = 0
    for pk in old.values_list("pk", flat=True)[:AT_ONCE]:
        try:
            with decision(None, "export removed"):
                export = old.select_for_update(skip_locked=True).filter(pk=pk).first()
                if export is None:
                    continue
                delete_files(export)
                export.state = ExportState.REMOVED
                export.save(update_fields=["state"])
        except OSError:
            log.exception("The files of export %s can't be removed; the next run tries again", pk)
            continue
        removed += 1
    return removed


def delete_files(export: Export) -> None:
    """Delete whatever there is of the export's files. Raises OSError where the storage is away."""
    for name in FILE_NAMES[export.format]:
        default_storage.delete(export.file_path(name))
