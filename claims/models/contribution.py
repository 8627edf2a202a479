from django.conf import settings
from django.db import models

from claims.models.base import one_of_claim_and_figure
from claims.models.claim import Claim
from claims.models.figure import Figure


class Contribution(models.Model):
    """That a person made or changed an item in its present round of review, and so can't verify it."""

    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="contributions")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, related_name="contributions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of_claim_and_figure("contribution_to_one_item"),
            models.UniqueConstraint(fields=["claim", "user"], name="claim_contributor_once"),
            models.UniqueConstraint(fields=["figure", "user"], name="figure_contributor_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)
