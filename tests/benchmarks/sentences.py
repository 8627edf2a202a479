"""How well and how fast text is split into sentences, beside two libraries.

`python -m tests.benchmarks.sentences [--gold DIR --articles DIR] [--errors]` scores exact spans on
tests/text/cases/sentences.txt, or on DIR/NAME.txt with its gold in DIR/NAME.jsonl (start, end, kind),
then the speed on ordinary text, which is that of our sample articles (or of DIR), then on the pages of the
test cases, which hold more furniture than text, then what hostile megabytes cost.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import sentencex
import syntok.segmenter

from claims.text.sentences import sentence_spans
from tests.text.article_pages import article_pages

NEEDED_F1 = 0.98
NEEDED_SPEED = 3.0
NEEDED_KINDS = 0.95
MOST_SECONDS = 1.0
MEGABYTE = 1_000_000
SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
CASES = Path(__file__).parent.parent / "text" / "cases"

Spans = set[tuple[int, int]]
Splitter = Callable[[str], Spans]
Sample = tuple[str, dict[tuple[int, int], str]]


def main() -> int:
    options = _options()
    samples = list(_gold(options.gold, options.articles) if options.gold else _cases())
    splitters: dict[str, Splitter] = {
        "claims.text.sentences": _ours,
        "sentencex": _sentencex,
        "syntok": _syntok,
    }
    ordinary = _megabyte([text for text, _ in samples] if options.gold else _articles())
    print(f"{'method':24} {'gold':>5} {'found':>5} {'P':>6} {'R':>6} {'F1':>6} {'MB/s':>7}")
    scores = {name: _print_score(name, splitter, samples, ordinary) for name, splitter in splitters.items()}
    print(f"pages of the cases: {_speed(_ours, _megabyte([page.text for page in article_pages()])):.1f} MB/s")
    kinds = _right_kinds(samples) if options.gold else 1.0
    if options.gold:
        print(f"right kind: {kinds:.4f} (needs {NEEDED_KINDS})")
    slowest = _print_hostile()
    if options.errors:
        _print_errors(samples)
    figure, speed = scores["claims.text.sentences"]
    print(f"speed: {speed:.1f} MB/s (needs {NEEDED_SPEED})")
    print(f"slowest megabyte: {slowest:.2f} s (at most {MOST_SECONDS})")
    print(f"sentences: {figure:.4f} (needs {NEEDED_F1})")
    fast = speed >= NEEDED_SPEED and slowest <= MOST_SECONDS
    return 0 if figure >= NEEDED_F1 and fast and kinds >= NEEDED_KINDS else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--errors", action="store_true")
    return parser.parse_args()


def _cases() -> Iterator[Sample]:
    for line in (CASES / "sentences.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text = line.replace(" ‖ ", " ").replace("‖", "")
            parts = [unit.strip() for unit in line.split("‖")]
            yield text, dict.fromkeys(sorted(_located(text, parts)), "sentence")


def _gold(gold: Path, articles: Path) -> Iterator[Sample]:
    for path in sorted(gold.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        text = (articles / f"{path.stem}.txt").read_bytes().decode()
        yield text, {(row["start"], row["end"]): row["kind"] for row in rows}


def _articles() -> list[str]:
    """The texts of our sample articles, without the fields above them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.md"))]
    return [text.split("\n---\n", 1)[-1] for text in texts]


