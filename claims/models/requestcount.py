from django.db import models

from claims.models.token import ApiToken


class RequestCount(models.Model):
    """How many requests a token has made in its present minute. The table isn't logged: it may be lost."""

    token = models.OneToOneField(ApiToken, models.CASCADE, primary_key=True, related_name="+")
    window = models.BigIntegerField(help_text="The minute, counted from 1970")
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.used} of {self.token}"
