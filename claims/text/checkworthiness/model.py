"""A linear model over named features, held as plain data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

BUILT_IN = Path(__file__).with_name("model.json")
LEAST_CONTRIBUTION = 0.15


class Reason(NamedTuple):
    """Why a score is what it is: a feature, how an annotator reads it, and its share of the log odds."""

    feature: str
    words: str
    contribution: float


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic model: `coefficients` in log odds per unit of a feature."""

    method: str
    bias: float
    coefficients: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The probability, 0 to 1, that a sentence with these features is worth checking."""
        coefficients = self.coefficients
        total = self.bias
        for name, value in features.items():
            if name in coefficients:
                total += coefficients[name] * value
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def reasons(self, features: Mapping[str, float]) -> tuple[Reason, ...]:
        """What moved the score noticeably, the strongest first, for and against alike."""
        known = self.coefficients
        shares = [(name, known[name] * value) for name, value in features.items() if name in known]
        telling = [(name, share) for name, share in shares if abs(share) >= LEAST_CONTRIBUTION]
        telling.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
        return tuple([Reason(name, readable(name), round(share, 3)) for name, share in telling])


def readable(feature: str) -> str:
    """A feature in words that an annotator reads."""
    words: dict[str, str] = _built_in()["words"]
    return words.get(feature) or feature.replace("_", " ")


@cache
def built_in_model() -> LinearModel:
    """The model that comes with the product, before a project has taught its own."""
    data = _built_in()
    return LinearModel(data["method"], data["bias"], data["coefficients"])


@cache
def _built_in() -> dict[str, Any]:
    """`model.json` as it stands, with each feature's coefficient and words in a table of its own."""
    data: dict[str, Any] = json.loads(BUILT_IN.read_text(encoding="utf-8"))
    features = data.pop("features")
    data["coefficients"] = {name: row["coefficient"] for name, row in features.items()}
    data["words"] = {name: row["words"] for name, row in features.items()}
    return data
