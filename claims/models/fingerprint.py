from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from claims.models.article import Article
from claims.models.project import Project


class Fingerprint(models.Model):
    """The keys of an article's text that near duplicates share; see claims.text.similarity."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="fingerprint")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+", db_index=False)
    keys = ArrayField(models.BigIntegerField())
    method = models.CharField(max_length=60)

    class Meta:
        # Each new text is looked up here; a look-up would read the whole list of what isn't sorted in.
        indexes = [GinIndex(fields=["keys"], name="fingerprint_keys", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.method}"
