"""Learning from a team's decisions: only what is surely better takes over, and what was decided stays."""

import pytest

from claims.choices import SuggestionKind, SuggestionOutcome
from claims.models import CheckworthinessModel, Suggestion, SuggestionDecision
from claims.segmenting.sentences import segment_revisions
from claims.suggesting.learning import learn_from_decisions, model_in_use, projects_to_learn_from
from claims.suggesting.proposals import is_explored
from claims.suggesting.suggestions import refresh_suggestions, suggest_for_revisions
from claims.text.checkworthiness import built_in_model
from tests.cast import make_article

LONG = "In 2015 the ministry counted 566 attacks in a quarter, more than ever. I think that is sad. " * 40


def decide(cast, number: int, *, taste: str) -> None:
    """`number` decisions of a team that finds worth checking whatever has the feature `taste`."""
    text = "a" * (number + 1)
    revision = make_article(cast.project, text).current_revision
    suggestions = Suggestion.objects.bulk_create(
        Suggestion(
            revision=revision,
            kind=SuggestionKind.CLAIM,
            start=index,
            end=index + 1,
            score=0.5,
            payload={"features": {taste: 1.0} if index % 2 else {"figure": 1.0}},
            method="test/1",
        )
        for index in range(number)
    )
    SuggestionDecision.objects.bulk_create(
        SuggestionDecision(
            suggestion=suggestion,
            user=cast.annotator,
            outcome=SuggestionOutcome.ACCEPTED if index % 2 else SuggestionOutcome.DISMISSED,
        )
        for index, suggestion in enumerate(suggestions)
    )


def test_a_team_with_a_taste_of_its_own_teaches_its_model(cast):
    decide(cast, 1_200, taste="opinion")
    assert projects_to_learn_from() == [cast.project]
    learned = learn_from_decisions(cast.project)
    assert learned is not None
    assert learned.in_use
    assert learned.held_back >= 300
    assert learned.precision_after > learned.precision_before
    assert learned.difference_low > 0
    assert "takes over" in learned.explanation
    assert model_in_use(cast.project.pk).coefficients["opinion"] > 0
    assert model_in_use(cast.foreign_project.pk) == built_in_model()
    assert projects_to_learn_from() == []


def test_few_decisions_change_nothing_and_the_reason_is_kept(cast):
    decide(cast, 60, taste="opinion")
    learned = learn_from_decisions(cast.project)
    assert learned is not None
    assert not learned.in_use
    assert "needs 300" in learned.explanation
    assert model_in_use(cast.project.pk) == built_in_model()


def test_without_decisions_nothing_is_trained(cast):
    assert projects_to_learn_from() == []
    assert learn_from_decisions(cast.project) is None
    assert not CheckworthinessModel.objects.exists()


@pytest.fixture
def suggested(cast):
    revision = make_article(cast.project, LONG).current_revision
    segment_revisions([revision.pk])
    assert suggest_for_revisions([revision.pk]) == 1
    return revision


def test_suggestions_carry_their_features_and_the_models_version(suggested):
    rows = suggested.suggestions.filter(kind=SuggestionKind.CLAIM)
    assert rows.exists()
    for row in rows:
        assert row.method == built_in_model().method
        assert row.payload["features"]
        assert LONG[row.start : row.end] == row.payload["quote"]


def test_some_sentences_are_shown_to_learn_from_and_weigh_as_many(cast):
    sentences = [f"I feel that the number {index} is a lovely one." for index in range(400)]
    revision = make_article(cast.project, " ".join(sentences)).current_revision
    segment_revisions([revision.pk])
    suggest_for_revisions([revision.pk])
    shown = [row.payload for row in revision.suggestions.all() if row.payload.get("explored")]
    assert {payload["quote"] for payload in shown} == {one for one in sentences if is_explored(one)}
    assert 5 < len(shown) < 50
    assert {payload["weight"] for payload in shown} == {20}


def test_a_new_model_replaces_only_what_nobody_decided_on(cast, suggested):
    rows = suggested.suggestions.filter(kind=SuggestionKind.CLAIM).order_by("start")
    kept, *others = rows
    SuggestionDecision.objects.create(
        suggestion=kept, user=cast.annotator, outcome=SuggestionOutcome.DISMISSED
    )
    assert refresh_suggestions(cast.project, limit=10) == 0
    CheckworthinessModel.objects.create(
        project=cast.project,
        method="checkworthiness/1+1",
        bias=3.0,
        coefficients={},
        in_use=True,
        trained_on=1,
        held_back=300,
        explanation="for the test",
    )
    assert refresh_suggestions(cast.project, limit=10) == 1
    assert refresh_suggestions(cast.project, limit=10) == 0
    methods = dict(rows.all().values_list("pk", "method"))
    assert methods.pop(kept.pk) == kept.method
    assert set(methods.values()) == {"checkworthiness/1+1"}
    assert not set(methods) & {other.pk for other in others}
