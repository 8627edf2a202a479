"""The claims and figures of a project that moves in, with their evidence.

They arrive as submitted, in the importer's name. What the file says about people, verdicts, reviews and
where each item stood is kept with it as its foreign attribution. What is here already, or was deleted here,
is left alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from claims.choices import FamilyState, Status
from claims.importing.articles import make_articles
from claims.importing.documents import Unreadable
from claims.importing.drafts import Draft, Outcome, text_hash
from claims.importing.moving.articles import complete_article
from claims.importing.moving.identity import ids_here, settled, taken_fields
from claims.importing.moving.lines import WORK
from claims.models import (
    ArticleRevision,
    Claim,
    Contribution,
    Evidence,
    Figure,
    ImportItem,
    ImportJob,
    Verdict,
)
from claims.workflow import decision

CLAIM_FIELDS = (
    *("statement", "claimant", "claimant_role", "claim_date_from", "claim_date_to", "claim_type", "tags"),
    *("rationale", "search_record"),
)
FIGURE_FIELDS = (
    *("numeral_start", "numeral_end", "kind", "value_low", "value_high", "modifier", "measure", "counted"),
    *("qualifier", "base", "scope_place", "scope_group", "as_of_from", "as_of_to", "nature", "stated_by"),
    "reported_by",
)
TAG_FIELDS = ("start", "end", "quote", "layer", "confidence", "recheck_on")
EVIDENCE_FIELDS = ("question", "stance", "quote", "locator", "credibility", "note")
SAID = (
    *("id", "status", "annotator", "foreign_annotator", "verified_by", "verdict", "confidence"),
    *("reviewer_confidence", "created_at", "updated_at", "submitted_at", "verified_at", "family_state"),
    *("reviews", "foreign_attribution"),
)
NO_SUCH_VERDICT = "verdicts_not_on_scale"
Given = Mapping[str, Any]


def bring_work(job: ImportJob, drafts: Iterable[Draft]) -> tuple[list[Outcome], dict[UUID, Unreadable]]:
    """Make and complete the articles of `drafts`, which came with a project, and make their tags.

    What became of each, and why not, by item. Each item in one transaction: one that can't be brought leaves
    no article. Doing it again changes nothing.
    """
    outcomes: list[Outcome] = []
    failures: dict[UUID, Unreadable] = {}
    by_item: dict[UUID, list[Draft]] = {}
    for draft in drafts:
        by_item.setdefault(draft.item_id, []).append(draft)
    # Two workers with the same texts wait for each other, so all take them in one order.
    for item_id, its_drafts in sorted(by_item.items(), key=lambda one: text_hash(one[1][0].document.text)):
        try:
            outcomes += _bring_item(job, item_id, its_drafts)
        except Unreadable as error:
            failures[item_id] = error
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            failures[item_id] = Unreadable("bad_line", f"The export isn't complete: {error!r}"[:500])
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "")[:2] not in {"22", "23"}:
                raise  # the database's trouble, not the file's
            failures[item_id] = Unreadable("bad_value", f"It breaks a rule: {_rule(error)}.")
    return outcomes, failures


def _bring_item(job: ImportJob, item_id: UUID, drafts: Sequence[Draft]) -> list[Outcome]:
    with decision(job.created_by, "imported"):
        outcomes = make_articles(job.project, drafts)
        off_scale = sum(_brought(job, outcome) for outcome in outcomes)
        # Now, not with the commit: what points nowhere fails by itself, not with its whole turn.
        connection.check_constraints()
        if off_scale:
            ImportItem.objects.filter(pk=item_id).update(canonical_changes={NO_SUCH_VERDICT: off_scale})
    return outcomes


def _brought(job: ImportJob, outcome: Outcome) -> int:
    """Bring the work on one article; how many verdicts the project's scale doesn't have."""
    complete_article(outcome)
    work = outcome.draft.document.extra[WORK]
    given = work["article"]
    hashes = {revision["number"]: revision["text_hash"] for revision in given["revisions"]}
    found = ArticleRevision.objects.filter(project=job.project, text_hash__in=hashes.values())
    by_hash = dict(found.values_list("text_hash", "pk"))
    revisions = {number: by_hash[digest] for number, digest in hashes.items() if digest in by_hash}
    mover = _Mover(job, work["project"], revisions)
    claims = mover.bring_claims(given["claims"])
    mover.bring_figures(given["figures"], claims)
    return mover.off_scale


class _Mover:
    """Makes the tags of one article."""

    def __init__(self, job: ImportJob, origin: Given, revisions: Mapping[int, UUID]) -> None:
        self._job = job
        self._origin = dict(origin)
        self._revisions = revisions
        self._verdicts = dict(Verdict.objects.filter(project=job.project).values_list("key", "pk"))
        self.off_scale = 0

    def bring_claims(self, given: Sequence[Given]) -> dict[str, UUID]:
        """Make the claims; their identifiers here by those in the file."""
        ids = ids_here(self._job.project_id, Claim, (str(one["id"]) for one in given))
        self._store(Claim, given, ids, self._claim_fields)
        return ids

    def bring_figures(self, given: Sequence[Given], claims: Mapping[str, UUID]) -> None:
        """Make the figures, each with its claim if that is here."""
        ids = ids_here(self._job.project_id, Figure, (str(one["id"]) for one in given))
        here = set(Claim.objects.filter(pk__in=claims.values()).values_list("pk", flat=True))

        def fields(one: Given) -> dict[str, Any]:
            claim = claims.get(str(one.get("claim")))
            return taken_fields(Figure, FIGURE_FIELDS, one) | {"claim_id": claim if claim in here else None}

        self._store(Figure, given, ids, fields)

    def _claim_fields(self, one: Given) -> dict[str, Any]:
        fields = taken_fields(Claim, CLAIM_FIELDS, one)
        if verdict := one.get("verdict"):
            fields["verdict_id"] = self._verdicts.get(verdict)
            self.off_scale += verdict not in self._verdicts
        # That claims say the same is for a person here to confirm.
        if one.get("family") and one.get("family_state") in {FamilyState.PROPOSED, FamilyState.CONFIRMED}:
            fields |= {"family_id": UUID(one["family"]), "family_state": FamilyState.PROPOSED}
        return fields

    def _store(self, model: Any, given: Sequence[Given], ids: Mapping[str, UUID], fields: Any) -> None:
        known = settled(model, ids.values())
        fresh = [one for one in given if ids[str(one["id"])] not in known]
        tags = [model(pk=ids[str(one["id"])], **self._tag_fields(model, one), **fields(one)) for one in fresh]
        model.objects.bulk_create(tags, batch_size=500, ignore_conflicts=True)
        stored = set(model.objects.filter(pk__in=[tag.pk for tag in tags]).values_list("pk", flat=True))
        made = [one for one in fresh if ids[str(one["id"])] in stored]
        noun = str(model._meta.model_name)
        Contribution.objects.bulk_create(
            [Contribution(**{f"{noun}_id": pk, "user_id": self._job.created_by_id}) for pk in stored],
            batch_size=500,
        )
        self._store_evidence(noun, made, ids)
        for one in made:
            into = ids.get(str(one.get("adjudicated_into")))
            if into in stored and into != ids[str(one["id"])]:
                model.objects.filter(pk=ids[str(one["id"])]).update(adjudicated_into=into)

    def _tag_fields(self, model: Any, one: Given) -> dict[str, Any]:
        """What claims and figures share; who is known to have made it elsewhere tells equal spans apart."""
        maker = one.get("foreign_annotator") or one["annotator"]["id"]
        said = {name: one.get(name) for name in SAID}
        said["evidence_added_by"] = [
            {"id": evidence.get("id"), **evidence["added_by"]} for evidence in one["evidence"]
        ]
        return taken_fields(model, TAG_FIELDS, one) | {
            "project_id": self._job.project_id,
            "revision_id": self._revisions[one["revision"]],
            "annotator_id": self._job.created_by_id,
            "foreign_annotator": str(maker)[:100],
            "status": Status.SUBMITTED,
            "submitted_at": timezone.now(),
            "foreign_attribution": {"import": str(self._job.pk), "project": self._origin, **said},
        }

    def _store_evidence(self, noun: str, made: Iterable[Given], ids: Mapping[str, UUID]) -> None:
        Evidence.objects.bulk_create(
            [
                Evidence(
                    **{f"{noun}_id": ids[str(one["id"])], "source_id": UUID(evidence["source"])},
                    **taken_fields(Evidence, EVIDENCE_FIELDS, evidence),
                    added_by_id=self._job.created_by_id,
                )
                for one in made
                for evidence in one["evidence"]
            ],
            batch_size=500,
        )


def _rule(error: DatabaseError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return (
        getattr(diagnosis, "constraint_name", None) or getattr(diagnosis, "message_primary", "") or "unknown"
    )
