from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The one app of the product."""

    name = "claims"

    def ready(self) -> None:
        """Tie the two database roles to `manage.py migrate`."""
        from claims import database_roles

        database_roles.connect()
