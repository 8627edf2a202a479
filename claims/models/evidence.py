from django.conf import settings
from django.db import models

from claims.choices import Credibility, Stance
from claims.models.base import Noun, one_of_claim_and_figure
from claims.models.claim import Claim
from claims.models.figure import Figure
from claims.models.source import Source
from claims.querysets import ItemRowQuerySet


class Evidence(Noun):
    """What a source says about a claim or a figure."""

    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="evidence")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence")
    question = models.TextField(blank=True)
    stance = models.CharField(max_length=20, choices=Stance.choices)
    quote = models.TextField(blank=True)
    locator = models.CharField(max_length=300, blank=True)
    credibility = models.CharField(max_length=1, choices=Credibility.choices, default=Credibility.UNKNOWN)
    note = models.TextField(blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name_plural = "evidence"
        constraints = [one_of_claim_and_figure("evidence_for_one_item")]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"
