"""Claims that say the same: proposed by their words and figures, confirmed or refused by a person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.utils import timezone

from claims.choices import ChangeKind, FamilyState, Status
from claims.models import Claim, ClaimFamily, Comment, Project, User
from claims.permissions import require
from claims.refusals import Conflict, Invalid
from claims.text.similarity import (
    ClaimSimilarity,
    claim_fingerprint,
    claim_similarity,
    shared_keys_wanted,
)
from claims.workflow import decision, locked, save_version, tell

# The latest claims are compared, so that a click is answered while one waits.
MOST_CLAIMS = 2_000
# Below these two claims hardly ever say the same.
LEAST_RESEMBLANCE = 0.3
LEAST_SCORE = 0.6
# Claims share a very common key too often for it to tell anything.
MOST_SHARING_A_KEY = 50
NOT_COMPARED = [Status.DRAFT, Status.REJECTED, Status.RETURNED]


@dataclass(slots=True)
class Member:
    """A claim of a family, and how it differs from the family's first one."""

    claim: Claim
    similarity: ClaimSimilarity | None = None


@dataclass(slots=True)
class Family:
    """A family as one person sees it: the claims in it that they see."""

    family: ClaimFamily
    members: list[Member] = field(default_factory=list)

    @property
    def verdicts_differ(self) -> bool:
        """Whether those of its claims that nobody refused have different verdicts."""
        kept = [one.claim for one in self.members if one.claim.family_state != FamilyState.REFUSED]
        return len({claim.verdict_id for claim in kept if claim.verdict_id is not None}) > 1


def propose_families(user: User, *, project: Project) -> int:
    """Propose which claims say the same; how many claims got a proposal. Doing it again adds only new ones.

    Raises Missing, Forbidden. What a person confirmed or refused stays as it is.
    """
    require(user, "family.decide", project)
    with decision(user, "proposed as saying the same"):
        # One at a time: two searches at once would each make a family of the same claims.
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        claims = {claim.pk: claim for claim in _compared(user, project)}
        placed = {pk: claim.family_id for pk, claim in claims.items() if claim.family_id is not None}
        refused = {pk for pk, claim in claims.items() if claim.family_state == FamilyState.REFUSED}
        joined: dict[UUID, list[UUID]] = defaultdict(list)
        for one, other in _alike(claims):
            if {one.pk, other.pk} & refused or (one.pk in placed and other.pk in placed):
                continue
            family = placed.get(one.pk) or placed.get(other.pk) or _new_family(project, one)
            for claim in (one, other):
                if claim.pk not in placed:
                    placed[claim.pk] = family
                    joined[family].append(claim.pk)
        for family, members in joined.items():
            Claim.objects.filter(pk__in=members).update(
                family=family,
                family_state=FamilyState.PROPOSED,
                version=F("version") + 1,
                updated_at=timezone.now(),
            )
        return sum(map(len, joined.values()))


def decide_member(user: User, *, pk: UUID, version: int | None, state: str) -> Claim:
    """Confirm or refuse that a claim belongs to its family. Its verdict stays its own.

    Raises Missing, Forbidden, Stale, Invalid for another state, Conflict where it is in no family.
    """
    if state not in {FamilyState.CONFIRMED, FamilyState.REFUSED}:
        raise Invalid({"state": ["Confirm it or refuse it."]})
    with decision(user, f"{FamilyState(state).label} as saying the same"):
        claim: Claim = locked(Claim.objects.visible_to(user), pk, version)
        require(user, "family.decide", claim)
        if claim.family_id is None:
            raise Conflict("This claim is in no family.", code="no_family")
        if claim.family_state == state:
            return claim
        was_exported = claim.family_state == FamilyState.CONFIRMED
        claim.family_state = state
        save_version(claim, ["family_state"])
        if claim.status == Status.VERIFIED and (was_exported or state == FamilyState.CONFIRMED):
            tell(claim, ChangeKind.CHANGED, "claims that say the same")
        return claim


