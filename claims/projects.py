"""Making a project, and changing its settings."""

from typing import Any

from claims.choices import Role
from claims.models import Membership, Project, User, Verdict
from claims.permissions import require, require_new_project
from claims.refusals import Invalid
from claims.verdicts import default_scale
from claims.workflow import assign, decision, locked, save_version

FIELDS = frozenset(
    {
        "name",
        "guidelines",
        "language",
        "annotators_per_article",
        "reviewers_required",
        "blind",
        "publishing_organisation",
        "publishing_url",
    }
)


def create_project(user: User, *, fields: dict[str, Any]) -> Project:
    """A project with the usual verdict scale and `user` as its manager; raises Forbidden, Invalid."""
    with decision(user, "project made"):
        require_new_project(user)
        project = Project(created_by=user)
        assign(project, {"name": ""} | fields, allowed=FIELDS)
        if not project.name.strip():
            raise Invalid({"name": ["Give the project a name."]})
        project.save(force_insert=True)
        Verdict.objects.bulk_create(default_scale(project))
        Membership.objects.create(project=project, user=user, role=Role.MANAGER)
        return project


def change_project(user: User, *, project: Project, version: int | None, fields: dict[str, Any]) -> Project:
    """Change the settings of a project; raises Missing, Stale, Forbidden, Invalid."""
    with decision(user, "settings changed"):
        changing = locked(Project.objects.visible_to(user), project.pk, version)
        require(user, "project.change", changing)
        written = assign(changing, fields, allowed=FIELDS)
        if written:
            save_version(changing, written)
        return changing
