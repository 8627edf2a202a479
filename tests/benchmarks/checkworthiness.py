"""How well sentences are ranked by what is worth checking, and how fast that and the speakers are found.

`python -m tests.benchmarks.checkworthiness [--gold DIR --articles DIR] [--errors]`

Quality is average precision of the built-in model, on our own cases and on gold in DIR/NAME.jsonl (start,
end, label: CFS, UFS or NFS) for the text DIR/NAME.txt. The baselines: a sentence with a digit, a sentence
with a figure, and the longer before the shorter.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.text.checkworthiness import built_in_model, checkworthy_sentences, features
from claims.text.claimants import claimant_spans
from claims.text.figures import figure_spans
from claims.text.learning import Decision, average_precision
from claims.text.sentences import sentence_spans
from tests.text.checkworthy_cases import checkworthy_cases

NEEDED = 0.9
NEEDED_ON_GOLD = 0.71
SPEED_TEXT = 1_000_000
SEEDS = Path(__file__).parents[2] / "seeds" / "articles"


@dataclass(frozen=True)
class Ranked:
    """One set of sentences with the score of each method."""

    name: str
    written: list[str]
    worthy: list[bool]
    scores: dict[str, list[float]]


def main() -> int:
    """Print the tables and the last line; 1 where the figure falls short."""
    options = _options()
    sets = [_own_cases()]
    if options.gold:
        sets.append(_gold(options.gold, options.articles or options.gold))
    print(f"{'sentences':12} {'n':>5} {'worth':>6}  " + "  ".join(f"{name:>14}" for name in sets[0].scores))
    for ranked in sets:
        precision = [average_precision(scores, ranked.worthy) or 0.0 for scores in ranked.scores.values()]
        columns = "  ".join(f"{value:14.3f}" for value in precision)
        print(f"{ranked.name:12} {len(ranked.worthy):5} {sum(ranked.worthy):6}  {columns}")
        if options.errors:
            _print_errors(ranked)
    _print_speeds()
    last = sets[-1]
    reached = average_precision(last.scores["model"], last.worthy) or 0.0
    needed = NEEDED_ON_GOLD if options.gold else NEEDED
    print(f"checkworthiness: {reached:.3f} (needs {needed})")
    return 0 if reached >= needed else 1


def _own_cases() -> Ranked:
    cases = checkworthy_cases()
    decisions = [case.decision() for case in cases]
    scores = [built_in_model().score(decision.features) for decision in decisions]
    return _ranked("own cases", [case.written for case in cases], decisions, scores)


def _gold(gold: Path, articles: Path) -> Ranked:
    written, decisions, scores = [], [], []
    for path in sorted(gold.glob("*.jsonl")):
        text = (articles / f"{path.stem}.txt").read_bytes().decode("utf-8")
        sentences, figures = sentence_spans(text, "en"), figure_spans(text)
        found = checkworthy_sentences(text, sentences, figures)
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            inside = [
                place for place, one in enumerate(found) if one.start < row["end"] and row["start"] < one.end
            ]
            best = max(inside, key=lambda place: found[place].score)
            numbers = [figure for figure in figures if row["start"] <= figure.start < row["end"]]
            written.append(text[row["start"] : row["end"]])
            decisions.append(Decision(features(text, sentences[best], numbers), row["label"] == "CFS"))
            scores.append(found[best].score)
    return _ranked("gold", written, decisions, scores)


def _ranked(name: str, written: list[str], decisions: Sequence[Decision], scores: list[float]) -> Ranked:
    figures = {"figure", "minor_figure"}
    methods = {
        "model": scores,
        "has a digit": [float(any(letter.isdigit() for letter in sentence)) for sentence in written],
        "has a figure": [float(not figures.isdisjoint(decision.features)) for decision in decisions],
        "length": [float(len(sentence)) for sentence in written],
    }
    return Ranked(name, written, [decision.worthy for decision in decisions], methods)


def _print_errors(ranked: Ranked) -> None:
    """The unworthy sentences ranked highest, and the worthy ones ranked lowest."""
    rows = sorted(zip(ranked.scores["model"], ranked.worthy, ranked.written, strict=True), reverse=True)
    high = [row for row in rows if not row[1]][:10]
    low = [row for row in rows if row[1]][-10:]
    for score, worthy, sentence in high + low:
        print(f"    {score:.2f} {'worth' if worthy else '  not'}  {sentence[:110]}")


def _print_speeds() -> None:
    """Megabytes a second on our own articles, repeated to a megabyte, the stages before left out."""
    articles = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.md"))]
    whole = "\n\n".join(articles)
    text = (whole * (SPEED_TEXT // len(whole) + 1))[:SPEED_TEXT]
    sentences, figures = sentence_spans(text, "en"), figure_spans(text)
    began = time.process_time()
    checkworthy_sentences(text, sentences, figures)
    scored = time.process_time()
    claimant_spans(text, sentences)
    spoken = time.process_time()
    print(
        f"check-worthiness {1 / (scored - began):.1f} MB/s, speakers {1 / (spoken - scored):.1f} MB/s",
        end=", ",
    )
    print(f"both {1 / (spoken - began):.1f} MB/s on {len(text):,} characters")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, help="a folder of NAME.jsonl")
    parser.add_argument("--articles", type=Path, help="the folder of NAME.txt, where it is another one")
    parser.add_argument("--errors", action="store_true", help="show the sentences that are ranked worst")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