def propose_verdict(user: User, *, pk: UUID) -> int:
    """Propose a claim's verdict, in a comment, for each of its family that has another one; for how many.

    Their verdicts stay their own. A proposal that still stands isn't made again. Raises Missing, Forbidden,
    and Conflict for a claim without a family or without a verdict.
    """
    with decision(user, "verdict proposed"):
        claim: Claim = locked(Claim.objects.visible_to(user), pk, None)
        require(user, "family.decide", claim)
        if claim.family_id is None or claim.family_state == FamilyState.REFUSED:
            raise Conflict("This claim is in no family.", code="no_family")
        if claim.verdict is None:
            raise Conflict("It has no verdict yet.", code="no_verdict")
        text = f"“{claim}” says the same, with the verdict “{claim.verdict.label}”. Does that hold here too?"
        standing = Comment.objects.filter(author=user, text=text, resolved_at__isnull=True)
        others = (
            Claim.objects.visible_to(user)
            .filter(family=claim.family_id, adjudicated_into__isnull=True)
            .exclude(pk=claim.pk)
            .exclude(family_state=FamilyState.REFUSED)
            .exclude(verdict=claim.verdict)
            .exclude(pk__in=standing.values("claim"))
        )
        for other in others:
            Comment.objects.create(author=user, text=text, claim=other)
        return len(others)


def families(user: User, project: Project) -> QuerySet[Any]:
    """The families of which `user` sees two claims or more, those with open proposals first."""
    seen = Claim.objects.visible_to(user).filter(project=project, family__isnull=False)
    counted = Counter(seen.order_by().values_list("family", flat=True))
    open_ones = seen.filter(family_state=FamilyState.PROPOSED).values("family")
    rows = ClaimFamily.objects.visible_to(user).filter(pk__in=[pk for pk, n in counted.items() if n > 1])
    return rows.annotate(is_open=_is_in(open_ones)).order_by("-is_open", "-created_at", "pk")


def with_members(user: User, shown: Iterable[ClaimFamily]) -> list[Family]:
    """The families with the claims of them that `user` sees, in one query, and how each differs."""
    found = {family.pk: Family(family) for family in shown}
    claims = Claim.objects.visible_to(user).filter(family__in=list(found)).with_context()
    for claim in claims.select_related("revision__article", "verdict").order_by("created_at", "pk"):
        members = found[claim.family_id].members
        first = members[0].claim if members else None
        members.append(Member(claim, _similarity(first, claim) if first else None))
    return list(found.values())


def _is_in(rows: QuerySet[Any]) -> Any:
    return ExpressionWrapper(Q(pk__in=rows), output_field=BooleanField())


def _compared(user: User, project: Project) -> QuerySet[Any]:
    claims = Claim.objects.visible_to(user).filter(project=project, adjudicated_into__isnull=True)
    latest = claims.exclude(status__in=NOT_COMPARED).order_by("-created_at", "pk")
    return latest.only("statement", "quote", "family", "family_state", "revision", "project")[:MOST_CLAIMS]


def _alike(claims: dict[UUID, Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of different texts that say nearly the same, the most alike first."""
    scored = [
        (similarity.score, one, other)
        for one, other in _candidates(claims)
        if claims[one].revision_id != claims[other].revision_id
        and (similarity := _similarity(claims[one], claims[other])).score >= LEAST_SCORE
    ]
    for _score, one, other in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        yield claims[one], claims[other]


def _candidates(claims: dict[UUID, Claim]) -> list[tuple[UUID, UUID]]:
    """Pairs that share enough keys of their fingerprints to be worth comparing."""
    sharing: dict[int, list[UUID]] = defaultdict(list)
    for pk, claim in sorted(claims.items()):
        for key in set(claim_fingerprint(str(claim))):
            sharing[key].append(pk)
    shared: Counter[tuple[UUID, UUID]] = Counter()
    for members in sharing.values():
        if len(members) <= MOST_SHARING_A_KEY:
            shared.update(combinations(members, 2))
    wanted = shared_keys_wanted(LEAST_RESEMBLANCE, bins=16)
    return [pair for pair, count in shared.items() if count >= wanted]


def _similarity(one: Claim, other: Claim) -> ClaimSimilarity:
    return claim_similarity(str(one), str(other))


def _new_family(project: Project, claim: Claim) -> UUID:
    return ClaimFamily.objects.create(project=project, statement=str(claim)).pk
