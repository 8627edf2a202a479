from django.db import models

from claims.choices import ChangeKind
from claims.models.base import one_of_claim_and_figure
from claims.models.claim import Claim
from claims.models.figure import Figure
from claims.models.project import Project
from claims.querysets import ItemRowQuerySet


class Change(models.Model):
    """One entry of the feed that other systems follow, in the order of the commits."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20, choices=ChangeKind.choices)
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="+")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="change_number_once"),
            one_of_claim_and_figure("change_of_one_item"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"
