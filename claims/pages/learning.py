"""What the suggestions have learned from the team: which model is in use and how good it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.models import CheckworthinessModel
from claims.pages.door import open_project, page, person
from claims.permissions import may
from claims.suggesting.learning import model_in_use
from claims.text.checkworthiness import built_in_model
from claims.text.checkworthiness.model import LinearModel, readable

WEIGHTS_SHOWN = 12
TRAININGS_SHOWN = 20


@page
def learning(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The model in use, what weighs most in it, and each training with its comparison."""
    project = open_project(request, project_id)
    trainings = CheckworthinessModel.objects.visible_to(person(request)).filter(project=project)
    model = model_in_use(project.pk)
    context = {
        "project": project,
        "section": "settings",
        "may_change": bool(may(person(request), "project.change", project)),
        "model": model,
        "built_in": model == built_in_model(),
        "weights": _weights(model),
        "trainings": trainings[:TRAININGS_SHOWN],
    }
    return render(request, "claims/learning.html", context)


def _weights(model: LinearModel) -> list[tuple[str, float]]:
    ordered = sorted(model.coefficients.items(), key=lambda pair: -abs(pair[1]))
    return [(readable(name), weight) for name, weight in ordered[:WEIGHTS_SHOWN]]
