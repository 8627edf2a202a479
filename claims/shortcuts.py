"""Every action that a key can start, and the keys that a person gave them instead of the usual ones.

A person's keys are kept with their account. In one place no key does two things: what would is refused.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from claims.models import User
from claims.refusals import Conflict, Forbidden, Invalid
from claims.workflow import decision

KEY = re.compile(r"(?:Mod\+)?(?:Alt\+)?(?:Shift\+)?(?:[^\sA-Z\x00-\x1f]|[A-Z][A-Za-z]{1,15}|F[0-9]{1,2})")
KEPT_FOR_CONTROLS = {"Tab", "Shift+Tab", "Enter", "Space"}


class Place(StrEnum):
    """A page that has keys of its own."""

    EVERYWHERE = "everywhere"
    WORKSPACE = "workspace"
    QUEUE = "queue"
    DECISION = "decision"
    CUTS = "cuts"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An action that a key starts: its identifier, usual key ("" for none), name and group."""

    id: str
    key: str
    label: Any
    group: Any
    place: Place

    def meets(self, other: "Shortcut") -> bool:
        """Whether both can be there on one page."""
        return self.place == other.place or Place.EVERYWHERE in {self.place, other.place}


def _group(place: Place, group: Any, *actions: tuple[str, str, Any]) -> list[Shortcut]:
    return [Shortcut(name, key, label, group, place) for name, key, label in actions]


_ = gettext_lazy
SHORTCUTS = [
    *_group(
        Place.WORKSPACE,
        _("Reading"),
        ("next-sentence", "j", _("Next sentence")),
        ("previous-sentence", "k", _("Previous sentence")),
        ("sentence-down", "ArrowDown", _("Next sentence, in the text")),
        ("sentence-up", "ArrowUp", _("Previous sentence, in the text")),
        ("next-word", "ArrowRight", _("Next word")),
        ("previous-word", "ArrowLeft", _("Previous word")),
        ("next-tag", "t", _("Next tag")),
        ("previous-tag", "Shift+t", _("Previous tag")),
        ("split", "Shift+Enter", _("Split the sentence before the selection")),
        ("join", "Shift+j", _("Join with the next sentence")),
    ),
    *_group(
        Place.WORKSPACE,
        _("Suggestions"),
        ("next-suggestion", "n", _("Next suggestion")),
        ("previous-suggestion", "p", _("Previous suggestion")),
        ("accept", "a", _("Accept the suggestion")),
        ("change", "e", _("Change: go into the form")),
        ("dismiss", "x", _("Dismiss the suggestion")),
    ),
    *_group(
        Place.WORKSPACE,
        _("Tagging"),
        ("tag-claim", "c", _("Tag as a claim")),
        ("tag-figure", "f", _("Tag as a figure")),
        ("extend", "Shift+ArrowRight", _("Edge one word on")),
        ("shrink", "Shift+ArrowLeft", _("Edge one word back")),
        ("extend-character", "Alt+Shift+ArrowRight", _("Edge one character on")),
        ("shrink-character", "Alt+Shift+ArrowLeft", _("Edge one character back")),
        ("other-edge", "o", _("Move the other edge")),
        ("source", "s", _("Find a source")),
        ("last-source", "Shift+s", _("Add the source used last")),
        ("comment", "m", _("Write a comment")),
        ("verdict", "v", _("Next verdict")),
        ("confidence-10", "1", _("Confidence 10 %")),
        ("confidence-20", "2", _("Confidence 20 %")),
        ("confidence-30", "3", _("Confidence 30 %")),
        ("confidence-40", "4", _("Confidence 40 %")),
        ("confidence-50", "5", _("Confidence 50 %")),
        ("confidence-60", "6", _("Confidence 60 %")),
        ("confidence-70", "7", _("Confidence 70 %")),
        ("confidence-80", "8", _("Confidence 80 %")),
        ("confidence-90", "9", _("Confidence 90 %")),
        ("confidence-100", "0", _("Confidence 100 %")),
        ("delete", "Delete", _("Delete the tag")),
        ("let-go", "Escape", _("Let go of what is chosen")),
        ("undo", "Mod+z", _("Undo")),
        ("redo", "Mod+Shift+z", _("Redo")),
        ("submit", "Mod+Enter", _("Submit and go on")),
        ("take-back", "", _("Take the submission back")),
    ),
    *_group(
        Place.QUEUE,
        _("Review"),
        ("queue-next", "n", _("Take the next item")),
        ("queue-down", "j", _("Down the list")),
        ("queue-up", "k", _("Up the list")),
    ),
    *_group(
        Place.DECISION,
        _("Decision"),
        ("decide-verify", "v", _("Verify")),
        ("decide-return", "r", _("Return with a comment")),
        ("decide-dispute", "d", _("Dispute")),
        ("decide-reject", "x", _("Reject")),
        ("decide-take", "t", _("Take it")),
        ("decide-release", "g", _("Give it back undecided")),
        ("decide-confidence", "c", _("Give your confidence")),
        ("decide-reason", "m", _("Write the reason")),
        ("decide-fix", "f", _("Fix it and hand it on")),
    ),
    *_group(
        Place.CUTS,
        _("Cuts"),
        ("cut-begin", "b", _("An article begins at this line")),
        ("cut-continue", "c", _("The article continues with this line")),
        ("cut-out", "o", _("Leave this line out")),
        ("cut-next", "n", _("Go to the next line that begins an article")),
    ),
    *_group(
        Place.EVERYWHERE,
        _("Everywhere"),
        ("shortcuts", "?", _("Show the keyboard shortcuts")),
        ("palette", "Mod+k", _("Find an action or a page")),
    ),
]
BY_ID = {shortcut.id: shortcut for shortcut in SHORTCUTS}


