from django.conf import settings
from django.db import models

from claims.choices import ReviewDecision, Status
from claims.models.base import Noun, one_of_claim_and_figure
from claims.models.claim import Claim
from claims.models.figure import Figure
from claims.models.project import Project
from claims.models.verdict import Verdict
from claims.querysets import ItemRowQuerySet


class Review(Noun):
    """One reviewer's decision on one version of an item. Reviews are never changed."""

    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="reviews")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="reviews")
    item_version = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reviews")
    decision = models.CharField(max_length=20, choices=ReviewDecision.choices)
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, blank=True, related_name="+")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [one_of_claim_and_figure("review_of_one_item")]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.reviewer}"


class Lease(Noun):
    """That a reviewer is at work on an item, until a time."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    claim = models.OneToOneField(Claim, models.CASCADE, null=True, blank=True, related_name="lease")
    figure = models.OneToOneField(Figure, models.CASCADE, null=True, blank=True, related_name="lease")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leases")
    until = models.DateTimeField(db_index=True)
    status_before = models.CharField(max_length=20, choices=Status.choices)

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        constraints = [one_of_claim_and_figure("lease_of_one_item")]

    def __str__(self) -> str:
        return f"{self.holder} until {self.until}"
