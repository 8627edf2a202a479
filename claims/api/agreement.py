"""What the numbers on agreement and calibration are made of: by pairs of people, and item by item."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.base import person, seen_project
from claims.api.operations import operation
from claims.api.pagination import next_address, page_of, read_cursor, unknown_cursor, written_cursor
from claims.api.people import PersonSerializer
from claims.api.statistics import SelectionQuery
from claims.choices import ItemNoun
from claims.measuring.agreement import LABELS, QUESTIONS, Pair, agreement_by_pair, behind, differ
from claims.measuring.aligning import aligned_texts
from claims.measuring.behind import Shown, shown_answers, shown_groups
from claims.measuring.calibration import reviewed_items
from claims.measuring.selection import Selection
from claims.models import User
from claims.permissions import require
from claims.text.agreement.calibration import EDGES

PAGE, MOST = 40, 200
Show = Callable[[Any], list[Shown]]
BANDS = {f"calibration-{low}": (low, high - (high != EDGES[-1])) for low, high in pairwise(EDGES)}
ABOUT = [
    *((key, question.words) for key, question in QUESTIONS.items()),
    *((key, f"Confidence {low} to {high} %") for key, (low, high) in BANDS.items()),
]


class KappaSerializer(serializers.Serializer[Any]):
    """Cohen's κ of two people on one question."""

    about = serializers.ChoiceField([(question.key, question.words) for question in LABELS])
    kappa = serializers.FloatField(allow_null=True, help_text="Null where `explanation` says why")
    low = serializers.FloatField(allow_null=True, help_text="Lower bound of its 95 % interval")
    high = serializers.FloatField(allow_null=True, help_text="Upper bound")
    n = serializers.IntegerField(help_text="Items that both answered")
    explanation = serializers.CharField(allow_blank=True)


class PairSerializer(serializers.Serializer[Any]):
    """Two people and how far they agree."""

    people = PersonSerializer(many=True, help_text="The two")
    articles = serializers.IntegerField(help_text="How many both have submitted")
    agreement = KappaSerializer(many=True)


class PairsSerializer(serializers.Serializer[Any]):
    """The pairs that share most articles, thirty at most."""

    results = PairSerializer(many=True)


class MeasuredItemsQuery(SelectionQuery):
    """Which number's items."""

    about = serializers.ChoiceField(ABOUT, help_text="What the number is about")
    limit = serializers.IntegerField(default=PAGE, min_value=1, max_value=MOST, help_text="Items a page")
    cursor = serializers.CharField(
        required=False, max_length=500, help_text="Where the page begins: copy it from `next`"
    )


class SaidSerializer(serializers.Serializer[Any]):
    """What one person said."""

    person = serializers.CharField(help_text="Their name")
    words = serializers.CharField(help_text="Their answer, in words")
    noun = serializers.ChoiceField(ItemNoun.choices)
    id = serializers.UUIDField(help_text="The tag that says it")


class MeasuredItemSerializer(serializers.Serializer[Any]):
    """One item that a number is made of."""

    article = serializers.UUIDField()
    article_title = serializers.CharField()
    quote = serializers.CharField()
    differs = serializers.BooleanField(help_text="Whether people differ, or the reviewer didn't uphold it")
    said = SaidSerializer(many=True)
    missing = serializers.ListField(child=serializers.CharField(), help_text="Who has no such tag")


class AgreementPairs(APIView):
    """Agreement, two people at a time."""

    @operation(
        "Measure agreement by pairs",
        query=SelectionQuery,
        answers=PairsSerializer,
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Cohen's κ on verdicts, types of claims and kinds of figures."""
        pairs = agreement_by_pair(aligned_texts(_selection(request, project_id, query)))
        people = User.objects.in_bulk({pk for pair in pairs for pk in (pair.one, pair.other)})
        return Response({"results": [_pair(pair, people) for pair in pairs]})


class AgreementItems(APIView):
    """The items behind a number."""

    @operation(
        "List the items behind a number",
        query=MeasuredItemsQuery,
        answers=page_of(MeasuredItemSerializer),
        refusals=["forbidden"],
    )
    def get(self, request: Request, project_id: UUID, *, query: dict[str, Any]) -> Response:
        """Where people differ first."""
        rows, show = _behind(_selection(request, project_id, query), query["about"])
        start = _place(rows, query["cursor"]) + 1 if "cursor" in query else 0
        page = rows[start : start + query["limit"]]
        more = len(rows) > start + len(page)
        following = written_cursor([str(_key(page[-1]))]) if more and page else None
        results = [_item(one) for one in show(page)]
        return Response({"next": next_address(request, following), "results": results})


def _selection(request: Request, project_id: UUID, query: dict[str, Any]) -> Selection:
    project = seen_project(request, project_id)
    require(person(request), "measure.view", project)
    return Selection.parse(project, query)


def _behind(selection: Selection, about: str) -> tuple[list[Any], Show]:
    """The rows behind a number, and what shows a page of them."""
    if about in BANDS:
        return list(reviewed_items(selection, *BANDS[about])), shown_answers
    question = QUESTIONS[about]
    groups = behind(aligned_texts(selection), question)
    groups.sort(key=lambda pair: not differ(pair[1], question))
    return groups, lambda rows: shown_groups(selection.project, rows, question)


def _key(row: Any) -> Any:
    """What identifies a row: its tag, or the first tag of its group."""
    return row[1].tags[0].key if len(row) == 2 else row[1]


def _place(rows: list[Any], cursor: str) -> int:
    (key,) = read_cursor(cursor, 1)
    found = next((place for place, row in enumerate(rows) if str(_key(row)) == key), None)
    if found is None:
        raise unknown_cursor()
    return found


def _pair(pair: Pair, people: dict[Any, User]) -> dict[str, Any]:
    return {
        "people": PersonSerializer([people[pair.one], people[pair.other]], many=True).data,
        "articles": pair.texts,
        "agreement": [
            {
                "about": question.key,
                "kappa": kappa.value,
                "low": kappa.low,
                "high": kappa.high,
                "n": kappa.n,
                "explanation": kappa.explanation,
            }
            for question, kappa in zip(LABELS, pair.kappas, strict=True)
        ],
    }


def _item(shown: Shown) -> dict[str, Any]:
    return {
        "article": shown.article.pk,
        "article_title": shown.article.title,
        "quote": shown.quote,
        "differs": shown.differs,
        "said": [
            {"person": said.person, "words": str(said.words), "noun": said.noun, "id": said.pk}
            for said in shown.said
        ],
        "missing": list(shown.missing),
    }
