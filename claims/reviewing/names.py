"""The names behind the identifiers in events, looked up at once for a whole history."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from claims.models import Claim, Event, Source, User, Verdict

NAMED: dict[str, Any] = {
    "verdict_id": Verdict,
    "source_id": Source,
    "claim_id": Claim,
    "annotator_id": User,
    "reviewer_id": User,
}


class Names:
    """What to call the rows that events point to, and the people who made them."""

    def __init__(self, events: Iterable[Event]) -> None:
        wanted: dict[Any, set[str]] = defaultdict(set)
        for event in events:
            if event.actor_id:
                wanted[User].add(str(event.actor_id))
            for row in (event.before, event.after):
                for name, model in NAMED.items():
                    if row and row.get(name):
                        wanted[model].add(row[name])
        self._names = {
            model: {str(row.pk): str(row) for row in model.objects.filter(pk__in=pks)}
            for model, pks in wanted.items()
        }

    def person(self, pk: Any) -> str:
        """The name of a user, empty where nobody did it."""
        return self._of(User, pk)

    def value(self, field: str, value: Any) -> str:
        """A field's value in words."""
        if value in (None, "", [], {}):
            return ""
        if field in NAMED:
            return self._of(NAMED[field], value)
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def _of(self, model: Any, pk: Any) -> str:
        return self._names.get(model, {}).get(str(pk), "") if pk else ""
