import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from claims.management.samples.content import Samples
from claims.management.samples.loading import load_samples


class Command(BaseCommand):
    help = "Load the sample project, once. Prints how to sign in as its people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "seeds")
        parser.add_argument("--password", help="for the sample people; by default a random one")

    def handle(self, *args: Any, folder: Path, password: str | None, **options: Any) -> None:
        chosen = password or secrets.token_urlsafe(9)
        project = load_samples(folder, chosen)
        people = Samples(folder).people
        if project is None:
            self.stdout.write(f"The sample project is there already, with {len(people)} people.")
            return
        self.stdout.write(f"Sign in to the sample project with the password {chosen} as")
        for person in people:
            self.stdout.write(f"  {person['email']:32} {person['name']}")
