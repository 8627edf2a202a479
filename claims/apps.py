from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The one app of the product."""

    name = "claims"

    def ready(self) -> None:
        """Tie the two database roles to `manage.py migrate`, and put the rows into the desk's admin."""
        from claims import database_roles

        database_roles.connect()
        # After the models stand; the admin's own discovery would come while its site is being made.
        from claims.admin import desk  # noqa: F401
