"""Deleting a project for good, with a receipt of what there was."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from claims.models import (
    Article,
    ArticleRevision,
    Change,
    Claim,
    Comment,
    Contribution,
    Event,
    Evidence,
    Export,
    Figure,
    ImportItem,
    Original,
    Project,
    Review,
    Source,
    SuggestionDecision,
    User,
)
from claims.permissions import require

COUNTED = [Article, Claim, Figure, Source, Original]


@dataclass(frozen=True)
class Receipt:
    """What was deleted, by whom and when, and the SHA-256 of its whole history."""

    project: str
    name: str
    deleted_by: str
    deleted_at: str
    counts: dict[str, int]
    events: int
    history_sha256: str


def delete_project(user: User, *, project: Project) -> Receipt:
    """Delete a project with all its rows, files and history, in one transaction; files go last.

    Needs the rights of the tables' owner, because the application's role can't delete history. Raises
    Missing, Forbidden unless `user` manages the project.
    """
    require(user, "project.change", project)
    with transaction.atomic():
        receipt = _receipt(user, project)
        files = [(original.file.storage, original.file.name) for original in _rows(Original, project)]
        files += [
            (default_storage, export.file_path(entry["name"]))
            for export in _rows(Export, project)
            for entry in export.manifest.get("files", [])
        ]
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('annotator.deleting_project', %s, true)", [str(project.pk)])
        _delete_rows(project)
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in files] and None)
    return receipt


def as_json(receipt: Receipt) -> str:
    """The receipt as it is handed over."""
    return json.dumps(asdict(receipt), indent=2, ensure_ascii=False)


def _receipt(user: User, project: Project) -> Receipt:
    history = hashlib.sha256()
    count = 0
    for event in Event.objects.filter(project=project).order_by("pk").values().iterator():
        history.update(json.dumps(event, default=str, sort_keys=True).encode() + b"\n")
        count += 1
    return Receipt(
        project=str(project.pk),
        name=project.name,
        deleted_by=user.email,
        deleted_at=timezone.now().isoformat(timespec="seconds"),
        counts={str(model._meta.verbose_name_plural): _rows(model, project).count() for model in COUNTED},
        events=count,
        history_sha256=history.hexdigest(),
    )


def _rows(model: Any, project: Project) -> Any:
    return model._base_manager.filter(project=project)


def _delete_rows(project: Project) -> None:
    # What others are protected by goes first; Django's cascade does the rest.
    for model in (Review, Comment, Evidence, Contribution):
        model._base_manager.filter(claim__project=project).delete()
        model._base_manager.filter(figure__project=project).delete()
    SuggestionDecision._base_manager.filter(suggestion__revision__project=project).delete()
    Change.objects.filter(project=project).delete()
    for tags in (Figure, Claim):
        tags.objects.filter(project=project).update(adjudicated_into=None)
        tags.objects.filter(project=project).delete()
    Source.objects.filter(project=project).delete()
    Article.objects.filter(project=project).update(current_revision=None)
    ArticleRevision.objects.filter(project=project).delete()
    ImportItem.objects.filter(project=project).delete()
    pk = project.pk
    project.delete()
    # Deleting the rows was itself recorded, and the receipt stands for all of it.
    Event.objects.filter(project_id=pk).delete()
