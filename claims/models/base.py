"""What every noun has."""

from django.db import models

from claims.models.identifiers import uuid7


class Noun(models.Model):
    """A row with a public identifier and the moment at which it was made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


def one_of_claim_and_figure(name: str) -> models.CheckConstraint:
    """The constraint that exactly one of `claim` and `figure` is set."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(claim__isnull=True, figure__isnull=False)
        | models.Q(claim__isnull=False, figure__isnull=True),
    )


def ordered_span(name: str) -> models.CheckConstraint:
    """The constraint that `start` and `end` are a half-open span that is not empty."""
    return models.CheckConstraint(
        name=name, condition=models.Q(start__gte=0) & models.Q(end__gt=models.F("start"))
    )
