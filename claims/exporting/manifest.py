"""What stands beside the files of an export and proves them whole."""

from datetime import datetime
from typing import Any

from claims.exporting.documents import Document
from claims.exporting.filters import Filters
from claims.exporting.shape import SCHEMA_VERSION
from claims.models import Project


def manifest_of(
    project: Project,
    wanted: str,
    filters: Filters,
    taken_at: datetime,
    files: list[dict[str, Any]],
    made_of: list[Document],
) -> dict[str, Any]:
    """The files with rows, sizes and hashes, what they are narrowed to, and which claims were left out."""
    return {
        "schema_version": SCHEMA_VERSION,
        "project": str(project.pk),
        "format": wanted,
        "filters": filters.written(),
        "taken_at": taken_at.isoformat(),
        "files": files,
        "left_out": [entry for document in made_of for entry in document.left_out],
    }
