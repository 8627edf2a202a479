"""Changing a project's settings."""

from typing import Any

from claims.models import Project, User
from claims.permissions import require
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


def change_project(user: User, *, project: Project, version: int | None, fields: dict[str, Any]) -> Project:
    """Change the settings of a project; raises Missing, Stale, Forbidden, Invalid."""
    with decision(user, "settings changed"):
        changing = locked(Project.objects.visible_to(user), project.pk, version)
        require(user, "project.change", changing)
        written = assign(changing, fields, allowed=FIELDS)
        if written:
            save_version(changing, written)
        return changing
