"""How well and how fast figures are read, beside quantulum3 and text2num.

`python -m tests.benchmarks.figures [--gold DIR --articles DIR] [--errors]` scores the sentences and pages in
tests/text/cases/figures, or the pages DIR/NAME.txt whose gold is in DIR/NAME.jsonl (start, end, number_start,
number_end, value_low, value_high, modifier, unit) and DIR/NAME.nonfigures.jsonl (start, end, reason).

A prediction matches the gold figure whose numeral it overlaps, one to one. F1 counts matches; value,
modifier and unit are the shares of matches that are right (unit where the gold has one). What touches a
non-figure whose reason begins with "ignore:" counts neither way.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable

from claims.text.figures import figure_spans
from tests.benchmarks.figure_gold import Answer, Page, gold_pages, own_pages
from tests.benchmarks.figure_readers import ours, quantulum, words_to_numbers
from tests.text.article_pages import article_pages

NEEDED = {"F1": 0.95, "value": 0.97, "modifier": 0.97, "unit": 0.90}
NEEDED_SPEED = 1_000_000
NEEDED_HOSTILE = 2.0
_MEGABYTE = 1_000_000
HOSTILE = (
    "1",
    ",",
    "one ",
    "million ",
    "-",
    "$",
    "of the ",
    "5 ",
    "1,",
    "7-",
    "“",
    "[1",
    "5 of ",
    "five dogs ",
)

Reader = Callable[[str], list[Answer]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold")
    parser.add_argument("--articles")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    pages = gold_pages(options.gold, options.articles) if options.gold else own_pages()
    readers: dict[str, Reader] = {
        "claims.text.figures": ours,
        "quantulum3": quantulum,
        "text2num": words_to_numbers,
    }
    scores = _print_quality(pages, readers)
    if options.errors:
        _print_errors(pages)
    speed = _print_speed(pages, readers)
    worst = _print_hostile()
    missed = [name for name, least in NEEDED.items() if scores[name] < least]
    fine = not missed and speed >= NEEDED_SPEED and worst <= NEEDED_HOSTILE
    for name in missed:
        print(f"{name} falls short: {scores[name]:.3f} (needs {NEEDED[name]:.3f})")
    print(f"figures: {scores['F1']:.3f} (needs {NEEDED['F1']:.3f})")
    return 0 if fine else 1


def _print_quality(pages: list[Page], readers: dict[str, Reader]) -> dict[str, float]:
    print(f"{'method':22} {'gold':>5} {'found':>5} {'F1':>6} {'value':>6} {'modif':>6} {'unit':>6}")
    first: dict[str, float] = {}
    for name, reader in readers.items():
        counts = sum((score(page, reader(page.text)) for page in pages), Counter[str]())
        row = shares(counts)
        first = first or row
        print(
            f"{name:22} {counts['gold']:5} {counts['found']:5} {row['F1']:6.3f} {row['value']:6.3f} "
            f"{row['modifier']:6.3f} {row['unit']:6.3f}"
        )
    return first


def score(page: Page, answers: list[Answer]) -> Counter[str]:
    """Counts of gold, found and matched figures, and of right values, modifiers and units."""
    counts = Counter(gold=len(page.gold))
    pairs = matches(page, answers)
    for answer in answers:
        gold = pairs.get(answer)
        if gold is None:
            counts["found"] += not any(answer.touches(start, end) for start, end in page.ignored)
            continue
        counts.update(
            found=1,
            hit=1,
            value=answer.has_values_of(gold),
            modifier=answer.modifier == gold.modifier,
            with_unit=gold.unit is not None,
            unit=gold.unit is not None and answer.unit == gold.unit,
        )
    return counts


def matches(page: Page, answers: list[Answer]) -> dict[Answer, Answer]:
    """Each answer that overlaps a gold numeral, with its gold figure, the greatest overlap first."""
    overlaps = sorted(
        (
            (answer.overlap(gold), -abs(answer.start - gold.start), answer, gold)
            for answer in answers
            for gold in page.gold
            if answer.touches(gold.start, gold.end)
        ),
        key=lambda row: row[:2],
        reverse=True,
    )
    pairs: dict[Answer, Answer] = {}
    taken: set[Answer] = set()
    for _, _, answer, gold in overlaps:
        if answer not in pairs and gold not in taken:
            pairs[answer] = gold
            taken.add(gold)
    return pairs


def shares(counts: Counter[str]) -> dict[str, float]:
    return {
        "F1": 2 * counts["hit"] / max(1, counts["gold"] + counts["found"]),
        "value": counts["value"] / max(1, counts["hit"]),
        "modifier": counts["modifier"] / max(1, counts["hit"]),
        "unit": counts["unit"] / max(1, counts["with_unit"]),
    }


def _print_errors(pages: list[Page]) -> None:
    for page in pages:
        answers = ours(page.text)
        pairs = matches(page, answers)
        for answer in answers:
            gold = pairs.get(answer)
            if gold is None:
                print(f"{page.name}: not in the gold: {answer}")
            elif not answer.agrees_with(gold):
                print(f"{page.name}: {gold} read as {answer}")
        for gold in page.gold:
            if gold not in pairs.values():
                print(f"{page.name}: missed: {gold}")


def _print_speed(pages: list[Page], readers: dict[str, Reader]) -> float:
    """Speed on ordinary articles, or on the gold: our cases hold a figure every few words."""
    is_own = any(page.name.startswith("counts:") for page in pages)
    text = "\n".join(page.text for page in (article_pages() if is_own else pages))
    print(f"\n{'method':22} {'bytes/s':>12}")
    first = 0.0
    for name, reader in readers.items():
        sample = text if name == "claims.text.figures" else text[:20_000]
        sample = sample * (1 + 300_000 // len(sample)) if name == "claims.text.figures" else sample
        speed = len(sample.encode()) / _seconds(reader, sample)
        first = first or speed
        print(f"{name:22} {speed:12,.0f}")
    return first


def _seconds(reader: Reader, text: str) -> float:
    begin = time.process_time()
    reader(text)
    return max(1e-6, time.process_time() - begin)


def _print_hostile() -> float:
    print(f"\n{'a megabyte of':22} {'seconds':>8}")
    worst = 0.0
    for piece in HOSTILE:
        text = piece * (_MEGABYTE // len(piece))
        begin = time.process_time()
        figure_spans(text)
        spent = time.process_time() - begin
        worst = max(worst, spent)
        print(f"{piece!r:22} {spent:8.2f}")
    return worst


if __name__ == "__main__":
    sys.exit(main())
