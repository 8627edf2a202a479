"""Learning from a team's decisions which sentences it finds worth checking."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from claims.choices import SuggestionKind, SuggestionOutcome
from claims.models import CheckworthinessModel, Project, SuggestionDecision
from claims.text.checkworthiness import METHOD, built_in_model
from claims.text.checkworthiness.model import LinearModel
from claims.text.learning import Decision, is_held_back, takeover, trained_model

LONGEST_HISTORY = 50_000


def model_in_use(project_id: UUID) -> LinearModel:
    """The project's own model where one took over, else the one that is built in."""
    own = CheckworthinessModel.objects.filter(project_id=project_id, in_use=True).first()
    return own.linear() if own is not None else built_in_model()


def projects_to_learn_from() -> list[Project]:
    """The projects with decisions that no training has seen."""
    return [project for project in Project.objects.all() if _has_news(project)]


def learn_from_decisions(project: Project) -> CheckworthinessModel | None:
    """Train on the project's decisions; the new model takes over only where it is surely better.

    None without decisions to train on. What was trained is kept either way, with the comparison.
    """
    decisions = list(_decisions(project))
    training = [one for suggestion, one in decisions if not is_held_back(str(suggestion))]
    testing = [one for suggestion, one in decisions if is_held_back(str(suggestion))]
    if not training:
        return None
    present = model_in_use(project.pk)
    number = CheckworthinessModel.objects.filter(project=project).count() + 1
    candidate = trained_model(training, prior=built_in_model(), method=f"{METHOD}+{number}")
    outcome = takeover(testing, present=present, candidate=candidate)
    with transaction.atomic():
        Project.objects.select_for_update().only("pk").get(pk=project.pk)
        if outcome.replaces:
            CheckworthinessModel.objects.filter(project=project, in_use=True).update(in_use=False)
        return CheckworthinessModel.objects.create(
            project=project,
            method=candidate.method,
            bias=candidate.bias,
            coefficients=dict(candidate.coefficients),
            in_use=outcome.replaces,
            trained_on=len(training),
            held_back=outcome.held_back,
            precision_before=outcome.present,
            precision_after=outcome.candidate,
            difference_low=outcome.difference.low if outcome.difference else None,
            difference_high=outcome.difference.high if outcome.difference else None,
            explanation=outcome.explanation,
        )


def _decisions(project: Project) -> Iterable[tuple[UUID, Decision]]:
    """The decisions on suggested sentences, the latest first.

    One on a sentence shown to learn from weighs as many as it stands for.
    """
    rows = (
        SuggestionDecision.objects.filter(
            suggestion__kind=SuggestionKind.CLAIM, suggestion__revision__project=project
        )
        .order_by("-created_at")
        .values_list("suggestion", "outcome", "suggestion__payload")[:LONGEST_HISTORY]
    )
    for suggestion, outcome, payload in rows:
        features = payload.get("features")
        if features:
            worthy = outcome != SuggestionOutcome.DISMISSED
            yield suggestion, Decision(features, worthy, float(payload.get("weight", 1)))


def _has_news(project: Project) -> bool:
    rows = SuggestionDecision.objects.filter(
        suggestion__kind=SuggestionKind.CLAIM, suggestion__revision__project=project
    )
    latest = CheckworthinessModel.objects.filter(project=project).first()
    return (rows.filter(created_at__gt=latest.created_at) if latest else rows).exists()
