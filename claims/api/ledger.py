"""The figure ledger over REST: every figure by what it measures, with what agrees and what conflicts."""

from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen_project
from claims.api.figures import FigureSerializer
from claims.api.offsets import OffsetsQuery
from claims.api.operations import operation
from claims.api.pagination import next_address, next_field, read_cursor, unknown_cursor, written_cursor
from claims.api.tags import reading_context
from claims.choices import Status
from claims.ledger.figures import Entry, Subject, fill, ledger_figures, subjects
from claims.ledger.filters import LedgerFilters

PAGE, MOST = 12, 50


def bound(meaning: str) -> serializers.DecimalField:
    """One end of the values that are wanted."""
    return serializers.DecimalField(max_digits=40, decimal_places=10, required=False, help_text=meaning)


class LedgerQuery(OffsetsQuery):
    """Which figures."""

    q = serializers.CharField(
        required=False, max_length=300, help_text="Words in the figure, its scope, its speakers or the title"
    )
    unit = serializers.CharField(
        required=False, max_length=200, help_text="A measure (USD) or a thing counted (fighter)"
    )
    value_from = bound("Figures that may be this or more")
    value_to = bound("Figures that may be this or less")
    status = serializers.ChoiceField(
        Status.choices, required=False, help_text="All but drafts where it isn't given"
    )
    limit = serializers.IntegerField(
        default=PAGE, min_value=1, max_value=MOST, help_text="Subjects a page, each with its figures"
    )
    cursor = serializers.CharField(
        required=False, max_length=2_000, help_text="Where the page begins: copy it from `next`"
    )


class LedgerConflictSerializer(serializers.Serializer[Any]):
    """A figure that can't be right beside another."""

    figure = serializers.UUIDField()
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Why, in words")


class LedgerEntrySerializer(serializers.Serializer[Any]):
    """A figure of the ledger and how it stands to the others of its subject in other articles."""

    figure = FigureSerializer()
    article_title = serializers.CharField()
    agreeing = serializers.ListField(child=serializers.UUIDField(), help_text="Figures that agree with it")
    conflicting = LedgerConflictSerializer(many=True)


class LedgerSubjectSerializer(serializers.Serializer[Any]):
    """What is measured, with its figures."""

    measure = serializers.CharField(allow_blank=True, help_text="%, USD, year; empty for a plain count")
    counted = serializers.CharField(allow_blank=True, help_text="The thing counted, as figures are compared")
    count = serializers.IntegerField(help_text="All its figures")
    conflicts = serializers.IntegerField(help_text="How many of those below conflict with another one")
    figures = LedgerEntrySerializer(many=True, help_text="The first sixty of each spelling")


class LedgerPageSerializer(serializers.Serializer[Any]):
    """A page of the ledger."""

    count = serializers.IntegerField(help_text="Figures of all pages")
    next = next_field()
    results = LedgerSubjectSerializer(many=True)


class Ledger(APIView):
    """The figures of a project."""

    @operation("Read the figure ledger", query=LedgerQuery, answers=LedgerPageSerializer)
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Grouped by what they measure, the most frequent first; those that tell no subject come last."""
        user, project = person(request), seen_project(request, project_id)
        figures = ledger_figures(user, project, _filters(query))
        found = subjects(figures, query.get("unit", ""))
        rest = [one for one in found if _place(one) > _after(query)] if "cursor" in query else found
        page, more = rest[: query["limit"]], len(rest) > query["limit"]
        fill(page, figures)
        context = reading_context(request, project.pk, query)
        following = written_cursor([quote(str(part)) for part in _place(page[-1])]) if more else None
        return Response(
            {
                "count": sum(one.count for one in found),
                "next": next_address(request, following),
                "results": [_subject(one, context) for one in page],
            }
        )


def _filters(query: dict[str, Any]) -> LedgerFilters:
    names = {"unit": "unit", "low": "value_from", "high": "value_to", "status": "status", "text": "q"}
    return LedgerFilters.parse({field: str(query.get(name, "")) for field, name in names.items()})


def _place(subject: Subject) -> tuple[int, int, str, str]:
    """Where a subject stands in the ledger; see `subjects`."""
    return int(not subject.title), -subject.count, subject.title, subject.measure


def _after(query: dict[str, Any]) -> tuple[int, int, str, str]:
    untitled, count, title, measure = map(unquote, read_cursor(query["cursor"], 4))
    try:
        return int(untitled), int(count), title, measure
    except ValueError:
        raise unknown_cursor() from None


def _subject(subject: Subject, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "measure": subject.measure,
        "counted": subject.counted,
        "count": subject.count,
        "conflicts": subject.conflicts,
        "figures": [_entry(entry, context) for entry in subject.entries],
    }


def _entry(entry: Entry, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "figure": FigureSerializer(entry.figure, context=context).data,
        "article_title": entry.figure.revision.article.title,
        "agreeing": [figure.pk for figure in entry.agreeing],
        "conflicting": [
            {"figure": figure.pk, "reasons": list(reasons)} for figure, reasons in entry.conflicting
        ],
    }
