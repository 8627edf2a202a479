"""What rows are looked up by, beside Django's own."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Lookup, UUIDField


@UUIDField.register_lookup
class AnyOf(Lookup):
    """`pk__any_of=ids`: what `pk__in=ids` says, in one array.

    A thousand ids as a thousand parameters take longer to write and to parse than the rows to be found. No
    ids are no query.
    """

    lookup_name = "any_of"

    def get_prep_lookup(self) -> list[Any]:
        """The ids as a list."""
        return list(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One parameter, an array."""
        return "%s::uuid[]", (value,)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition and its parameters."""
        if not self.rhs:
            raise EmptyResultSet
        column, before = self.process_lhs(compiler, connection)
        ids, parameters = self.process_rhs(compiler, connection)
        return f"{column} = ANY({ids})", (*before, *parameters)
