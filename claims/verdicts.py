"""A project's verdict scale: steps added, worded anew, and removed while nothing uses them."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils.text import slugify

from claims.models import Project, User, Verdict
from claims.permissions import require
from claims.refusals import Conflict, Invalid, Missing
from claims.workflow import assign, decision

# Key, label, rating from 1 to 5, and whether a record of the search will do in place of evidence.
DEFAULT_SCALE = (
    ("supported", "Supported", 5, False),
    ("refuted", "Refuted", 1, False),
    ("not_enough_evidence", "Not enough evidence", None, True),
    ("conflicting_evidence", "Conflicting evidence or cherry-picked", None, False),
)
FIELDS = frozenset({"label", "rating", "search_suffices", "ordinal"})
RATINGS = range(1, 6)


def default_scale(project: Project) -> list[Verdict]:
    """The scale that a project begins with, not saved yet."""
    return [
        Verdict(
            project=project, key=key, label=label, rating=rating, search_suffices=suffices, ordinal=ordinal
        )
        for ordinal, (key, label, rating, suffices) in enumerate(DEFAULT_SCALE)
    ]


def add_verdict(user: User, *, project: Project, fields: dict[str, Any]) -> Verdict:
    """A new step at the end of the scale; its key is made from its label and never changes.

    Raises Missing, Forbidden, Invalid, Conflict when the scale has it already.
    """
    with decision(user, "verdict added"):
        require(user, "project.change", project)
        last = Verdict.objects.filter(project=project).aggregate(Max("ordinal"))["ordinal__max"]
        verdict = Verdict(project=project, key=slugify(fields.get("label", "")).replace("-", "_")[:60])
        verdict.ordinal = 0 if last is None else last + 1
        assign(verdict, {"label": ""} | fields, allowed=FIELDS)
        _check(verdict)
        try:
            with transaction.atomic():
                verdict.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict("The scale has this verdict already.", code="verdict_taken") from error
        return verdict


def change_verdict(user: User, *, pk: UUID, fields: dict[str, Any]) -> Verdict:
    """Word a step anew, or say differently what it needs. Raises Missing, Forbidden, Invalid."""
    with decision(user, "verdict changed"):
        verdict = _locked(user, pk)
        written = assign(verdict, fields, allowed=FIELDS)
        _check(verdict)
        if written:
            verdict.save(update_fields=written)
        return verdict


def remove_verdict(user: User, *, pk: UUID) -> None:
    """Remove a step that no claim and no review ever had; raises Missing, Forbidden, Conflict."""
    with decision(user, "verdict removed"):
        verdict = _locked(user, pk)
        try:
            with transaction.atomic():
                verdict.delete()
        except ProtectedError as error:
            raise Conflict(
                "Claims have this verdict, so it stays on the scale.", code="verdict_used"
            ) from error


def _locked(user: User, pk: UUID) -> Verdict:
    verdict: Verdict | None = (
        Verdict.objects.visible_to(user).select_for_update(of=("self",)).filter(pk=pk).first()
    )
    if verdict is None:
        raise Missing
    require(user, "project.change", verdict)
    return verdict


def _check(verdict: Verdict) -> None:
    if not verdict.label.strip() or not verdict.key:
        raise Invalid({"label": ["Give the verdict a name with letters."]})
    if verdict.rating is not None and verdict.rating not in RATINGS:
        raise Invalid({"rating": ["From 1 (worst) to 5 (best), or empty."]})
