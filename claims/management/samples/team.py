"""The people of the sample project, the project itself, and its sources."""

from typing import Any

from claims.annotating.sources import create_source
from claims.choices import Role
from claims.importing.dates import date_range
from claims.management.samples.content import Samples
from claims.models import Membership, Project, Source, User, Verdict
from claims.verdicts import default_scale

STATED = ["title", "url", "publisher", "author", "kind", "reliability"]


def make_people(samples: Samples, password: str) -> dict[str, User]:
    """The sample people by key, with `password`; those that are there are left as they are."""
    people = {}
    for row in samples.people:
        known = User.objects.filter(email=row["email"]).first()
        people[row["key"]] = known or User.objects.create_user(row["email"], password, name=row["name"])
    return people


def make_project(samples: Samples, people: dict[str, User]) -> Project:
    """The sample project with its verdict scale and its members."""
    row = samples.project
    manager = next(people[person["key"]] for person in samples.people if person["role"] == Role.MANAGER)
    organisation = row["publishing_organisation"]
    project = Project.objects.create(
        name=row["name"],
        guidelines=row["guidelines"],
        annotators_per_article=row["annotators_per_article"],
        blind=row["blind"],
        publishing_organisation=organisation["name"],
        publishing_url=organisation["url"],
        created_by=manager,
    )
    Verdict.objects.bulk_create(default_scale(project))
    Membership.objects.bulk_create(
        Membership(project=project, user=people[person["key"]], role=person["role"])
        for person in samples.people
    )
    return project


def make_sources(samples: Samples, project: Project, user: User) -> dict[str, Source]:
    """The sample sources by key."""
    sources: dict[str, Source] = {}
    for row in samples.sources:
        published_from, published_to = date_range(row["published"] or "")
        fields: dict[str, Any] = {name: row[name] for name in STATED}
        fields |= {"published_from": published_from, "published_to": published_to}
        if row["repeats"] is not None:
            fields["repeats"] = sources[row["repeats"]]
        sources[row["key"]], _ = create_source(user, project=project, fields=fields)
    return sources
