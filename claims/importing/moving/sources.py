"""The sources and families of a project that moves in. They come first: evidence and claims point to them."""

from typing import Any
from uuid import UUID

from claims.importing.documents import Unreadable
from claims.importing.moving.identity import ids_here, settled, taken_fields
from claims.importing.readers.project import Line
from claims.models import ClaimFamily, ImportJob, Source

SOURCE_FIELDS = (
    *("title", "url", "publisher", "author", "published_from", "published_to", "accessed_on", "kind"),
    "reliability",
)
MOST = 100_000


class Library:
    """The sources and families of the file, and what they are called here once they are stored."""

    def __init__(self, job: ImportJob) -> None:
        self._job = job
        self._lines: dict[str, list[Line]] = {"source": [], "family": []}
        self.source_ids: dict[str, UUID] = {}
        self.family_ids: dict[str, UUID] = {}

    def take(self, line: Line) -> bool:
        """Take the line in if it is a source or a family; whether it is. Raises Unreadable for too many."""
        lines = self._lines.get(line["line"])
        if lines is None:
            return False
        if len(lines) >= MOST:
            raise Unreadable("too_many", f"It holds more than {MOST:,} sources or families.")
        lines.append(line)
        return True

    def store(self) -> None:
        """Store what the project doesn't have; raises Unreadable for what isn't valid."""
        self._store_families(self._lines["family"])
        self._store_sources(self._lines["source"])

    def _store_families(self, lines: list[Line]) -> None:
        project = self._job.project
        self.family_ids = ids_here(project.pk, ClaimFamily, map(_identifier, lines))
        known = settled(ClaimFamily, self.family_ids.values())
        ClaimFamily.objects.bulk_create(
            [
                ClaimFamily(pk=pk, project=project, **taken_fields(ClaimFamily, ("statement",), line))
                for pk, line in zip(self.family_ids.values(), lines, strict=True)
                if pk not in known
            ],
            batch_size=500,
        )

    def _store_sources(self, lines: list[Line]) -> None:
        """A source with the same address as one that is here is that one, as it is here."""
        project = self._job.project
        self.source_ids = ids_here(project.pk, Source, map(_identifier, lines))
        here = set(Source.objects.filter(pk__in=self.source_ids.values()).values_list("pk", flat=True))
        urls = [line["url"] for line in lines if isinstance(line.get("url"), str) and line["url"]]
        known: Any = Source.objects.filter(project=project, url__in=urls).values_list("url", "pk")
        by_url = dict(known)
        made = []
        for line in lines:
            pk = self.source_ids[_identifier(line)]
            if pk in here:
                continue
            fields = taken_fields(Source, SOURCE_FIELDS, line)
            if fields.get("url") in by_url:
                self.source_ids[_identifier(line)] = by_url[fields["url"]]
                continue
            if fields.get("url"):
                by_url[fields["url"]] = pk
            made.append(Source(pk=pk, project=project, created_by=self._job.created_by, **fields))
        Source.objects.bulk_create(made, batch_size=500)
        self._link_repeats(lines, {source.pk for source in made})

    def _link_repeats(self, lines: list[Line], made: set[UUID]) -> None:
        """Say of the new sources which others they repeat."""
        for line in lines:
            own = self.source_ids[_identifier(line)]
            other = self.source_ids.get(str(line.get("repeats")))
            if other is not None and own in made and own != other:
                Source.objects.filter(pk=own).update(repeats=other)


def _identifier(line: Line) -> str:
    return str(line.get("id"))
