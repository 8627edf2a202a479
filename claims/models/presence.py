from django.conf import settings
from django.db import models
from django.utils import timezone

from claims.models.article import Article
from claims.models.base import Noun
from claims.querysets import PresenceQuerySet


class Presence(Noun):
    """That a person had an article open, and when last."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} at {self.seen_at:%H:%M}"
