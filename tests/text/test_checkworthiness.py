import json
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.checkworthiness import (
    CheckworthySentence,
    LinearModel,
    built_in_model,
    checkworthy_sentences,
    features,
)
from claims.text.checkworthiness.features import KINDS, LISTS, OPENINGS
from claims.text.checkworthiness.model import BUILT_IN
from claims.text.learning import average_precision
from tests.text.checkworthy_cases import checkworthy_cases


@dataclass(frozen=True)
class Unit:
    start: int
    end: int
    kind: str = "sentence"


@dataclass(frozen=True)
class Number:
    start: int
    end: int
    kind: str = "count"
    value_low: Decimal | None = Decimal(1)
    value_high: Decimal | None = Decimal(1)
    modifier: str = "exact"
    unit: str | None = None


def scored(written: str, kind: str = "sentence", number: str = "") -> CheckworthySentence:
    figures = [Number(written.index(number), written.index(number) + len(number))] if number else []
    return checkworthy_sentences(written, [Unit(0, len(written), kind)], figures)[0]


def named(sentence: CheckworthySentence) -> set[str]:
    return {reason.feature for reason in sentence.reasons}


def test_a_figure_with_a_comparison_is_worth_checking_and_says_so() -> None:
    sentence = scored("Unemployment rose to 12 percent, higher than in any other state.", number="12")
    assert sentence.score > 0.6
    assert "a figure with a comparison or a trend" in [reason.words for reason in sentence.reasons]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Why did the police shoot three people?", "question"),
        ("I think the ministry deserves a better minister.", "opinion"),
        ("The company will close two factories next year.", "future"),
        ("The drug might cause cancer in some patients.", "speculation"),
        ("“We have to stand together against the attackers.”", "our_side"),
        ("Please vote on Tuesday.", "imperatives"),
    ],
)
def test_what_speaks_against_checking_is_named(written: str, reason: str) -> None:
    sentence = scored(written)
    assert sentence.score < 0.4
    shares = {found.feature: found.contribution for found in sentence.reasons}
    assert shares[reason] < 0


def test_the_same_words_score_lower_as_boilerplate_or_heading() -> None:
    written = "Rebels seized the airport after government troops withdrew."
    assert scored(written).score > scored(written, "heading").score > scored(written, "boilerplate").score


def test_the_country_is_not_the_pronoun_and_the_month_not_the_modal() -> None:
    assert "our_side" not in named(scored("Troops of the US army left in May 2011."))
    assert "speculation" not in named(scored("Troops of the US army left in May 2011."))
    assert "our_side" in named(scored("They told us nothing about the army."))


def test_each_sentence_gets_the_figures_that_begin_in_it() -> None:
    text = "Nine died. Nobody was hurt. Two fled."
    units = [Unit(0, 10), Unit(11, 27), Unit(28, 37)]
    found = checkworthy_sentences(text, units, [Number(0, 4), Number(28, 31)])
    assert ["figure" in named(sentence) for sentence in found] == [True, False, True]
    assert [(sentence.index, sentence.start, sentence.end) for sentence in found] == [
        (0, 0, 10),
        (1, 11, 27),
        (2, 28, 37),
    ]


def test_a_project_model_replaces_the_built_in_one() -> None:
    text = "Rebels seized the airport."
    model = LinearModel("project/1", -1.0, {"public_matter": -5.0})
    sentence = checkworthy_sentences(text, [Unit(0, len(text))], [], model)[0]
    assert [reason.contribution < 0 for reason in sentence.reasons] == [True]


def test_every_feature_of_the_model_is_one_that_can_be_found() -> None:
    data = json.loads(BUILT_IN.read_text(encoding="utf-8"))["features"]
    structural = {
        "past", "date", "names", "figure", "figure_compared", "money_or_percent", "several_figures",
        "minor_figure", "official_statement", "question", "exclamation", "no_full_stop", "short", "length",
        "spoken", "quoted", "no_words",
    }  # fmt: skip
    assert set(data) == structural | set(LISTS) | set(OPENINGS) | set(KINDS)
    assert all(row["words"] for row in data.values())


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(["sentence", *KINDS]))
def test_any_text_gets_a_score(text: str, kind: str) -> None:
    sentence = checkworthy_sentences(text, [Unit(0, len(text), kind)], [])[0]
    assert 0 <= sentence.score <= 1
    assert all(0 <= value <= 1 for value in features(text, Unit(0, len(text), kind), []).values())


def test_our_own_cases_are_ranked_better_than_by_figures_alone() -> None:
    cases = checkworthy_cases()
    decisions = [case.decision() for case in cases]
    worthy = [decision.worthy for decision in decisions]
    scores = [built_in_model().score(decision.features) for decision in decisions]
    figures = [decision.features.get("figure", 0.0) for decision in decisions]
    assert {case.label for case in cases} == {"CFS", "UFS", "NFS"}
    reached, baseline = average_precision(scores, worthy), average_precision(figures, worthy)
    assert reached is not None
    assert baseline is not None
    assert reached > 0.93
    assert reached - baseline > 0.2