def keys_of(user: Any) -> dict[str, str]:
    """The key of each action for `user`; "" for none."""
    changed = _kept(user)["keys"]
    return {shortcut.id: changed.get(shortcut.id, shortcut.key) for shortcut in SHORTCUTS}


def letters_on(user: Any) -> bool:
    """Whether keys without Ctrl or Cmd do something (WCAG 2.1.4)."""
    return bool(_kept(user)["letters_on"])


def shortcuts_on(place: str, user: Any) -> dict[str, Any]:
    """What the page of a place needs: its actions with the person's keys, and whether letters are on."""
    keys = keys_of(user)
    actions = [
        {"id": one.id, "key": keys[one.id], "usual": one.key, "label": one.label, "group": one.group}
        for one in SHORTCUTS
        if one.place in {place, Place.EVERYWHERE}
    ]
    return {"actions": actions, "letters_on": letters_on(user)}


def change_shortcuts(user: User, *, keys: dict[str, str | None], letters: bool | None = None) -> None:
    """Give actions other keys: "" for none, None for the usual one; what isn't named stays as it is.

    Raises Invalid for an unknown action or a key that can't be one, and Conflict where a key is taken.
    """
    with decision(user, "shortcuts changed"):
        kept = _locked(user)
        changed = kept["keys"]
        for name, key in keys.items():
            _check(name, key)
            if key is None or key == BY_ID[name].key:
                changed.pop(name, None)
            else:
                changed[name] = key
        now = {one.id: changed.get(one.id, one.key) for one in SHORTCUTS}
        for name in keys:
            _refuse_clash(BY_ID[name], now)
        _keep(user, {"keys": changed, "letters_on": kept["letters_on"] if letters is None else letters})


def reset_shortcuts(user: User) -> None:
    """Back to the usual keys."""
    with decision(user, "shortcuts reset"):
        _keep(user, {"keys": {}, "letters_on": _locked(user)["letters_on"]})


def _check(name: str, key: str | None) -> None:
    if name not in BY_ID:
        raise Invalid({name[:100]: [gettext("There is no such action.")]}, code="unknown_action")
    if key and (key in KEPT_FOR_CONTROLS or not KEY.fullmatch(key)):
        raise Invalid({name: [gettext("This can't be a shortcut.")]}, code="no_key")


def _refuse_clash(changing: Shortcut, now: dict[str, str]) -> None:
    key = now[changing.id]
    for other in SHORTCUTS:
        if key and other.id != changing.id and now[other.id] == key and changing.meets(other):
            message = gettext("{key} already does: {label}").format(key=key, label=other.label)
            raise Conflict(message, code="shortcut_taken", action=other.id)


def _kept(user: Any) -> dict[str, Any]:
    # Whoever isn't signed in has the usual keys.
    preferences: dict[str, Any] = getattr(user, "preferences", {})
    return {"keys": {}, "letters_on": True} | preferences.get("shortcuts", {})


def _locked(user: User) -> dict[str, Any]:
    if user.token_project_id is not None:
        raise Forbidden("A token opens one project. Sign in to change your shortcuts.")
    user.preferences = User.objects.select_for_update().values_list("preferences", flat=True).get(pk=user.pk)
    return _kept(user)


def _keep(user: User, kept: dict[str, Any]) -> None:
    user.preferences = user.preferences | {"shortcuts": kept}
    user.save(update_fields=["preferences"])
