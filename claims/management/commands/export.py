"""`manage.py export PROJECT --user ADDRESS --into FOLDER`: verified claims as files, with a progress bar."""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.choices import ExportFormat
from claims.exporting.documents import Document, documents
from claims.exporting.filters import FILTER_NAMES, Filters
from claims.exporting.manifest import manifest_of
from claims.exporting.rows import counting
from claims.exporting.stream import Snapshot, in_chunks, snapshot
from claims.models import Project, User
from claims.refusals import Missing, Refusal

BAR = 40
TOLD_EVERY = 500


class Command(BaseCommand):
    help = "Write a project's verified claims into a folder, from one snapshot, with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", type=UUID, help="the project's identifier")
        parser.add_argument("--user", required=True, help="the e-mail address of a member")
        parser.add_argument("--into", type=Path, required=True, help="a folder; it is made if it is missing")
        parser.add_argument("--format", choices=ExportFormat.values, default=ExportFormat.JSON_LINES)
        parser.add_argument(
            "--filter", action="append", default=[], metavar="NAME=VALUE", help=", ".join(FILTER_NAMES)
        )

    def handle(self, *args: Any, **options: Any) -> None:
        filters = _filters(options["filter"])
        try:
            user, project = _found(options["user"], options["project"])
            wanted = documents(user, project=project, wanted=options["format"], filters=filters)
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        folder: Path = options["into"]
        folder.mkdir(parents=True, exist_ok=True)
        with snapshot() as source:
            taken_at = timezone.now()
            files = [self._write(folder, document, source) for document in wanted]
        manifest = manifest_of(project, options["format"], filters, taken_at, files, wanted)
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False))
        rows = sum(entry["rows"] for entry in files)
        self.stdout.write(f"{rows:,} rows in {len(files)} files and manifest.json in {folder}")

    def _write(self, folder: Path, document: Document, source: Snapshot) -> dict[str, Any]:
        """Write one file beside its final name first, so that a half-written one never bears it."""
        total = source.value(counting(document.statement))
        digest, size = hashlib.sha256(), 0
        unfinished = folder / f"{document.name}.part"
        with unfinished.open("wb") as file:
            for chunk in in_chunks(self._shown(document.lines(source), document.name, total)):
                digest.update(chunk)
                size += file.write(chunk)
        unfinished.replace(folder / document.name)
        return document.entry(rows=total, size=size, sha256=digest.hexdigest())

    def _shown(self, lines: Iterator[bytes], name: str, total: int) -> Iterator[bytes]:
        """The lines, with a bar that fills as they pass, where somebody watches."""
        watched = sys.stderr.isatty()
        for number, line in enumerate(lines, 1):
            if watched and (number % TOLD_EVERY == 0 or number >= total):
                filled = BAR * min(number, total) // max(total, 1)
                self.stderr.write(
                    f"\r{name} [{'█' * filled}{' ' * (BAR - filled)}] {min(number, total):,} / {total:,}",
                    ending="",
                )
            yield line
        if watched:
            self.stderr.write("")


def _found(address: str, project_id: UUID) -> tuple[User, Project]:
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    if user is None:
        message = f"There is no account with the address {address}."
        raise CommandError(message)
    project = Project.objects.visible_to(user).filter(pk=project_id).first()
    if project is None:
        raise Missing
    return user, project


def _filters(written: list[str]) -> Filters:
    given: dict[str, Any] = {}
    for pair in written:
        name, sign, value = pair.partition("=")
        if not sign or name not in FILTER_NAMES:
            message = f"There is no filter {name!r}. Choose from {', '.join(FILTER_NAMES)}."
            raise CommandError(message)
        given[name] = value.split(",") if name == "verdict" else value
    return Filters(**given)
