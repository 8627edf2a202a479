"""The way around: which pages the header offers, and which one is open."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import Role
from claims.models import Membership, Project

register = template.Library()


@dataclass(frozen=True)
class Place:
    """One entry of the header: a page's `section`, its name, its route, and who has use for it."""

    section: str
    label: str | Promise
    route: str
    roles: frozenset[str]


EVERYONE = frozenset(Role.values)
DECIDERS = frozenset({Role.REVIEWER.value, Role.MANAGER.value})
MANAGERS = frozenset({Role.MANAGER.value})

PLACES = (
    Place("articles", _("Articles"), "article_list", EVERYONE),
    Place("import", _("Import"), "import_list", MANAGERS),
    Place("review", _("Review"), "review_queue", DECIDERS),
    Place("ledger", _("Ledger"), "ledger", EVERYONE),
    Place("desk", _("Desk"), "desk", DECIDERS),
    Place("export", _("Export"), "export_list", EVERYONE),
    Place("settings", _("Settings"), "project_settings", MANAGERS),
)


@register.inclusion_tag("claims/partials/site_nav.html", takes_context=True)
def site_nav(context: dict[str, Any]) -> dict[str, Any]:
    """The pages of the open project that the person's role has use for."""
    project, user = context.get("project"), context.get("user")
    if project is None or user is None or not user.is_authenticated:
        return {"places": []}
    role = Membership.objects.filter(project=project, user=user, ended_at=None).values_list("role", flat=True)
    held = set(role)
    shown = [place for place in PLACES if place.roles & held]
    entries = [(place, address(place.route, project)) for place in shown]
    return {
        "places": [{"place": place, "url": url} for place, url in entries if url],
        "section": context.get("section"),
    }


@register.inclusion_tag("claims/partials/project_switch.html", takes_context=True)
def project_switch(context: dict[str, Any]) -> dict[str, Any]:
    """The person's projects, to go from one to another."""
    projects = Project.objects.visible_to(context["user"]).order_by("name")[:50]
    return {
        "project": context.get("project"),
        "choices": [
            {"project": project, "url": address("project_home", project) or address("article_list", project)}
            for project in projects
        ],
    }


@register.simple_tag(takes_context=True)
def desk_is_open(context: dict[str, Any]) -> bool:
    """Whether the person reviews or manages any project, and so has use for the desk lead's admin."""
    held = Membership.objects.visible_to(context["user"]).active().filter(user=context["user"])
    return bool(held.filter(role__in=DECIDERS).exists())


def address(route: str, project: Project) -> str | None:
    """The address of a project's page, or nothing where that page isn't part of this installation."""
    try:
        return reverse(route, args=[project.pk])
    except NoReverseMatch:
        return None
