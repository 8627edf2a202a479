from django.db import models

from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import ProjectRowQuerySet


class Verdict(Noun):
    """One step of a project's verdict scale."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="verdicts")
    key = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    rating = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 (worst) to 5 (best); empty where a number would mislead."
    )
    search_suffices = models.BooleanField(
        default=False, help_text="A record of what was searched will do in place of evidence."
    )
    ordinal = models.PositiveSmallIntegerField()

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="verdict_once_per_project")]

    def __str__(self) -> str:
        return self.label
