from django.conf import settings
from django.db import models

from claims.querysets import ProjectRowQuerySet


class Event(models.Model):
    """Who changed what, before and after, when and why.

    Rows are written by the database's own trigger `record_event`, which runs with the rights of the
    tables' owner; the application's role may only read them.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    project = models.ForeignKey(
        "Project", models.DO_NOTHING, null=True, db_constraint=False, related_name="events"
    )
    noun = models.CharField(max_length=60, help_text="The table without its prefix: claim, evidence ...")
    row = models.CharField(max_length=40, help_text="The row's identifier")
    claim = models.ForeignKey(
        "Claim", models.DO_NOTHING, null=True, db_constraint=False, related_name="events"
    )
    figure = models.ForeignKey(
        "Figure", models.DO_NOTHING, null=True, db_constraint=False, related_name="events"
    )
    operation = models.CharField(max_length=6)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    transaction = models.BigIntegerField(help_text="What has the same number was one decision")

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["claim", "id"], name="event_of_claim"),
            models.Index(fields=["figure", "id"], name="event_of_figure"),
            models.Index(fields=["project", "id"], name="event_of_project"),
            models.Index(fields=["row", "id"], name="event_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.noun} {self.row}"
