from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from claims.choices import ClaimType, FamilyState, Status
from claims.models.base import Noun
from claims.models.project import Project
from claims.models.tag import Tag, filter_indexes, queue_indexes, tag_constraints
from claims.models.verdict import Verdict
from claims.querysets import ProjectRowQuerySet, TagQuerySet

VERIFIED = models.Q(status=Status.VERIFIED)


class ClaimFamily(Noun):
    """Claims that say the same; each keeps its own verdict."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="families")
    statement = models.TextField(blank=True)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "claim families"

    def __str__(self) -> str:
        return self.statement


class Claim(Tag):
    """A tagged claim, its verdict and where it stands."""

    statement = models.TextField(blank=True, help_text="The claim in one self-contained sentence")
    claimant = models.CharField(max_length=300, blank=True)
    claimant_role = models.CharField(max_length=300, blank=True)
    claim_date_from = models.DateField(null=True, blank=True)
    claim_date_to = models.DateField(null=True, blank=True)
    claim_type = models.CharField(max_length=20, choices=ClaimType.choices, blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    verdict = models.ForeignKey(Verdict, models.PROTECT, null=True, blank=True, related_name="claims")
    rationale = models.TextField(blank=True)
    search_record = models.TextField(blank=True, help_text="What was searched, where and when")
    family = models.ForeignKey(ClaimFamily, models.SET_NULL, null=True, blank=True, related_name="claims")
    family_state = models.CharField(max_length=20, choices=FamilyState.choices, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "start", "end"]
        indexes = [
            *queue_indexes("claim"),
            *filter_indexes("claim", search=["claimant", "quote", "statement"]),
            GinIndex(fields=["tags"], name="claim_tagged", condition=VERIFIED),
            models.Index(
                fields=["project", "verdict", "verified_at", "id"], name="claim_verdict", condition=VERIFIED
            ),
            models.Index(
                fields=["project", "claim_type", "verified_at", "id"], name="claim_type", condition=VERIFIED
            ),
        ]
        constraints = [
            *tag_constraints("claim"),
            models.CheckConstraint(
                name="claim_verified_has_verdict_and_confidence",
                condition=~models.Q(status=Status.VERIFIED)
                | models.Q(verdict__isnull=False, confidence__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_date_in_order",
                condition=models.Q(claim_date_from__isnull=True, claim_date_to__isnull=True)
                | models.Q(claim_date_from__lte=models.F("claim_date_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.statement or self.quote
