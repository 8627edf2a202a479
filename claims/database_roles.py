"""The two database roles: the owner of the tables migrates; the application can't change history.

`manage.py migrate` runs as the owner. Before it, the application's role is made if it is missing; after
it, the role is granted the rows, and of the history only reading: the history's trigger writes with the
owner's rights.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.db.models.signals import post_migrate, pre_migrate
from psycopg import sql

READ_ONLY_TABLES = ["claims_event"]


def connect() -> None:
    """Tie the roles to `manage.py migrate`."""
    from django.apps import apps

    claims = apps.get_app_config("claims")
    pre_migrate.connect(make_role, sender=claims, dispatch_uid="claims.make_role")
    # The last app's signal would do as well: what is granted is granted for the tables that stand by then.
    post_migrate.connect(grant_rows, dispatch_uid="claims.grant_rows")


def make_role(using: str, **_: Any) -> None:
    """Make the application's role, with its password, where it is missing.

    Raises CommandError when the connection is the application's own role, which may not migrate.
    """
    role, password = settings.DATABASE_APP_ROLE, settings.DATABASE_APP_PASSWORD
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        current, exists = cursor.fetchone()
        if current == role:
            message = (
                f"Migrate as the owner of the tables: DATABASE_URL names {role}, the application's role."
            )
            raise CommandError(message)
        if not exists:
            _create_role(cursor, role)
        if password:
            statement = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}")
            cursor.execute(statement.format(sql.Identifier(role), sql.Literal(password)))


def grant_rows(using: str, **_: Any) -> None:
    """Grant the application's role the rows of all tables, and of the history only reading."""
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == settings.DATABASE_APP_ROLE:
            return
        for statement in [
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        ]:
            cursor.execute(sql.SQL(statement).format(role))
        for table in READ_ONLY_TABLES:
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                statement = "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}"
                cursor.execute(sql.SQL(statement).format(sql.Identifier(table), role))


def _create_role(cursor: Any, role: str) -> None:
    try:
        cursor.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    except DatabaseError as error:
        if "already exists" not in str(error):
            raise
