from django.db import models

from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import ProjectRowQuerySet
from claims.text.checkworthiness.model import LinearModel


class CheckworthinessModel(Noun):
    """What one training on a project's decisions gave, and whether it took over.

    The coefficients are numbers by name, so that a person can read what the team has taught.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="checkworthiness_models")
    method = models.CharField(max_length=60)
    bias = models.FloatField()
    coefficients = models.JSONField()
    in_use = models.BooleanField(default=False)
    trained_on = models.PositiveIntegerField(help_text="Decisions that it was trained on")
    held_back = models.PositiveIntegerField(help_text="Decisions that it was tested on")
    precision_before = models.FloatField(null=True, help_text="Average precision of the model before")
    precision_after = models.FloatField(null=True, help_text="Average precision of this model")
    difference_low = models.FloatField(null=True)
    difference_high = models.FloatField(null=True)
    explanation = models.TextField()

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(in_use=True), name="checkworthiness_one_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.method

    def linear(self) -> LinearModel:
        """The model as the text methods take it."""
        return LinearModel(self.method, self.bias, self.coefficients)
