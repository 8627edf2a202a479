from django.contrib.admin.apps import AdminConfig


class AnnotatorAdminConfig(AdminConfig):
    """Django's admin with the desk's own site, which signs people in as the rest of the product does."""

    default_site = "claims.admin.site.DeskSite"

    def ready(self) -> None:
        """Tie the tasks to our Celery application wherever Django runs."""
        super().ready()
        from annotator import celery  # noqa: F401
