from decimal import Decimal

from django.contrib.postgres.fields import DecimalRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Upper

from claims.choices import FigureKind, Modifier, Nature, Status
from claims.models.claim import Claim
from claims.models.tag import Tag, filter_indexes, queue_indexes, tag_constraints
from claims.querysets import TagQuerySet

VERIFIED = models.Q(status=Status.VERIFIED)


def amount() -> "models.DecimalField[Decimal | None, Decimal | None]":
    """One bound of a figure; empty where the figure is open on that side."""
    return models.DecimalField(max_digits=40, decimal_places=10, null=True, blank=True)


def possible_values() -> models.Func:
    """The values that a figure may have, as a range of Postgres that is closed where a bound is known."""
    bounds = ("value_low", "value_high", models.Value("[]"))
    return models.Func(*bounds, function="numrange", output_field=DecimalRangeField())


class Figure(Tag):
    """A tagged figure: the faithful transcription of a quantity, with whom it is attributed to."""

    numeral_start = models.PositiveIntegerField()
    numeral_end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=FigureKind.choices)
    value_low = amount()
    value_high = amount()
    modifier = models.CharField(max_length=20, choices=Modifier.choices, default=Modifier.EXACT)
    measure = models.CharField(max_length=60, blank=True)
    counted = models.CharField(max_length=200, blank=True)
    qualifier = models.CharField(max_length=200, blank=True)
    base = models.CharField(max_length=300, blank=True)
    scope_place = models.CharField(max_length=200, blank=True)
    scope_group = models.CharField(max_length=200, blank=True)
    as_of_from = models.DateField(null=True, blank=True)
    as_of_to = models.DateField(null=True, blank=True)
    nature = models.CharField(max_length=20, choices=Nature.choices, blank=True)
    stated_by = models.CharField(max_length=300, blank=True)
    reported_by = models.CharField(max_length=300, blank=True)
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True, blank=True, related_name="figures")

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "start", "end"]
        indexes = [
            *queue_indexes("figure"),
            *filter_indexes("figure", search=["quote"]),
            models.Index("project", Upper("measure"), name="figure_measure", condition=VERIFIED),
            models.Index("project", Upper("counted"), name="figure_counted", condition=VERIFIED),
            GistIndex(possible_values(), name="figure_values", condition=VERIFIED),
            models.Index(
                fields=["project", "counted", "measure", "qualifier"],
                name="figure_comparison",
                condition=~models.Q(counted=""),
            ),
        ]
        constraints = [
            *tag_constraints("figure"),
            models.CheckConstraint(
                name="figure_numeral_inside",
                condition=models.Q(numeral_start__gte=models.F("start"))
                & models.Q(numeral_end__gt=models.F("numeral_start"))
                & models.Q(numeral_end__lte=models.F("end")),
            ),
            models.CheckConstraint(
                name="figure_has_a_bound",
                condition=models.Q(value_low__isnull=False) | models.Q(value_high__isnull=False),
            ),
            models.CheckConstraint(
                name="figure_bounds_ordered",
                condition=models.Q(value_low__isnull=True)
                | models.Q(value_high__isnull=True)
                | models.Q(value_low__lte=models.F("value_high")),
            ),
            models.CheckConstraint(
                name="figure_as_of_in_order",
                condition=models.Q(as_of_from__isnull=True, as_of_to__isnull=True)
                | models.Q(as_of_from__lte=models.F("as_of_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.quote
