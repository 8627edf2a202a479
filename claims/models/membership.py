from django.conf import settings
from django.db import models

from claims.choices import Role
from claims.models.base import Noun
from claims.models.project import Project
from claims.querysets import MembershipQuerySet


class Membership(Noun):
    """One person's role in one project; it ends, and stays as a record."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"],
                condition=models.Q(ended_at__isnull=True),
                name="membership_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
