from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from claims.choices import Reliability, SourceKind
from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import ProjectRowQuerySet

if TYPE_CHECKING:
    from claims.models.importing import Original


class Source(Noun):
    """Where evidence comes from."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="sources")
    title = models.CharField(max_length=1000)
    url = models.URLField(max_length=2000, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=300, blank=True)
    published_from = models.DateField(null=True, blank=True)
    published_to = models.DateField(null=True, blank=True)
    accessed_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=SourceKind.choices, default=SourceKind.OTHER)
    reliability = models.CharField(max_length=1, choices=Reliability.choices, default=Reliability.F)
    archived: "models.ForeignKey[Original | None]" = models.ForeignKey(
        "Original", models.PROTECT, null=True, blank=True, related_name="+"
    )
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="repeated_by")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        indexes = [GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="source_title_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "url"], condition=~models.Q(url=""), name="source_url_once_per_project"
            ),
            models.CheckConstraint(
                name="source_url_is_web",
                condition=models.Q(url="")
                | models.Q(url__istartswith="http://")
                | models.Q(url__istartswith="https://"),
            ),
            models.CheckConstraint(
                name="source_repeats_another",
                condition=models.Q(repeats__isnull=True) | ~models.Q(repeats=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
