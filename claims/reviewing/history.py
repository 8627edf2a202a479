"""The history of one item, as sentences, and its state at any earlier time.

What the database's triggers recorded in one transaction of one person was one decision, and is told as
one entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext

from claims.choices import Credibility, FigureKind, Modifier, ReviewDecision, Stance, Status
from claims.models import Event
from claims.reviewing.names import Names
from claims.workflow import Item

SHOWN = {
    "statement": "statement",
    "quote": "tagged words",
    "claimant": "claimant",
    "claimant_role": "claimant’s role",
    "claim_date_from": "beginning of the claim’s date",
    "claim_date_to": "end of the claim’s date",
    "claim_type": "type",
    "tags": "tags",
    "verdict_id": "verdict",
    "rationale": "rationale",
    "search_record": "record of the search",
    "confidence": "confidence",
    "recheck_on": "re-check date",
    "kind": "kind",
    "value_low": "lowest value",
    "value_high": "highest value",
    "modifier": "modifier",
    "measure": "measure",
    "counted": "counted thing",
    "qualifier": "qualifier",
    "base": "base",
    "scope_place": "place",
    "scope_group": "group",
    "as_of_from": "beginning of its time",
    "as_of_to": "end of its time",
    "nature": "nature",
    "stated_by": "who states it",
    "reported_by": "who reports it",
    "claim_id": "claim",
    "source_id": "source",
    "question": "question",
    "stance": "stance",
    "locator": "locator",
    "credibility": "credibility",
    "note": "note",
}
LABELS: dict[str, Any] = {
    "kind": FigureKind, "modifier": Modifier, "stance": Stance, "credibility": Credibility, "status": Status,
}  # fmt: skip
MOVES = {
    ("draft", "submitted"): "submitted it",
    ("returned", "submitted"): "submitted it again",
    ("submitted", "draft"): "took the submission back",
    ("submitted", "in_review"): "took it for review",
    ("disputed", "in_review"): "took it for review",
    ("in_review", "submitted"): "gave it back to the queue",
    ("in_review", "disputed"): "gave it back to the queue",
    ("returned", "draft"): "took it up again",
    ("verified", "submitted"): "sent it back to review",
    ("rejected", "submitted"): "sent it back to review",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's value before and after."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class Entry:
    """One decision: who, when, what as a sentence, why, and the values before and after."""

    last_event: int
    at: datetime
    actor: str
    sentence: str
    reason: str = ""
    comment: str = ""
    changes: list[FieldChange] = field(default_factory=list)


def history_of(item: Item) -> list[Entry]:
    """Every recorded decision on `item`, oldest first. The caller has checked that the reader sees it."""
    events = list(events_of(item))
    names = Names(events)
    decisions = (list(group) for _, group in groupby(events, key=_decision_of))
    return [entry for group in decisions if (entry := _entry(group, names)) is not None]


def events_of(item: Item) -> Any:
    """The recorded events of `item` and of what belongs to it, oldest first."""
    return Event.objects.filter(**{str(item._meta.model_name): item}).order_by("id")


def _decision_of(event: Event) -> tuple[Any, ...]:
    # A load of samples or an import does several people's work in one transaction.
    return event.transaction, event.actor_id, event.reason


def _entry(group: list[Event], names: Names) -> Entry | None:
    deeds: list[str] = []
    changes: list[FieldChange] = []
    comment = ""
    reviewed = any(event.noun == "review" for event in group)
    for event in group:
        deeds += _deeds(event, names, reviewed=reviewed)
        if event.operation == "update":
            changes += _changes(event, names)
        if event.noun in {"review", "comment"} and event.after:
            comment = event.after.get("comment") or event.after.get("text") or comment
    deeds = list(dict.fromkeys(deeds))
    if not deeds:
        return None
    first = group[0]
    actor = names.person(first.actor_id) or gettext("The system")
    joined = ", ".join(deeds[:-1]) + " " + gettext("and") + " " + deeds[-1] if len(deeds) > 1 else deeds[0]
    told = first.reason if first.reason not in comment and first.reason not in MACHINE_REASONS else ""
    return Entry(group[-1].pk, group[-1].at, actor, f"{actor} {joined}.", told, comment, changes)


MACHINE_REASONS = {
    "", "submitted", "verified", "taken for review", "released", "deleted", "suggestion accepted",
    "evidence removed", "submission taken back", "comment",
}  # fmt: skip


def _deeds(event: Event, names: Names, *, reviewed: bool) -> Iterator[str]:
    before, after = event.before or {}, event.after or {}
    if event.noun in {"claim", "figure"}:
        yield from _deeds_on_tag(event, names, reviewed=reviewed)
    elif event.noun == "evidence":
        yield _deed_on_evidence(event, names)
    elif event.noun == "review" and event.operation == "insert":
        yield _deed_of_review(after, names)
    elif event.noun == "comment" and event.operation == "insert":
        yield gettext("commented")
    elif event.noun == "comment" and after.get("resolved_at") and not before.get("resolved_at"):
        yield gettext("settled a comment")
    elif event.noun == "suggestiondecision" and after.get("outcome") in {"accepted", "changed"}:
        yield gettext("took up a suggestion")


def _deeds_on_tag(event: Event, names: Names, *, reviewed: bool) -> Iterator[str]:
    before, after = event.before or {}, event.after or {}
    if event.operation == "insert":
        yield gettext("tagged “%(quote)s”") % {"quote": _short(after["quote"])}
        return
    if event.operation == "delete":
        yield gettext("deleted the tag")
        return
    for change in _changes(event, names):
        words = {"label": change.label, "before": _short(change.before), "after": _short(change.after)}
        if change.before and change.after:
            yield gettext("changed the %(label)s from “%(before)s” to “%(after)s”") % words
        elif change.after:
            yield gettext("set the %(label)s to “%(after)s”") % words
        else:
            yield gettext("cleared the %(label)s “%(before)s”") % words
    if before.get("adjudicated_into_id") != after.get("adjudicated_into_id"):
        yield gettext("merged it into the adjudicated tag")
    move = (before["status"], after["status"])
    if move[0] != move[1] and not reviewed:
        yield _deed_of_move(event, move)


def _deed_of_move(event: Event, move: tuple[str, str]) -> str:
    if event.reason == "lease expired":
        return gettext("gave it back to the queue, because its reviewer’s time ran out")
    return gettext(MOVES[move]) if move in MOVES else gettext("moved it to %(status)s") % {"status": move[1]}


def _deed_of_review(review: dict[str, Any], names: Names) -> str:
    verdict = names.value("verdict_id", review.get("verdict_id"))
    deed = {
        ReviewDecision.VERIFIED: gettext("upheld it"),
        ReviewDecision.REJECTED: gettext("rejected the tag"),
        ReviewDecision.RETURNED: gettext("returned it to its annotator"),
        ReviewDecision.DISPUTED: gettext("disputed it"),
        ReviewDecision.REOPENED: gettext("re-opened it"),
        ReviewDecision.FIXED: gettext("fixed it and handed it on"),
    }[ReviewDecision(review["decision"])]
    if review["decision"] == ReviewDecision.VERIFIED and verdict:
        deed = gettext("upheld the verdict “%(verdict)s”") % {"verdict": verdict}
    if review.get("confidence") is not None:
        deed += " " + gettext("with %(percent)s %% confidence") % {"percent": review["confidence"]}
    return deed


def _deed_on_evidence(event: Event, names: Names) -> str:
    row = event.after or event.before or {}
    words = {
        "source": _short(names.value("source_id", row.get("source_id"))),
        "stance": str(Stance(row["stance"]).label).lower(),
    }
    if event.operation == "insert":
        return pgettext("history", "added evidence from “%(source)s” (%(stance)s)") % words
    if event.operation == "delete":
        return pgettext("history", "removed the evidence from “%(source)s” (%(stance)s)") % words
    return pgettext("history", "changed the evidence from “%(source)s” (%(stance)s)") % words


def _changes(event: Event, names: Names) -> list[FieldChange]:
    before, after = event.before or {}, event.after or {}
    return [
        FieldChange(gettext(label), told(names, name, before.get(name)), told(names, name, after.get(name)))
        for name, label in SHOWN.items()
        if before.get(name) != after.get(name)
    ]


def told(names: Names, name: str, value: Any) -> str:
    """A field's value as the history tells it."""
    if name in LABELS and value in LABELS[name].values:
        return str(LABELS[name](value).label)
    return names.value(name, value)


def _short(text: str) -> str:
    return Truncator(text).chars(140)
