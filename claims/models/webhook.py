from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.choices import ChangeKind, DeliveryState
from claims.models.base import Noun
from claims.models.change import Change
from claims.models.project import Project
from claims.querysets import ProjectRowQuerySet, WebhookDeliveryQuerySet


class Webhook(Noun):
    """An address that is told of changes. The secret signs what is sent, so it is kept as it is."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=2000)
    secret = models.CharField(max_length=100)
    kinds = ArrayField(models.CharField(max_length=20, choices=ChangeKind.choices))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    told_until = models.PositiveBigIntegerField(default=0, help_text="The last change made into deliveries")

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(Noun):
    """One message to a webhook: what was sent, what came back, and when it is tried again."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    change = models.ForeignKey(Change, models.CASCADE, null=True, related_name="+")
    body = models.JSONField()
    state = models.CharField(max_length=20, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    response_status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "change"],
                condition=models.Q(change__isnull=False),
                name="delivery_once_per_change",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="delivery_due",
                condition=models.Q(state=DeliveryState.WAITING),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.webhook}"
