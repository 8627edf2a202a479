from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.annotating.evidence import add_evidence, change_evidence, remove_evidence
from claims.api.base import Known, StrictModelSerializer, person, seen
from claims.api.conditions import version_seen, with_etag
from claims.api.operations import operation
from claims.api.people import person_field
from claims.api.sources import SourceSerializer
from claims.models import Claim, Evidence, Figure, Source


class GivenEvidenceSerializer(StrictModelSerializer):
    """What a source says about a claim or a figure, as it is given."""

    id = serializers.UUIDField(required=False)
    source = Known(Source)  # type: ignore[assignment]

    class Meta:
        model = Evidence
        fields = ("id", "source", "question", "stance", "quote", "locator", "credibility", "note")


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """What a source says about a claim or a figure, with the source whole."""

    source = SourceSerializer(read_only=True)  # type: ignore[assignment]
    added_by = person_field()

    class Meta:
        model = Evidence
        fields = (
            "id",
            "claim",
            "figure",
            "source",
            "question",
            "stance",
            "quote",
            "locator",
            "credibility",
            "note",
            "added_by",
            "created_at",
        )
        read_only_fields = fields


class EvidenceResultsSerializer(serializers.Serializer[Any]):
    """All the evidence on an item."""

    results = EvidenceSerializer(many=True)


class EvidenceList(APIView):
    """The evidence on one claim or figure."""

    model: type[Claim | Figure] = Claim

    @operation("List the evidence on it", answers=EvidenceResultsSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """All of it, oldest first."""
        item = seen(self.model, request, pk)
        rows = item.evidence.select_related("source", "added_by")
        results = EvidenceSerializer(rows, many=True, context={"request": request}).data
        return with_etag(Response({"results": results}), item)

    @operation(
        "Add evidence",
        body=GivenEvidenceSerializer,
        answers={200: EvidenceSerializer, 201: EvidenceSerializer},
        conditional=True,
        repeatable=True,
        refusals=["status", "unknown_reference"],
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Add evidence; If-Match names the item's version, and the ETag is the item's new one."""
        seen(self.model, request, pk)
        context = {"request": request}
        written = GivenEvidenceSerializer(data=request.data, context=context)
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        evidence, new = add_evidence(
            person(request),
            self.model,
            item_id=pk,
            version=version_seen(request),
            pk=fields.pop("id", None),
            fields=fields,
        )
        item = seen(self.model, request, pk)
        body = EvidenceSerializer(evidence, context=context).data
        return with_etag(Response(body, status=201 if new else 200), item)


class EvidenceDetail(APIView):
    """One piece of evidence. If-Match names its item's version."""

    @operation("Read evidence", answers=EvidenceSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The evidence, with its item's version as ETag."""
        evidence = seen(Evidence, request, pk, "source", "added_by", "claim", "figure")
        return self._shown(request, evidence)

    @operation(
        "Change evidence",
        body=GivenEvidenceSerializer,
        answers=EvidenceSerializer,
        conditional=True,
        refusals=["status", "unknown_reference"],
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Change some fields."""
        evidence = seen(Evidence, request, pk)
        written = GivenEvidenceSerializer(
            evidence, data=request.data, partial=True, context={"request": request}
        )
        written.is_valid(raise_exception=True)
        fields = dict(written.validated_data)
        changed = change_evidence(person(request), pk=pk, version=version_seen(request), fields=fields)
        changed.refresh_from_db()
        return self._shown(request, changed)

    @operation(
        "Remove evidence",
        answers={204: None},
        conditional=True,
        refusals=["status"],
    )
    def delete(self, request: Request, pk: UUID) -> Response:
        """Remove it from its item."""
        item = remove_evidence(person(request), pk=pk, version=version_seen(request))
        return with_etag(Response(status=204), item)

    def _shown(self, request: Request, evidence: Evidence) -> Response:
        body = EvidenceSerializer(evidence, context={"request": request}).data
        return with_etag(Response(body), evidence.claim or evidence.figure)
