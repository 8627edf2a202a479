"""The saved filters of the review queue as filters of list pages, with their counts."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import SimpleListFilter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.admin.site import desk_projects
from claims.choices import Status
from claims.models import Project, User
from claims.reviewing.filters import FILTERS, SavedFilter, count_up_to
from claims.reviewing.queue import MODELS


@dataclass(frozen=True, slots=True)
class DeskQueue:
    """One saved filter of one project: where its claims and figures are listed, and how many there are."""

    saved: SavedFilter
    claims: str
    figures: str
    claims_url: str
    figures_url: str


def desk_queues(request: HttpRequest) -> list[tuple[Project, list[DeskQueue]]]:
    """The queues of each project that the person reviews or manages."""
    user = _user(request)
    return [
        (project, [_queue(user, project, saved) for saved in FILTERS.values()])
        for project in desk_projects(request)
    ]


def _queue(user: User, project: Project, saved: SavedFilter) -> DeskQueue:
    query = urlencode({"queue": saved.key, "project": project.pk})
    claims, figures = (count_up_to(saved.items(user, model, project)) for model in MODELS)
    addresses = (reverse(f"admin:claims_{model._meta.model_name}_changelist") for model in MODELS)
    claims_url, figures_url = (f"{address}?{query}" for address in addresses)
    return DeskQueue(saved, claims, figures, claims_url, figures_url)


class QueueFilter(SimpleListFilter):
    """The saved filters, each with how many items are in it."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The filters' keys and names, with counts."""
        rows = model_admin.get_queryset(request).filter(adjudicated_into__isnull=True)
        conditions = (
            (key, saved.condition(_user(request), model_admin.model)) for key, saved in FILTERS.items()
        )
        return [
            (key, f"{FILTERS[key].label} ({count_up_to(rows.filter(found))})") for key, found in conditions
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """What is in the chosen queue."""
        saved = FILTERS.get(self.value() or "")
        if saved is None:
            return queryset
        return queryset.filter(saved.condition(_user(request), queryset.model), adjudicated_into__isnull=True)


class ProjectFilter(SimpleListFilter):
    """The projects of the person's desk, and no others."""

    title = _("project")
    parameter_name = "project"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The projects by name."""
        return [(str(project.pk), project.name) for project in desk_projects(request)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows of the chosen project; of one that isn't on the person's desk, none."""
        if not self.value():
            return queryset
        known = {key for key, _name in self.lookup_choices}
        return queryset.filter(project=self.value()) if self.value() in known else queryset.none()


class StatusFilter(SimpleListFilter):
    """Where an item stands."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Every status."""
        return Status.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows of that status."""
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
