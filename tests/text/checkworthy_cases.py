"""Our own labelled sentences, as decisions that a model can be trained on and tested with."""

from dataclasses import dataclass
from pathlib import Path

from claims.text.checkworthiness import features
from claims.text.figures import figure_spans
from claims.text.learning import Decision

CASES = Path(__file__).parent / "cases" / "checkworthy.tsv"


@dataclass(frozen=True)
class Case:
    """A sentence by itself: `label` is CFS (check-worthy factual), UFS or NFS."""

    label: str
    kind: str
    written: str

    @property
    def start(self) -> int:
        return 0

    @property
    def end(self) -> int:
        return len(self.written)

    def decision(self) -> Decision:
        return Decision(features(self.written, self, figure_spans(self.written)), self.label == "CFS")


def checkworthy_cases() -> list[Case]:
    """Every case of the file, in its order."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if line and not line.startswith("#")]