def _megabyte(texts: list[str]) -> str:
    """A megabyte of the texts over and over."""
    page = "\n\n".join(texts) + "\n\n"
    return (page * (MEGABYTE // len(page) + 1))[:MEGABYTE]


def _speed(splitter: Splitter, text: str) -> float:
    """Megabytes a second of processor time."""
    began = time.process_time()
    splitter(text)
    return len(text.encode()) / (time.process_time() - began) / MEGABYTE


def _print_score(name: str, splitter: Splitter, samples: list[Sample], ordinary: str) -> tuple[float, float]:
    gold = found = hits = 0
    for text, units in samples:
        spans = splitter(text)
        gold, found, hits = gold + len(units), found + len(spans), hits + len(spans & units.keys())
    speed = _speed(splitter, ordinary)
    figure = 2 * hits / (gold + found)
    print(f"{name:24} {gold:5} {found:5} {hits / found:6.3f} {hits / gold:6.3f} {figure:6.3f} {speed:7.1f}")
    return figure, speed


def _right_kinds(samples: list[Sample]) -> float:
    pairs = [
        (unit.kind, units[unit.start, unit.end])
        for text, units in samples
        for unit in sentence_spans(text)
        if (unit.start, unit.end) in units
    ]
    return sum(found == wanted for found, wanted in pairs) / max(1, len(pairs))


def _print_hostile() -> float:
    slowest = 0.0
    print(f"\n{'hostile megabyte':24} {'seconds':>8} {'half':>6}")
    for name, piece in HOSTILE.items():
        text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
        whole, half = _seconds(text), _seconds(text[: MEGABYTE // 2])
        slowest = max(slowest, whole)
        print(f"{name:24} {whole:8.3f} {half:6.3f}")
    return slowest


def _seconds(text: str) -> float:
    began = time.process_time()
    sentence_spans(text)
    return time.process_time() - began


HOSTILE = {
    "no punctuation": "word ",
    "one letter": "a",
    "capitals": "Aa ",
    "full stops": ".",
    "a stop in ten": "abcdefgh. ",
    "stops and spaces": ". ",
    "initials": "A. ",
    "abbreviated": "Gen. X met the U.S. The ",
    "question marks": "?” A B. ",
    "quotation marks": "“",
    "straight quotes": '"',
    "brackets": "(",
    "closing brackets": ").",
    "references": "a. [1]",
    "ellipses": "… ",
    "line ends": "\n",
    "short lines": "a\n",
    "short items": "1. a\n",
    "bylines": "By Ann Lee and Tom Lee\n",
    "joined words": "abcAbc ",
    "digits": "1",
    "spaces": " ",
    "combining marks": "e\u0301",
    # Lines of which no two are alike, because what one line is judged to be is remembered.
    "unlike words": "".join(f"{sha256(str(line).encode()).hexdigest() * 2:.118}\n" for line in range(9_000)),
    "ages": "12 hours ago\n\n",
    "small labels": "abc def gh ij\n\n",
    "unlike places": "".join(f"The {line:06x} walks " + "in on at " * 40 + "\n" for line in range(3_000)),
}


def _ours(text: str) -> Spans:
    return {(unit.start, unit.end) for unit in sentence_spans(text, "en")}


def _sentencex(text: str) -> Spans:
    return _located(text, [segment.strip() for segment in sentencex.segment("en", text)])


def _syntok(text: str) -> Spans:
    """syntok keeps line ends inside sentences, so that it is given one line at a time, as a caller would."""
    spans = set()
    for line in re.finditer(r"[^\n]+", text):
        for paragraph in syntok.segmenter.analyze(line.group()):
            for sentence in paragraph:
                last = sentence[-1]
                spans.add((line.start() + sentence[0].offset, line.start() + last.offset + len(last.value)))
    return spans


def _located(text: str, parts: Iterable[str]) -> Spans:
    spans, position = set(), 0
    for part in parts:
        found = text.find(part, position)
        if part and found >= 0:
            position = found + len(part)
            spans.add((found, position))
    return spans


def _print_errors(samples: list[Sample]) -> None:
    for text, units in samples:
        found = {(unit.start, unit.end): unit.kind for unit in sentence_spans(text)}
        for span in sorted(units.keys() | found.keys()):
            if units.get(span) != found.get(span):
                print(f"{units.get(span)!s:10} {found.get(span)!s:10} {text[span[0] : span[1]]!r}")


if __name__ == "__main__":
    sys.exit(main())
