"""An item as it stood at an earlier time, put together from what the database recorded."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from claims.choices import Status
from claims.models import Event
from claims.reviewing.history import SHOWN, events_of, told
from claims.reviewing.names import Names
from claims.workflow import Item


@dataclass(frozen=True, slots=True)
class PastState:
    """The fields and the evidence of an item after one of its events."""

    event: Event
    status: Status
    fields: list[tuple[str, str]]
    evidence: list[list[tuple[str, str]]]


def state_after(item: Item, event_id: int) -> PastState | None:
    """The state of `item` after the event `event_id` of its history; None where there is no such event.

    The caller has checked that the reader sees the item.
    """
    events = list(events_of(item).filter(pk__lte=event_id))
    noun = str(item._meta.model_name)
    rows = [event for event in events if event.noun == noun and event.after]
    if not rows or events[-1].pk != event_id:
        return None
    names = Names(events)
    own: dict[str, Any] = rows[-1].after or {}
    standing: dict[str, dict[str, Any]] = {}
    for event in events:
        if event.noun == "evidence":
            standing.pop(event.row, None)
            if event.after:
                standing[event.row] = event.after
    return PastState(
        events[-1],
        Status(own["status"]),
        _fields(names, own),
        [_fields(names, row) for row in standing.values()],
    )


def _fields(names: Names, row: dict[str, Any]) -> list[tuple[str, str]]:
    values = ((label, told(names, name, row.get(name))) for name, label in SHOWN.items())
    return [(gettext(label).capitalize(), value) for label, value in values if value]
