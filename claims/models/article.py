from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Left, Upper

from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import ArticleQuerySet, RevisionQuerySet

if TYPE_CHECKING:
    from claims.models.importing import ImportItem, Original

# Postgres refuses a search vector over a megabyte; four bytes a character keep this far below.
SEARCHED_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class NewRevision:
    """The first revision of a new article, with what the stages after importing ask of the article.

    Both rows are written in bulk; instances of the models would cost more than the rows.
    """

    id: UUID
    article_id: UUID
    project_id: UUID
    text: str
    text_hash: str
    language: str
    published_from: date | None
    published_to: date | None


class Article(Noun):
    """The identity of an article; its text is in its revisions."""

    # Found by the first of the indexes below.
    project = models.ForeignKey(Project, models.CASCADE, related_name="articles", db_index=False)
    title = models.CharField(max_length=1000)
    url = models.URLField(max_length=2000, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    published_from = models.DateField(null=True, blank=True)
    published_to = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35, default="und")
    current_revision = models.OneToOneField(
        "ArticleRevision", models.SET_NULL, null=True, blank=True, related_name="current_of"
    )
    origin_item: "models.ForeignKey[ImportItem | None]" = models.ForeignKey(
        "ImportItem", models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    origin_start = models.PositiveIntegerField(null=True, blank=True)
    origin_end = models.PositiveIntegerField(null=True, blank=True)
    near_duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="near_duplicates"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["project", "-created_at", "id"], name="article_newest"),
            models.Index(fields=["project", "publisher"], name="article_publisher"),
            models.Index(fields=["project", "url"], name="article_url"),
            models.Index("project", Upper("publisher"), name="article_publisher_any_case"),
            models.Index(fields=["project", "published_from"], name="article_published_from"),
            models.Index(fields=["project", "published_to"], name="article_published_to"),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_published_in_order",
                condition=models.Q(published_from__isnull=True, published_to__isnull=True)
                | models.Q(published_from__lte=models.F("published_to")),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ArticleRevision(Noun):
    """The canonical text of an article at one time. Revisions never change; spans point to them."""

    # Both are found by the indexes of the constraints that they begin.
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField(default=1)
    text = models.TextField()
    text_hash = models.CharField(max_length=64, help_text="SHA-256 of the text in UTF-8, in hexadecimal")
    canonical_changes = models.JSONField(default=dict, help_text="What was done to the text, and how often")
    original: "models.ForeignKey[Original | None]" = models.ForeignKey(
        "Original", models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    segmented_by = models.CharField(max_length=60, blank=True)
    suggested_by = models.CharField(max_length=200, blank=True)
    search = models.GeneratedField(
        expression=SearchVector(Left("text", SEARCHED_CHARACTERS), config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        indexes = [GinIndex(fields=["search"], name="revision_search")]
        constraints = [
            models.UniqueConstraint(fields=["project", "text_hash"], name="article_text_once_per_project"),
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article}, revision {self.number}"
