"""What the suggestions have learned from the team, over REST."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen_project
from claims.api.operations import operation
from claims.models import CheckworthinessModel
from claims.suggesting.learning import model_in_use
from claims.text.checkworthiness import built_in_model
from claims.text.checkworthiness.model import readable

TRAININGS_SHOWN = 20


class WeightSerializer(serializers.Serializer[Any]):
    """What a feature of a sentence counts for."""

    feature = serializers.CharField(help_text="In words")
    weight = serializers.FloatField(help_text="Above 0 speaks for checking, below 0 against it")


class TrainingSerializer(serializers.ModelSerializer[CheckworthinessModel]):
    """What one training on the project's decisions gave, and whether it took over."""

    class Meta:
        model = CheckworthinessModel
        fields = (
            "id",
            "method",
            "in_use",
            "trained_on",
            "held_back",
            "precision_before",
            "precision_after",
            "difference_low",
            "difference_high",
            "explanation",
            "created_at",
        )
        read_only_fields = fields
        extra_kwargs = {
            "difference_low": {"help_text": "Lower bound of the 95 % interval of the gain in precision"},
            "difference_high": {"help_text": "Upper bound"},
            "explanation": {"help_text": "Why it took over or didn't, in words"},
        }


class LearningSerializer(serializers.Serializer[Any]):
    """Which model scores sentences now, and how each training went."""

    method = serializers.CharField(help_text="The model in use, as suggestions name it")
    built_in = serializers.BooleanField(help_text="Whether it is the one that every project begins with")
    weights = WeightSerializer(many=True, help_text="All of them, the heaviest first")
    trainings = TrainingSerializer(many=True, help_text="The latest twenty, newest first")


class Learning(APIView):
    """The model that finds sentences worth checking."""

    @operation("Read what was learned", answers=LearningSerializer)
    def get(self, request: Request, project_id: UUID) -> Response:
        """The model in use, what weighs in it, and each training with its comparison."""
        project = seen_project(request, project_id)
        rows = CheckworthinessModel.objects.visible_to(person(request)).filter(project=project)
        model = model_in_use(project.pk)
        weights = sorted(model.coefficients.items(), key=lambda pair: -abs(pair[1]))
        return Response(
            {
                "method": model.method,
                "built_in": model == built_in_model(),
                "weights": [{"feature": readable(name), "weight": weight} for name, weight in weights],
                "trainings": TrainingSerializer(rows[:TRAININGS_SHOWN], many=True).data,
            }
        )
