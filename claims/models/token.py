import hashlib
import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from claims.choices import Scope
from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import OwnRowQuerySet


class ApiToken(Noun):
    """A named key to one project for one person's programs, kept as a hash only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    project = models.ForeignKey(Project, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = OwnRowQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @staticmethod
    def new_secret() -> str:
        """A secret with 256 random bits; a plain hash of it is enough, for it can't be guessed."""
        return f"annotator_{secrets.token_urlsafe(32)}"

    @staticmethod
    def hashed(secret: str) -> str:
        """The SHA-256 of a secret, in hexadecimal, as it is stored."""
        return hashlib.sha256(secret.encode()).hexdigest()
