"""Small fingerprints by which near duplicates are found among many texts.

One-permutation MinHash (Li, Owen and Zhang 2012, "One Permutation Hashing"): each run of words is hashed
once, the range of hashes is cut into bins, and the smallest hash of each bin is kept. Two texts agree in a
bin with the probability of their Jaccard resemblance (Broder 1997). Empty bins borrow from the next full one
(Shrivastava and Li 2014).
"""

from collections.abc import Sequence
from math import ceil
from zlib import crc32

from claims.text.lexicon import WORD
from claims.text.similarity.words import content_words

METHOD = "similarity/1"
BINS = 32
CLAIM_BINS = 16
# Words in a run.
RUN = 4
# 2**64 over the golden ratio spreads the hashes (Knuth, "The Art of Computer Programming", 6.4).
MULTIPLIER = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1
LOW_BITS = 6
VALUE_BITS = 58
# From here on one text is most likely a reprint of the other, cut or with another headline.
REPRINT = 0.5


def fingerprint(text: str) -> tuple[int, ...]:
    """32 signed 64-bit keys for `text`, or none where it has no words.

    The number of the bin is part of a key, so the keys can be stored in one array column with an index
    for overlap: texts that share many keys resemble each other. Case, marks and spaces don't count.
    """
    hashes = [crc32(word.encode("utf-8", "surrogatepass")) for word in WORD.findall(text.lower())]
    if not hashes:
        return ()
    hashes += hashes[-1:] * (RUN - len(hashes))
    one, two, three = hashes[1:], hashes[2:], hashes[3:]
    runs = {(a * 31 + b * 37 + c) * 41 + d for a, b, c, d in zip(hashes, one, two, three, strict=False)}
    return _kept(runs, BINS)


def claim_fingerprint(statement: str) -> tuple[int, ...]:
    """16 signed 64-bit keys for the content words of a claim, whatever their order; none without any."""
    words = content_words(statement)
    return _kept({crc32(word.encode("utf-8", "surrogatepass")) for word in words}, CLAIM_BINS)


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of equal keys, 0 to 1: an estimate of the resemblance of the two texts.

    The standard error is at most .09 (for texts) and .13 (for claims).
    """
    if not one or not other:
        return 0.0
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=True)) / len(one)


def shared_keys_wanted(least_resemblance: float, bins: int = BINS) -> int:
    """How many keys two texts share at least, if their estimated resemblance is `least_resemblance`."""
    return max(1, ceil(least_resemblance * bins))


def _kept(hashes: set[int], bins: int) -> tuple[int, ...]:
    """The smallest hash of each bin as a key; none where there are no hashes."""
    if not hashes:
        return ()
    smallest: dict[int, int] = {}
    for value in sorted([(value * MULTIPLIER) & MASK for value in hashes], reverse=True):
        smallest[value & (bins - 1)] = value
    kept = [smallest.get(place) for place in range(bins)]
    return tuple(_key(place, _borrowed(kept, place)) for place in range(bins))


def _borrowed(smallest: Sequence[int | None], place: int) -> int:
    """The value of the bin, or of the next full one, changed so that it can't be taken for its own."""
    for step in range(len(smallest)):
        value = smallest[(place + step) % len(smallest)]
        if value is not None:
            return (value + step * MULTIPLIER) & MASK
    message = "every bin is empty"
    raise ValueError(message)


def _key(place: int, value: int) -> int:
    """The bin's number and 58 bits of its value, as Postgres' bigint takes them."""
    unsigned = (place << VALUE_BITS) | (value >> LOW_BITS)
    return unsigned - (1 << 63)
