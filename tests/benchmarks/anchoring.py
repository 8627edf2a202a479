"""How well quotes are placed again in an article that was edited, and what that costs.

`python -m tests.benchmarks.anchoring [--errors]`

Our own articles are edited as desks do: sentences are cut, added, moved and repeated, words replaced,
quotation marks and spaces set otherwise. Each word keeps its number through the edits, so the true place of
every quote is known. A quote is right where its new edges are within a word of the true ones; wrong where it
shares less than half with the true span; refused where no place was sure; else the edges are off. Quotes that
were torn apart are left out. The baseline is the first exact match.
"""

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from claims.text.anchoring import placed_quote, selectors

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
NEEDED_RIGHT = 0.88
MOST_WRONG = 0.01
QUOTES = 12
ROUNDS = 8
WORD = re.compile(r"\S+\s*")

Place = Callable[[str, str, str, int, str], tuple[int, int] | None]


@dataclass(frozen=True)
class Word:
    """A word with the white space behind it; `number` is None for words that an edit put in."""

    number: int | None
    written: str


def main() -> int:
    """Print the table and the last line; 1 where too few are right or too many wrong."""
    methods: dict[str, Place] = {"claims.text.anchoring": _ours, "first exact match": _first_match}
    texts = [path.read_text(encoding="utf-8").split("---\n", 2)[-1] for path in sorted(SEEDS.glob("*.md"))]
    heads = ("kept", "right", "refused", "wrong", "gone", "yet placed")
    print(f"{'method':24}" + "".join(f"{head:>11}" for head in heads))
    results = {}
    for name, place in methods.items():
        counts = _counts(texts, place, show="--errors" in sys.argv and place is _ours)
        results[name] = counts
        kept, gone = counts["kept"], counts["gone"]
        columns = [f"{counts[key] / kept:.1%}" for key in ("right", "refused", "wrong")]
        columns = [str(kept), *columns, str(gone), f"{counts['placed although gone'] / gone:.1%}"]
        print(f"{name:24}" + "".join(f"{column:>11}" for column in columns))
    _print_costs()
    ours = results["claims.text.anchoring"]
    right, wrong = ours["right"] / ours["kept"], ours["wrong"] / ours["kept"]
    print(f"anchoring: {right:.3f} right, {wrong:.3f} wrong (needs {NEEDED_RIGHT} and at most {MOST_WRONG})")
    return 0 if right >= NEEDED_RIGHT and wrong <= MOST_WRONG else 1


def _counts(texts: list[str], place: Place, *, show: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    chance = random.Random(7)
    for text in texts * ROUNDS:
        words = [Word(index, match.group()) for index, match in enumerate(WORD.finditer(text))]
        start = WORD.search(text)
        edited = _edited(words, chance)
        new_text = "".join(word.written for word in edited)
        for _ in range(QUOTES):
            first = chance.randrange(len(words) - 1)
            after = min(len(words), first + chance.choice([1, 3, 6, 12, 25, 40]))
            begin = (start.start() if start else 0) + sum(len(word.written) for word in words[:first])
            quote = "".join(word.written for word in words[first:after]).rstrip()
            kept = selectors(text, begin, begin + len(quote))
            found = place(kept.exact, kept.prefix, kept.suffix, begin, new_text)
            outcome = _outcome(edited, range(first, after), found)
            counts[outcome] += 1
            if outcome != "torn apart":
                counts["gone" if outcome in ("placed although gone", "left out") else "kept"] += 1
            if show and outcome in ("wrong", "placed although gone"):
                print(
                    f"    {outcome}: {quote[:60]!r} -> {new_text[found[0] : found[1]][:60]!r}"
                    if found
                    else ""
                )
    return counts


def _outcome(edited: list[Word], numbers: range, found: tuple[int, int] | None) -> str:
    """Compares the found span with where the numbered words are now; half of them must be left."""
    position, spans = 0, []
    for word in edited:
        if word.number is not None and word.number in numbers:
            spans.append((position, position + len(word.written.rstrip()), len(word.written)))
        position += len(word.written)
    if len(spans) * 2 < len(numbers):
        return "left out" if found is None else "placed although gone"
    start, end = spans[0][0], spans[-1][1]
    if end - start > 1.5 * sum(length for _, _, length in spans) + 30:
        return "torn apart"
    if found is None:
        return "refused"
    shared = min(end, found[1]) - max(start, found[0])
    near = abs(start - found[0]) <= spans[0][2] + 12 and abs(end - found[1]) <= spans[-1][2] + 12
    if near and shared > 0:
        return "right"
    return "wrong" if shared * 2 < end - start else "roughly"


def _edited(words: list[Word], chance: random.Random) -> list[Word]:
    """Some sentences cut, added, moved or repeated, and one word in forty replaced."""
    sentences: list[list[Word]] = [[]]
    for word in words:
        sentences[-1].append(word)
        if word.written.rstrip().endswith((".", "?", "!", "”")):
            sentences.append([])
    added = [Word(None, piece) for piece in ("This ", "article ", "was ", "updated ", "on ", "Friday. ")]
    result: list[Word] = []
    for sentence in sentences:
        kind = chance.random()
        if kind < 0.06:
            continue
        if kind < 0.10:
            result += added
        if kind > 0.98:
            copied = chance.randrange(len(result) + 1)
            result[copied:copied] = [Word(None, word.written) for word in sentence]
        place = chance.randrange(len(result) + 1) if 0.96 < kind <= 0.98 else len(result)
        result[place:place] = [_retyped(word, chance) for word in sentence]
    return result


def _retyped(word: Word, chance: random.Random) -> Word:
    if chance.random() < 0.025:
        return Word(word.number, "changed" + word.written[len(word.written.rstrip()) :])
    if chance.random() < 0.1:
        plain = word.written.replace("“", '"').replace("”", '"').replace("’", "'")
        return Word(word.number, plain.replace("\n\n", "\n"))
    return word


def _ours(quote: str, prefix: str, suffix: str, start: int, text: str) -> tuple[int, int] | None:
    found = placed_quote(quote, prefix, suffix, start, text)
    return (found.start, found.end) if found else None


def _first_match(quote: str, prefix: str, suffix: str, start: int, text: str) -> tuple[int, int] | None:
    found = text.find(quote)
    return (found, found + len(quote)) if found >= 0 else None


def _print_costs() -> None:
    """The slowest of several hostile megabytes, and an ordinary one."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghij", k=chance.randint(2, 9))) for _ in range(3_000)]
    ordinary = " ".join(chance.choices(words, k=170_000))[:1_000_000]
    quote = ordinary[500_000:500_300]
    cases = {
        "an edited quote in an ordinary megabyte": (quote[:100] + "XX" + quote[120:], ordinary),
        "a quote that is gone": ("zyx " * 80, ordinary),
        "a megabyte of one letter": ("a" * 500, "a" * 1_000_000),
        "a quote repeated 3,000 times": (quote[:290] + "!", (quote + " ") * 3_300),
        "decomposed letters": ("é" * 40, "e\u0301" * 500_000),
    }
    for name, (wanted, text) in cases.items():
        began = time.process_time()
        placed_quote(wanted, "", "", 500_000, text)
        print(f"{name}: {time.process_time() - began:.3f} s")


if __name__ == "__main__":
    sys.exit(main())
