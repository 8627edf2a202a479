"""How many reprints are found among 10,000 articles, how many pairs are wrong, and what it costs.

`python -m tests.benchmarks.similarity`

The articles are sentences of our own articles put together at random, about 2 KB each. One in twenty is a
reprint of another: cut at the end, with another first sentence, and a word in fifty changed. Candidates are
pairs that share at least half of their keys, found through an index as a database would.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from claims.text.sentences import sentence_spans
from claims.text.similarity import REPRINT, fingerprint, resemblance, shared_keys_wanted

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
ARTICLES = 10_000
LENGTH = 2_000
REPRINTS = ARTICLES // 20
NEEDED = 0.95
MOST_SECONDS = 10.0


def main() -> int:
    """Print the table and the last line; 1 where reprints are missed or it takes too long."""
    chance = random.Random(11)
    texts, originals = _articles(chance)
    began = time.process_time()
    keys = [fingerprint(text) for text in texts]
    marked = time.process_time()
    pairs = _similar_pairs(keys)
    found = time.process_time()
    true = {(original, copy) for copy, original in originals.items()}
    recall = len(pairs & true) / len(true)
    length = sum(map(len, texts)) / len(texts)
    print(f"articles {len(texts):,}, {length:.0f} characters each, reprints {len(true)}")
    print(f"fingerprints {marked - began:.2f} s, candidates {found - marked:.2f} s")
    print(f"found {len(pairs & true)}, missed {len(true - pairs)}, wrong {len(pairs - true)}")
    seconds = marked - began
    print(f"similarity: {recall:.3f} of reprints in {seconds:.1f} s (needs {NEEDED} in {MOST_SECONDS:.0f} s)")
    return 0 if recall >= NEEDED and seconds <= MOST_SECONDS else 1


def _articles(chance: random.Random) -> tuple[list[str], dict[int, int]]:
    """The texts, and for each reprint the article that it repeats."""
    sentences = []
    for path in sorted(SEEDS.glob("*.md")):
        text = path.read_text(encoding="utf-8").split("---\n", 2)[-1]
        sentences += [text[span.start : span.end] for span in sentence_spans(text, "en")]
    texts = []
    while len(texts) < ARTICLES - REPRINTS:
        text = ""
        while len(text) < LENGTH:
            text += _varied(chance.choice(sentences), chance, 0.5) + " "
        texts.append(text)
    originals = {}
    for original in chance.sample(range(len(texts)), REPRINTS):
        originals[len(texts)] = original
        kept = texts[original][: int(len(texts[original]) * chance.uniform(0.8, 1.0))]
        texts.append(chance.choice(sentences) + " " + _varied(kept, chance, 0.02))
    return texts, originals


def _varied(text: str, chance: random.Random, share: float) -> str:
    """`text` with a share of its words replaced, so that no two articles are alike by accident."""
    words = text.split(" ")
    return " ".join(f"w{chance.randrange(100_000)}" if chance.random() < share else word for word in words)


def _similar_pairs(keys: list[tuple[int, ...]]) -> set[tuple[int, int]]:
    """The pairs (earlier, later) that resemble each other enough, found through their keys."""
    holders: dict[int, list[int]] = defaultdict(list)
    pairs = set()
    for later, mine in enumerate(keys):
        shared = Counter(earlier for key in mine for earlier in holders[key])
        for earlier, count in shared.items():
            if count >= shared_keys_wanted(REPRINT) and resemblance(keys[earlier], mine) >= REPRINT:
                pairs.add((earlier, later))
        for key in mine:
            holders[key].append(later)
    return pairs


if __name__ == "__main__":
    sys.exit(main())
