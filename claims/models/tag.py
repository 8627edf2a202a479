"""What claims and figures share: a person's tag on the characters of a revision."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone

from claims.choices import Layer, Status
from claims.models.article import ArticleRevision
from claims.models.base import Noun
from claims.models.project import Project

percent = [MinValueValidator(0), MaxValueValidator(100)]


class Tag(Noun):
    """A tag on `revision.text[start:end]`, in Unicode code points, half-open."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="%(class)ss")
    revision = models.ForeignKey(ArticleRevision, models.PROTECT, related_name="%(class)ss")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    annotator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    layer = models.CharField(max_length=20, choices=Layer.choices, default=Layer.ANNOTATED)
    adjudicated_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="adjudicated_from"
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    confidence = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=percent,
        help_text="The annotator's own probability, in percent, that this will be upheld in review",
    )
    reviewer_confidence = models.PositiveSmallIntegerField(null=True, blank=True, validators=percent)
    foreign_attribution = models.JSONField(
        null=True, blank=True, help_text="What an import says about people, verdicts and reviews"
    )
    foreign_annotator = models.CharField(
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="Identifier of who made it in the project that it was moved from",
    )
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recheck_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def etag(self) -> str:
        """The version as an HTTP entity tag (RFC 9110)."""
        return f'"{self.version}"'


def tag_constraints(noun: str) -> list[models.BaseConstraint]:
    """The constraints of a claim's or a figure's table; `noun` begins their names."""
    return [
        models.CheckConstraint(
            name=f"{noun}_span_ordered",
            condition=models.Q(start__gte=0) & models.Q(end__gt=models.F("start")),
        ),
        models.UniqueConstraint(
            # What was moved in stands in the name of one importer: whom it is from tells it apart.
            fields=["revision", "start", "end", "annotator", "foreign_annotator", "layer"],
            name=f"{noun}_span_once_per_person",
        ),
        models.CheckConstraint(
            name=f"{noun}_confidence_in_percent",
            condition=models.Q(confidence__isnull=True) | models.Q(confidence__lte=100),
        ),
        models.CheckConstraint(
            name=f"{noun}_verified_names_its_verifier",
            condition=(
                models.Q(status=Status.VERIFIED, verified_by__isnull=False, verified_at__isnull=False)
                | (~models.Q(status=Status.VERIFIED) & models.Q(verified_by__isnull=True))
            ),
        ),
    ]


def queue_indexes(noun: str) -> list[models.Index]:
    """The indexes that keep the queues and the export fast at a million items."""
    return [
        models.Index(
            fields=["project", "submitted_at", "id"],
            name=f"{noun}_queue",
            condition=models.Q(status__in=[Status.SUBMITTED, Status.IN_REVIEW, Status.DISPUTED]),
        ),
        models.Index(
            fields=["project", "verified_at", "id"],
            name=f"{noun}_verified",
            condition=models.Q(status=Status.VERIFIED),
        ),
        # Disputes are few and asked for first: without their own index all that waits is read to find none.
        models.Index(
            fields=["project", "submitted_at", "id"],
            name=f"{noun}_disputed",
            condition=models.Q(status=Status.DISPUTED),
        ),
        models.Index(fields=["project", "status"], name=f"{noun}_status"),
    ]


def filter_indexes(noun: str, *, search: list[str]) -> list[models.Index]:
    """The indexes that keep an export narrowed to few of a million verified items fast.

    `search` are the fields of which any part may be asked for. Besides finding the rows, an index over an
    expression lets Postgres count how common its values are, and so choose between it and the order.
    """
    verified = models.Q(status=Status.VERIFIED)
    return [
        models.Index(fields=["project", "confidence"], name=f"{noun}_sure", condition=verified),
        models.Index(fields=["project", "reviewer_confidence"], name=f"{noun}_upheld", condition=verified),
        *(
            GinIndex(
                OpClass(Upper(field), name="gin_trgm_ops"), name=f"{noun}_{field}_part", condition=verified
            )
            for field in search
        ),
    ]
