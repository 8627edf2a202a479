"""The first page: my projects, and what there is for me to do in each."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from claims.annotating.assignments import wanting_annotators
from claims.choices import AssignmentState, Role, Status
from claims.models import Assignment, Claim, Figure, Membership, Project, User
from claims.pages.door import page, person
from claims.permissions import may_make_project
from claims.reviewing.filters import FILTERS, count_up_to
from claims.reviewing.queue import MODELS


@dataclass(frozen=True)
class ProjectCard:
    """A project as one of its members meets it."""

    user: User
    project: Project
    role: Role

    @property
    def decides(self) -> bool:
        """Whether the person reviews there."""
        return self.role in {Role.REVIEWER, Role.MANAGER}

    @cached_property
    def begun(self) -> list[Assignment]:
        """What the person began and hasn't submitted, oldest first."""
        rows = Assignment.objects.filter(
            project=self.project, annotator=self.user, state=AssignmentState.OPEN
        )
        return list(rows.select_related("article").order_by("created_at")[:3])

    @cached_property
    def returned(self) -> int:
        """How many of the person's own tags a reviewer has sent back."""
        own = {"project": self.project, "annotator": self.user, "status": Status.RETURNED}
        return sum(model.objects.filter(**own).count() for model in (Claim, Figure))

    @cached_property
    def waiting(self) -> str:
        """How many items wait for review, as it is shown."""
        if not self.decides:
            return "0"
        return count_up_to(*(FILTERS["waiting"].items(self.user, model, self.project) for model in MODELS))

    @cached_property
    def unassigned(self) -> int:
        """How many articles still lack annotators."""
        return wanting_annotators(self.project).exclude(assignments__annotator=self.user).count()


@page
def home(request: HttpRequest) -> HttpResponse:
    """The person's projects, with what to do next in each."""
    user = person(request)
    held = Membership.objects.visible_to(user).active().filter(user=user).select_related("project")
    cards = [ProjectCard(user, row.project, Role(row.role)) for row in held.order_by("project__name")]
    return render(request, "claims/home.html", {"cards": cards, "may_make": bool(may_make_project(user))})
