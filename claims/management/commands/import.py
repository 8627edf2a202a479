# The command is called what it does: manage.py import.
# ruff: noqa: N999
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.choices import ItemState
from claims.importing.encodings import MEANING, with_encoding
from claims.importing.progress import Progress, message_of, progress_of
from claims.importing.readers import FORMATS
from claims.importing.starting import Upload, start_import
from claims.importing.turns import workers_are_silent
from claims.models import ImportItem, ImportJob, Project, User
from claims.refusals import Refusal
from claims.tasks import take_turn, wake_importers

WIDTH = 30
FILES = 500  # of one import: each is open while it is being kept
EVERY = 0.5  # seconds


class Command(BaseCommand):
    help = "Import files, or folders of them, into a project."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path)
        parser.add_argument("--project", required=True, help="its id, or its name where that is unique")
        parser.add_argument("--user", required=True, help="the e-mail address of one of its managers")
        parser.add_argument("--label", default="")
        parser.add_argument("--whole", action="store_true", help="take each page as one article")
        parser.add_argument(
            "--encoding",
            default="",
            help=MEANING,
        )
        parser.add_argument(
            "--here", action="store_true", help="do the work in this process, not in the workers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["user"], is_active=True).first()
        if user is None:
            message = f"There is no user {options['user']}."
            raise CommandError(message)
        project = _project(user, options["project"])
        files = [path for given in options["paths"] for path in _files(given)]
        if not files:
            raise CommandError("There is no file to import.")
        for begin in range(0, len(files), FILES):
            job = self._start(user, project, files[begin : begin + FILES], options)
            try:
                self._follow(job, here=options["here"])
            except KeyboardInterrupt as stop:
                message = "\nStopped. What is imported stays, and the workers go on with the rest."
                raise CommandError(message, returncode=130) from stop
            self._tell_failures(job)

    def _start(self, user: User, project: Project, files: list[Path], options: dict[str, Any]) -> ImportJob:
        uploads = [Upload(File(path.open("rb"), name=path.name), path.name, {}) for path in files]
        try:
            chosen = with_encoding({"cut": False} if options["whole"] else {}, options["encoding"])
            job = start_import(user, project=project, uploads=uploads, label=options["label"], options=chosen)
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        finally:
            for upload in uploads:
                upload.file.close()
        return job

    def _follow(self, job: ImportJob, *, here: bool) -> None:
        here = here or workers_are_silent()
        if not here:
            wake_importers()
        while not (progress := progress_of(job)).is_finished:
            self._draw(progress)
            if not (here and take_turn(job)):
                time.sleep(EVERY)
            job.refresh_from_db()
        self._draw(progress)
        self.stdout.write("")

    def _draw(self, progress: Progress) -> None:
        if sys.stdout.isatty():
            full = WIDTH * progress.done // max(progress.total, 1)
            bar = "█" * full + "░" * (WIDTH - full)
            self.stdout.write(f"\r{bar} {message_of(progress):60}", ending="")
            self.stdout.flush()
        elif progress.is_finished:
            self.stdout.write(message_of(progress), ending="")

    def _tell_failures(self, job: ImportJob) -> None:
        counts = progress_of(job).counts
        said = ", ".join(f"{count} {ItemState(state).label.lower()}" for state, count in counts.items())
        self.stdout.write(said)
        for item in ImportItem.objects.filter(job=job, state=ItemState.FAILED).order_by("ordinal")[:20]:
            self.stderr.write(f"  {item.name}: {item.failure}")


def _project(user: User, written: str) -> Project:
    visible = Project.objects.visible_to(user)
    found = [project for project in visible if written in {str(project.pk), project.name}]
    if len(found) != 1:
        message = f"{user.email} has {len(found)} projects with the id or name {written}."
        raise CommandError(message)
    return found[0]


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (one for one in sorted(path.rglob("*")) if one.is_file() and one.suffix.lower() in FORMATS)
    elif path.is_file():
        yield path
    else:
        message = f"There is no file {path}."
        raise CommandError(message)
