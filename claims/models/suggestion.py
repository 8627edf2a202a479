from django.conf import settings
from django.db import models

from claims.choices import SuggestionKind, SuggestionOutcome
from claims.models.article import ArticleRevision
from claims.models.base import Noun, ordered_span
from claims.models.claim import Claim
from claims.models.figure import Figure
from claims.models.identifiers import uuid7
from claims.querysets import RevisionRowQuerySet, SuggestionDecisionQuerySet


class Suggestion(models.Model):
    """Something that a method proposes. It is never an annotation until a person accepts it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # What stands in a revision is found by the constraint's index.
    revision = models.ForeignKey(ArticleRevision, models.CASCADE, related_name="suggestions", db_index=False)
    kind = models.CharField(max_length=20, choices=SuggestionKind.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    score = models.FloatField(null=True, blank=True)
    payload = models.JSONField(default=dict, help_text="The parsed fields that accepting fills in")
    reasons = models.JSONField(default=list)
    method = models.CharField(max_length=60, help_text="Name and version, such as figures/1")

    objects = RevisionRowQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "start", "end"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "kind", "start", "end", "method"], name="suggestion_once_per_method"
            ),
            ordered_span("suggestion_span_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start}–{self.end}"


class SuggestionDecision(Noun):
    """What one person made of a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="decisions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=SuggestionOutcome.choices)
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True, blank=True, related_name="suggestions")
    figure = models.ForeignKey(Figure, models.SET_NULL, null=True, blank=True, related_name="suggestions")

    objects = SuggestionDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "user"], name="suggestion_decided_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_outcome_display()}"
