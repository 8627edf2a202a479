from django.conf import settings
from django.db import models

from claims.choices import FeedKind
from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import ProjectRowQuerySet


class Feed(Noun):
    """An RSS or Atom feed or a sitemap that is watched: the pages that are new there are imported.

    What a person decided is at the top, and `version` counts only that; the rest is what came of it.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="feeds")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="In whose name is imported"
    )
    url = models.URLField(max_length=2000)
    minutes = models.PositiveIntegerField(help_text="between two checks")
    since = models.DateTimeField(help_text="Pages dated before it aren't imported")
    paused = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    kind = models.CharField(max_length=20, choices=FeedKind.choices, blank=True, help_text="Empty until read")
    title = models.CharField(max_length=1000, blank=True)
    next_check_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="The last check that succeeded")
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveIntegerField(
        default=0, help_text="Checks that failed since the last that didn't"
    )
    failure_code = models.CharField(max_length=60, blank=True)
    failure = models.TextField(blank=True, help_text="What went wrong and what to do")

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "url"], name="feed_once_per_project"),
            models.CheckConstraint(name="feed_not_too_often", condition=models.Q(minutes__gte=15)),
            models.CheckConstraint(
                name="feed_failure_says_why",
                condition=models.Q(failures=0, failure="") | ~models.Q(failures=0) & ~models.Q(failure=""),
            ),
        ]
        indexes = [models.Index(fields=["next_check_at"], name="feed_due", condition=models.Q(paused=False))]

    def __str__(self) -> str:
        return self.title or self.url


class FeedEntry(Noun):
    """A page that a feed has named and that was taken up, or passed over, once and for all."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries")
    url = models.CharField(max_length=2000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "url"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.url
