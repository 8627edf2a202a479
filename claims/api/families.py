"""Claims that say the same, over REST: find them, read how they differ, confirm or refuse each."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import StrictSerializer, person, seen, seen_project
from claims.api.claims import ClaimSerializer
from claims.api.conditions import version_seen, with_etag
from claims.api.offsets import OffsetsQuery
from claims.api.operations import operation
from claims.api.pagination import PageQuery, page_of, paged
from claims.api.tags import reading_context
from claims.choices import FamilyState
from claims.ledger.families import (
    Family,
    decide_member,
    families,
    propose_families,
    propose_verdict,
    with_members,
)
from claims.models import Claim, ClaimFamily
from claims.refusals import Missing

FIGURE_RELATIONS = [
    ("none", "Neither claim has figures"),
    ("same", "The same figures"),
    ("compatible", "Figures that may both be right"),
    ("conflicting", "Figures that can't both be right"),
    ("missing", "One claim has figures that the other lacks"),
]


class FamilyQuery(PageQuery, OffsetsQuery):
    """Which families."""

    open = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Only those with, or without, proposals"
    )


class MemberOfFamilySerializer(serializers.Serializer[Any]):
    """A claim of a family, beside the family's first one."""

    claim = ClaimSerializer()
    similarity = serializers.FloatField(
        allow_null=True, help_text="To the first claim, from 0 to 1; null for the first itself"
    )
    figures = serializers.ChoiceField(
        FIGURE_RELATIONS, allow_null=True, help_text="Beside the first claim's; null for the first itself"
    )
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why, in words")


class FamilySerializer(serializers.Serializer[Any]):
    """Claims that say the same, as far as one sees them; each keeps its own verdict."""

    id = serializers.UUIDField()
    statement = serializers.CharField(help_text="What they say")
    verdicts_differ = serializers.BooleanField(help_text="Among those that weren't refused")
    members = MemberOfFamilySerializer(many=True, help_text="Oldest first")


class ProposedSerializer(serializers.Serializer[Any]):
    """What a search for claims that say the same has found."""

    proposed = serializers.IntegerField(help_text="How many claims got a proposal")


class FamilyDecisionSerializer(StrictSerializer):
    """Whether a claim says the same as its family."""

    state = serializers.ChoiceField(
        [(state.value, state.label) for state in (FamilyState.CONFIRMED, FamilyState.REFUSED)]
    )


class FamilyList(APIView):
    """The families of a project."""

    @operation("List claim families", query=FamilyQuery, answers=page_of(FamilySerializer))
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Those of which one sees two claims or more, newest first, with how their claims differ."""
        user, project = person(request), seen_project(request, project_id)
        rows = families(user, project)
        if query["open"] is not None:
            rows = rows.filter(is_open=query["open"])
        context = reading_context(request, project.pk, query)

        def show(page: list[Any]) -> list[dict[str, Any]]:
            return [_shown(family, context) for family in with_members(user, page)]

        return paged(request, rows, query, order=("-created_at", "-id"), show=show)


class FamilyProposal(APIView):
    """A search for claims that say the same."""

    @operation("Look for claims that say the same", answers=ProposedSerializer, repeatable=True)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Compares the latest submitted claims by their words and figures; what was decided stays."""
        project = seen_project(request, project_id)
        return Response({"proposed": propose_families(person(request), project=project)})


class FamilyDetail(APIView):
    """One family."""

    @operation("Read a claim family", query=OffsetsQuery, answers=FamilySerializer)
    def get(self, request: Request, pk: UUID, *, query: dict[str, Any]) -> Response:
        """The claims in it that one sees, and how each differs from the first."""
        family = seen(ClaimFamily, request, pk, "project")
        # Whoever sees less than two of its claims isn't told what the others say.
        if not families(person(request), family.project).filter(pk=pk).exists():
            raise Missing
        context = reading_context(request, family.project_id, query)
        return Response(_shown(with_members(person(request), [family])[0], context))


class VerdictProposal(APIView):
    """A claim's verdict, proposed for the others of its family."""

    @operation(
        "Propose a claim's verdict for its family",
        answers=ProposedSerializer,
        repeatable=True,
        refusals=["no_family", "no_verdict"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """A comment on each other claim with another verdict, for its annotator; each keeps its own."""
        return Response({"proposed": propose_verdict(person(request), pk=pk)})


class FamilyDecision(APIView):
    """Whether a claim belongs to its family."""

    @operation(
        "Confirm or refuse that a claim says the same",
        body=FamilyDecisionSerializer,
        answers=ClaimSerializer,
        conditional=True,
        repeatable=True,
        refusals=["no_family"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Reviewers decide; a refused claim leaves its family. Its verdict stays its own either way."""
        seen(Claim, request, pk)
        written = FamilyDecisionSerializer(data=request.data)
        written.is_valid(raise_exception=True)
        state = written.validated_data["state"]
        decided = decide_member(person(request), pk=pk, version=version_seen(request), state=state)
        claim = Claim.objects.visible_to(person(request)).with_context().get(pk=decided.pk)
        context = reading_context(request, claim.project_id)
        return with_etag(Response(ClaimSerializer(claim, context=context).data), claim)


def _shown(family: Family, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": family.family.pk,
        "statement": family.family.statement,
        "verdicts_differ": family.verdicts_differ,
        "members": [
            {
                "claim": ClaimSerializer(member.claim, context=context).data,
                "similarity": member.similarity and member.similarity.score,
                "figures": member.similarity and member.similarity.figures,
                "reasons": list(member.similarity.reasons) if member.similarity else [],
            }
            for member in family.members
        ],
    }
