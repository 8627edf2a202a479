from django.conf import settings
from django.db import models

from claims.models.base import Noun, one_of_claim_and_figure
from claims.models.claim import Claim
from claims.models.figure import Figure
from claims.querysets import ItemRowQuerySet


class Comment(Noun):
    """What a person says about an item to the others."""

    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="comments")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    text = models.TextField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = ItemRowQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [one_of_claim_and_figure("comment_on_one_item")]

    def __str__(self) -> str:
        return self.text[:80]
