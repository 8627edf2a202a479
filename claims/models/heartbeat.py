from django.db import models


class Heartbeat(models.Model):
    """When the workers last gave a sign of life; pages say so when it is long ago."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%H:%M:%S}"
