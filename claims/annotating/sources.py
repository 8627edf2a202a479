"""The project's sources."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from claims.models import Project, Source, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.workflow import assign, decision, locked, save_version

FIELDS = frozenset(
    {
        "title",
        "url",
        "publisher",
        "author",
        "published_from",
        "published_to",
        "accessed_on",
        "kind",
        "reliability",
        "repeats",
    }
)


def create_source(
    user: User, *, project: Project, fields: dict[str, Any], pk: UUID | None = None
) -> tuple[Source, bool]:
    """A new source and whether it is new: the same address in a project is the same source."""
    with decision(user):
        require(user, "source.create", project)
        source = Source(project=project, created_by=user)
        if pk is not None:
            source.pk = pk
        assign(source, {"title": ""} | fields, allowed=FIELDS)
        check_source(source)
        try:
            with transaction.atomic():
                source.save(force_insert=True)
        except IntegrityError as error:
            same = Source.objects.filter(project=project, url=source.url).exclude(url="").first()
            same = same or Source.objects.filter(project=project, pk=source.pk).first()
            if same is None:
                raise Conflict("This identifier is taken.", code="identifier_taken") from error
            return same, False
        return source, True


def change_source(user: User, *, pk: UUID, version: int | None, fields: dict[str, Any]) -> Source:
    """Change a source; raises Missing, Stale, Forbidden, Invalid."""
    with decision(user):
        source = locked(Source.objects.visible_to(user), pk, version)
        require(user, "source.change", source)
        written = assign(source, fields, allowed=FIELDS)
        if written:
            check_source(source)
            try:
                with transaction.atomic():
                    save_version(source, written)
            except IntegrityError as error:
                raise Conflict("Another source has this address.", code="url_taken") from error
        return source


def check_source(source: Source) -> None:
    """Raise Invalid where a source lacks a title, or its address isn't one of the web's."""
    errors: dict[str, list[str]] = {}
    if not source.title.strip():
        errors["title"] = ["Give the source a title."]
    if source.url and not source.url.lower().startswith(("http://", "https://")):
        errors["url"] = ["Only http:// and https:// addresses are taken."]
    if source.repeats is not None and source.repeats.project_id != source.project_id:
        errors["repeats"] = ["Unknown."]
    if source.repeats_id == source.pk:
        errors["repeats"] = ["A source doesn't repeat itself."]
    if errors:
        raise Invalid(errors)
