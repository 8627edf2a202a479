from django.db import models

from claims.choices import SentenceKind
from claims.models.article import ArticleRevision
from claims.models.base import ordered_span
from claims.querysets import RevisionRowQuerySet


class Sentence(models.Model):
    """A half-open span over a revision. It is addressed by its ordinal, and no tag depends on it."""

    # What stands in a revision is found by its place in it: the index below.
    revision = models.ForeignKey(ArticleRevision, models.CASCADE, related_name="sentences", db_index=False)
    ordinal = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=SentenceKind.choices)

    objects = RevisionRowQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "ordinal"]
        indexes = [models.Index(fields=["revision", "start"], name="sentence_place")]
        constraints = [
            # Deferred, so that splitting or joining may renumber what follows in one statement.
            models.UniqueConstraint(
                fields=["revision", "ordinal"],
                name="sentence_ordinal_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            ordered_span("sentence_span_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}: {self.start}–{self.end}"
