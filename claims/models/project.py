from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from claims.models.base import Noun
from claims.querysets import ProjectQuerySet


class Project(Noun):
    """A team's space."""

    name = models.CharField(max_length=200)
    guidelines = models.TextField(blank=True)
    language = models.CharField(max_length=35, default="en")
    annotators_per_article = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    reviewers_required = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    blind = models.BooleanField(default=False, help_text="Annotators don't see each other's work.")
    publishing_organisation = models.CharField(max_length=200, blank=True)
    publishing_url = models.URLField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ChangeCounter(models.Model):
    """The number of the last change of a project that other systems were told of.

    It is counted up last in the transaction of each decision. Its row stays locked until that
    transaction ends, so the order of the numbers is the order of the commits; a sequence's isn't.
    """

    project = models.OneToOneField(Project, models.CASCADE, primary_key=True, related_name="change_counter")
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.value} changes"
