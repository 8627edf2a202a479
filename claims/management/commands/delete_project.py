"""`manage.py delete_project ID --as manager@example.org --receipt FILE`, run as the tables' owner."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from claims.deletion import as_json, delete_project
from claims.models import Project, User
from claims.refusals import Refusal


class Command(BaseCommand):
    help = "Delete a project for good: rows, files and history. A receipt with a hash of the history is left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", help="the project's identifier")
        parser.add_argument("--as", dest="email", required=True, help="a manager of the project")
        parser.add_argument("--receipt", required=True, help="the file that the receipt is written to")
        parser.add_argument("--yes", action="store_true", help="don't ask")

    def handle(self, *args: Any, **options: Any) -> None:
        receipt_file = Path(options["receipt"])
        if receipt_file.exists():
            message = f"{receipt_file} is there already; name a new file for the receipt."
            raise CommandError(message)
        project, user = self._named(options)
        if (
            not options["yes"]
            and input(f"Type the name of the project to delete it ({project}): ") != project.name
        ):
            raise CommandError("Nothing was deleted.")
        try:
            receipt = delete_project(user, project=project)
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        except DatabaseError as error:
            message = (
                f"Nothing was deleted. Run it with DATABASE_URL naming the owner of the tables. ({error})"
            )
            raise CommandError(message) from error
        receipt_file.write_text(as_json(receipt) + "\n")
        self.stdout.write(f"Deleted “{project.name}”. The receipt is {receipt_file}.")

    def _named(self, options: dict[str, Any]) -> tuple[Project, User]:
        try:
            project = Project.objects.filter(pk=options["project"]).first()
        except ValidationError:
            project = None
        user = User.objects.filter(email__iexact=options["email"]).first()
        if project is None or user is None:
            raise CommandError("There is no such project, or no such person.")
        return project, user
