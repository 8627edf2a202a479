from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from claims.choices import ExportFormat, ExportState
from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import OwnRowQuerySet


class Export(Noun):
    """Verified claims as files, built from one snapshot for the person who asked for them."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="exports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    format = models.CharField(max_length=20, choices=ExportFormat.choices)
    filters = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=ExportState.choices, default=ExportState.WAITING)
    done = models.PositiveIntegerField(default=0, help_text="Rows written so far")
    total = models.PositiveIntegerField(null=True, blank=True, help_text="Rows to write; empty until counted")
    manifest = models.JSONField(default=dict, blank=True, help_text="Files with counts and hashes")
    failure = models.TextField(blank=True, help_text="What went wrong and what to do")
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = OwnRowQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="export_failure_says_why",
                condition=~models.Q(state=ExportState.FAILED) | ~models.Q(failure=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.created_at}"

    @property
    def kept_until(self) -> datetime | None:
        """When its files are removed; None where it has none."""
        if self.finished_at is None or self.state not in {ExportState.FINISHED, ExportState.REMOVED}:
            return None
        return self.finished_at + timedelta(days=settings.EXPORT_KEPT_DAYS)

    def file_path(self, name: str) -> str:
        """Where one of its files is in storage."""
        return f"exports/{self.project_id}/{self.pk}/{name}"
