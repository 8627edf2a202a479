import random

import pytest

from claims.text.checkworthiness import LinearModel
from claims.text.learning import (
    LEAST_HELD_BACK,
    Decision,
    average_precision,
    is_held_back,
    paired_bootstrap,
    takeover,
    trained_model,
)

NOTHING = LinearModel("none", 0.0, {})


def decisions(count: int, seed: int = 4) -> list[Decision]:
    """A team that finds figures worth checking nine times in ten, and the rest once in ten."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        figure, names = chance.random() < 0.5, chance.random()
        worthy = chance.random() < (0.9 if figure else 0.1)
        made.append(Decision({"figure": 1.0, "names": names} if figure else {"names": names}, worthy))
    return made


def test_average_precision_of_the_textbook_example() -> None:
    """Manning, Raghavan and Schuetze 2008, "Introduction to Information Retrieval", 8.4: the mean of
    the precision at each relevant document; relevant at ranks 1, 3 and 6 gives (1 + 2/3 + 3/6) / 3."""
    assert average_precision([6, 5, 4, 3, 2, 1], [True, False, True, False, False, True]) == pytest.approx(
        (1 + 2 / 3 + 3 / 6) / 3
    )


def test_average_precision_does_not_depend_on_the_order_of_equal_scores() -> None:
    assert average_precision([1, 1, 0], [True, False, True]) == average_precision(
        [1, 1, 0], [False, True, True]
    )
    assert average_precision([0.5] * 4, [True, False, False, False]) == pytest.approx(0.25)


def test_a_weight_counts_like_repetition_in_testing_too() -> None:
    scores, worthy = [0.9, 0.5, 0.4, 0.1], [True, False, True, False]
    repeated = average_precision([0.9, 0.5, 0.5, 0.5, 0.4, 0.1], [True, False, False, False, True, False])
    assert average_precision(scores, worthy, [1, 3, 1, 1]) == pytest.approx(repeated)


def test_average_precision_of_nothing_worthy_is_undefined() -> None:
    assert average_precision([0.1, 0.2], [False, False]) is None


def test_training_finds_what_the_team_goes_by() -> None:
    model = trained_model(decisions(2_000), prior=NOTHING)
    assert model.coefficients["figure"] == pytest.approx(4.39, abs=0.35)  # log odds of .9 against .1
    assert abs(model.coefficients["names"]) < 0.4


def test_training_meets_the_condition_of_the_optimum() -> None:
    """The gradient of the penalised likelihood is zero: sum of (p - y) x = strength * (prior - w)."""
    made, prior = decisions(60), LinearModel("prior", -1.0, {"figure": 1.0})
    model = trained_model(made, prior=prior, strength=3.0)
    slope = sum((model.score(d.features) - d.worthy) * d.features.get("figure", 0) for d in made)
    assert slope == pytest.approx(3.0 * (1.0 - model.coefficients["figure"]), abs=1e-4)


def test_few_decisions_move_the_prior_little_and_their_order_not_at_all() -> None:
    prior = LinearModel("prior", -1.0, {"figure": 1.0, "opinion": -1.0})
    made = decisions(10)
    model = trained_model(made, prior=prior, strength=50.0)
    assert model.coefficients["figure"] == pytest.approx(1.0, abs=0.1)
    assert model.coefficients["opinion"] == -1.0
    assert trained_model(made[::-1], prior=prior, strength=50.0) == model


def test_a_weight_counts_like_repetition() -> None:
    made = decisions(30)
    heavy = [Decision(d.features, d.worthy, 2.0) for d in made]
    assert trained_model(heavy, prior=NOTHING) == trained_model(made + made, prior=NOTHING)


def test_decisions_that_all_agree_still_have_a_model() -> None:
    model = trained_model([Decision({"figure": 1.0}, True)] * 500, prior=NOTHING)
    assert 0.9 < model.score({"figure": 1.0}) < 1


def test_training_on_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one decision"):
        trained_model([], prior=NOTHING)


def test_bootstrap_interval_of_equal_rankings_is_zero_and_of_better_ones_above() -> None:
    made = decisions(400)
    worthy = [d.worthy for d in made]
    by_figure = [d.features.get("figure", 0.0) for d in made]
    by_chance = [d.features["names"] for d in made]
    same = paired_bootstrap(worthy, by_figure, by_figure)
    assert (same.difference, same.low, same.high) == (0, 0, 0)
    better = paired_bootstrap(worthy, by_chance, by_figure)
    assert 0 < better.low < better.difference < better.high < 1
    assert paired_bootstrap(worthy, by_chance, by_figure) == better


def test_a_trained_model_takes_over_only_with_enough_decisions_and_a_sure_gain() -> None:
    trained = trained_model(decisions(500), prior=NOTHING)
    few = takeover(decisions(LEAST_HELD_BACK - 1, 9), present=NOTHING, candidate=trained)
    enough = takeover(decisions(LEAST_HELD_BACK, 9), present=NOTHING, candidate=trained)
    no_gain = takeover(decisions(LEAST_HELD_BACK, 9), present=trained, candidate=trained)
    assert (few.replaces, enough.replaces, no_gain.replaces) == (False, True, False)
    assert "299" in few.explanation
    assert "takes over" in enough.explanation
    assert enough.difference is not None
    assert enough.difference.low > 0


def test_alike_decisions_compare_nothing() -> None:
    alike = [Decision({"figure": 1.0}, False)] * LEAST_HELD_BACK
    assert takeover(alike, present=NOTHING, candidate=NOTHING).replaces is False


def test_about_a_third_is_held_back_and_always_the_same() -> None:
    kept = [is_held_back(f"sentence-{number}") for number in range(3_000)]
    assert 0.30 < sum(kept) / len(kept) < 0.38
    assert kept == [is_held_back(f"sentence-{number}") for number in range(3_000)]
