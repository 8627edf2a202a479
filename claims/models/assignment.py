from django.conf import settings
from django.db import models

from claims.choices import AssignmentState
from claims.models.article import Article
from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import AssignmentQuerySet


class Assignment(Noun):
    """One annotator's work on one article."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="assignments")
    article = models.ForeignKey(Article, models.CASCADE, related_name="assignments")
    annotator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=AssignmentState.choices, default=AssignmentState.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "annotator"],
                condition=~models.Q(state=AssignmentState.TAKEN_BACK),
                name="assignment_once_per_annotator",
            )
        ]
        indexes = [models.Index(fields=["annotator", "state"], name="assignment_of_annotator")]

    def __str__(self) -> str:
        return f"{self.article} for {self.annotator}"
