from django.conf import settings
from django.db import models

from claims.choices import ImportState, ItemState
from claims.models.article import Article
from claims.models.base import Noun, ordered_span
from claims.models.feed import Feed
from claims.models.project import Project
from claims.querysets import ImportItemQuerySet, ProjectRowQuerySet


class Original(Noun):
    """A file as it came, kept in storage under a name of our own."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="originals")
    file = models.FileField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="in bytes")
    name = models.CharField(max_length=300, help_text="The name that it came with; for display only")
    media_type = models.CharField(max_length=100, blank=True)
    encoding = models.CharField(max_length=40, blank=True)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sha256"], name="original_once_per_project")
        ]

    def __str__(self) -> str:
        return self.name


class ImportJob(Noun):
    """One act of importing: some documents, each an item."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="import_jobs")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="imports")
    label = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.RUNNING)
    options = models.JSONField(default=dict, blank=True)
    turn_at = models.DateTimeField(null=True, blank=True, help_text="When it last had a worker's turn")
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label or str(self.id)


class ImportItem(Noun):
    """One document. It ends as articles, as a pointer to an article, or as one visible failure."""

    # Found by the index that says which is next.
    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="items", db_index=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    key = models.CharField(max_length=300, help_text="What makes the document one of a kind in its job")
    ordinal = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True)
    original = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="items")
    payload = models.JSONField(default=dict, blank=True, help_text="Fields that came beside the text")
    text = models.TextField(blank=True, help_text="The canonical text while its cuts await a person")
    canonical_changes = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    failure_code = models.CharField(max_length=60, blank=True)
    failure = models.TextField(blank=True, help_text="What went wrong and what to do")
    duplicate_of = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="duplicate_items"
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportItemQuerySet.as_manager()

    class Meta:
        ordering = ["job", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["job", "key"], name="import_item_once_per_key"),
            models.CheckConstraint(
                name="import_failure_says_why",
                condition=~models.Q(state=ItemState.FAILED)
                | (~models.Q(failure="") & ~models.Q(failure_code="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["leased_until", "created_at"],
                name="import_item_to_do",
                condition=models.Q(state__in=[ItemState.PENDING, ItemState.RUNNING]),
            ),
            models.Index(fields=["job", "state", "ordinal"], name="import_item_next"),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Cut(Noun):
    """A proposed article on a page that holds several: half-open spans over the item's text."""

    item = models.ForeignKey(ImportItem, models.CASCADE, related_name="cuts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    headline_start = models.PositiveIntegerField(null=True, blank=True)
    headline_end = models.PositiveIntegerField(null=True, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    published = models.CharField(max_length=10, blank=True, help_text="A partial ISO date: 2015-09")
    confidence = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    article = models.ForeignKey(Article, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["item", "start"]
        constraints = [
            ordered_span("cut_span_ordered"),
            models.UniqueConstraint(fields=["item", "start"], name="cut_start_once"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"
