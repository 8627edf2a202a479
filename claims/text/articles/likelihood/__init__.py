"""How likely each heading begins an article, by a linear model over named features, and why.

The model has two steps, each a logistic regression: a heading by itself (`features.py`), and then in the
light of what the first step says of the headings that are set like it, of its group and of the groups beside
it. Its coefficients are plain numbers in `likelihood.json`, each with the words in which a person reads it.
"""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from heapq import nlargest
from pathlib import Path
from typing import Any, NamedTuple

from claims.text.articles.likelihood.features import Features, HeadingFeatures

WEIGHTS = Path(__file__).with_name("likelihood.json")
LEAST_CONTRIBUTION, MOST_REASONS = 0.3, 5
TOGETHER = "many small signs speak for it"
# A heading that is set like no other has the mean of one heading of this likelihood.
PRIOR, BESIDE_NOTHING = 0.3, 0.5
FEW_WORDS = 4


class Likelihood(NamedTuple):
    """The log odds that the heading at `line` begins an article, and the features of each step."""

    line: int
    log_odds: float
    alone: Features
    together: Features

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it noticeably, in words, the strongest first."""
        alone, together = _steps()
        shares = sorted([*alone.shares(self.alone), *together.shares(self.together)], reverse=True)
        return tuple(words for _, words in shares[:MOST_REASONS]) or (TOGETHER,)


class Step(NamedTuple):
    """One logistic regression: coefficients in log odds per unit of a feature, and words for each."""

    bias: float
    coefficients: Mapping[str, float]
    words: Mapping[str, str]

    def log_odds(self, features: Features) -> float:
        """The log odds of what has these features."""
        coefficients = self.coefficients
        return self.bias + sum(
            coefficients.get(name, 0.0) * value for name, value in features.items() if value
        )

    def shares(self, features: Features) -> Iterator[tuple[float, str]]:
        """What speaks for it noticeably: the contribution to the log odds, and its words."""
        for name, value in features.items():
            contribution = self.coefficients.get(name, 0.0) * value
            if contribution >= LEAST_CONTRIBUTION and self.words.get(name):
                yield contribution, self.words[name]


def likelihoods(features: HeadingFeatures) -> list[list[Likelihood]]:
    """The likelihood of each heading of a page, group by group."""
    alone, together = _steps()
    of_groups = [list(features.of_group(group)) for group in features.groups]
    first = [[alone.log_odds(each) for each in group] for group in of_groups]
    return [
        [
            Likelihood(line, together.log_odds(beside), own, beside)
            for line, own, beside in zip(lines, group, around, strict=True)
        ]
        for lines, group, around in zip(features.groups, of_groups, _beside(features, first), strict=True)
    ]


def _beside(features: HeadingFeatures, log_odds: list[list[float]]) -> Iterator[list[Features]]:
    """What the second step asks of each heading: the first step's answers for it and those around it."""
    chances = [[1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) for odds in group] for group in log_odds]
    best = [max(group) for group in chances]
    alike = [_of_alike(features, chances, look) for look in (_closely, _neighbours, _form)]
    for place, (group, odds) in enumerate(zip(chances, log_odds, strict=True)):
        first, second = nlargest(2, [*group, 0.0])
        above = best[place - 1] if place else BESIDE_NOTHING
        below = best[place + 1] if place + 1 < len(best) else BESIDE_NOTHING
        yield [
            {
                "by_itself": odds[index],
                "like_those_set_alike": alike[0][place][index],
                "like_those_between_the_same": alike[1][place][index],
                "like_those_of_its_form": alike[2][place][index],
                "rival": (rival := second if chance == first else first),
                "lead_over_rival": chance - rival,
                "above": above,
                "below": below,
            }
            for index, chance in enumerate(group)
        ]


def _of_alike(
    features: HeadingFeatures, chances: list[list[float]], look: Callable[[HeadingFeatures, int], Hashable]
) -> list[list[float]]:
    """The mean chance of the headings in other groups that look like each heading."""
    looks = [[look(features, line) for line in group] for group in features.groups]
    sums: dict[Hashable, float] = defaultdict(float)
    counts: dict[Hashable, int] = defaultdict(int)
    for place, (group, found) in enumerate(zip(chances, looks, strict=True)):
        for chance, each in zip(group, found, strict=True):
            for key in (each, (place, each)):
                sums[key] += chance
                counts[key] += 1
    return [
        [
            (sums[each] - sums[place, each] + PRIOR) / (counts[each] - counts[place, each] + 1)
            for each in found
        ]
        for place, found in enumerate(looks)
    ]


def _closely(features: HeadingFeatures, line: int) -> Hashable:
    return features.look(line)


def _neighbours(features: HeadingFeatures, line: int) -> Hashable:
    return features.kind(line - 1), features.kind(line + 1)


def _form(features: HeadingFeatures, line: int) -> Hashable:
    capitals, _, _, nearer = features.look(line)
    content = features.page.content(line)
    length = min(2, (content.count(" ") + 1) // FEW_WORDS)
    return capitals, content[:1].isalpha(), content[-1:].isalnum(), length, nearer


@cache
def _steps() -> tuple[Step, Step]:
    data: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    alone, together = (_step(data[name]) for name in ("alone", "together"))
    return alone, together


def _step(data: dict[str, Any]) -> Step:
    features = data["features"]
    return Step(
        data["bias"],
        {name: row["coefficient"] for name, row in features.items()},
        {name: row["words"] for name, row in features.items()},
    )
