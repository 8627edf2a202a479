"""Which language a text is written in."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claims.text.lexicon import lexicon

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

METHOD = "language/1 py3langid"
UNKNOWN = "und"
LEAST_PROBABILITY = 0.5
SURE_PROBABILITY = 0.99
SAMPLE_SIZES = (600, 4_000, 20_000)
SAMPLE_PARTS = 3
NO_LANGUAGE = "zxx"
# What has so many different English words, as so large a part, was English for the model, too, each time in
# 156,000 texts of a hundred languages and mixtures of two; asking it costs ten times as much.
FEWEST_ENGLISH_WORDS, LEAST_SHARE = 8, 0.35
FREQUENT = (
    *("function_words", "determiners", "small_words", "common_words"),
    *("attribution", "public_matter", "speakers"),
)
FOREIGN_TOO = frozenset({"a", "do", "i", "is"})
LATIN = re.compile(r"[\x00-\x7f\xa0£€‘’“”…–—]*")


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is ISO 639-1, or "und" where the text doesn't say; `probability`: 0 to 1."""

    code: str
    probability: float


def detected_language(text: str) -> Language:
    """The language most of `text` is written in.

    Reads a bounded sample from the beginning, the middle and the end, and a larger one only while
    the smaller leaves doubt, so that the cost has a ceiling (about 10 ms) whatever the length. The
    model is py3langid's (Lui and Baldwin 2012, "langid.py"), restricted to two-letter codes; what is full
    of frequent English words is English without it.
    """
    if _is_full_of_english(_sample(text, SAMPLE_SIZES[0])):
        return Language("en", 1.0)
    best = Language(UNKNOWN, 0.0)
    for size in SAMPLE_SIZES:
        best = _classified(_sample(text, size))
        if len(text) <= size or best.probability >= SURE_PROBABILITY:
            break
    if best.probability < LEAST_PROBABILITY or best.code == NO_LANGUAGE:
        return Language(UNKNOWN, best.probability)
    return best


def load_model() -> None:
    """Load the model now, which takes half a second, rather than with the first text that needs it."""
    _identifier()


def _sample(text: str, size: int) -> str:
    """At most `size` characters of `text`: equal parts of its beginning, middle and end."""
    if len(text) <= size:
        return text
    part = size // SAMPLE_PARTS
    step = (len(text) - part) // (SAMPLE_PARTS - 1)
    return "\n".join(text[step * index : step * index + part] for index in range(SAMPLE_PARTS))


def _is_full_of_english(sample: str) -> bool:
    words, english = sample.split(), _english_words()
    telling = [*filter(english.__contains__, words)]
    is_full = len(telling) >= LEAST_SHARE * len(words) and len(set(telling)) >= FEWEST_ENGLISH_WORDS
    return is_full and LATIN.fullmatch(sample) is not None


@cache
def _english_words() -> frozenset[str]:
    return lexicon(FREQUENT).single_words() - FOREIGN_TOO


def _classified(sample: str) -> Language:
    if not any(character.isalpha() for character in sample):
        return Language(UNKNOWN, 0.0)
    code, probability = _identifier().classify(sample)
    return Language(str(code), round(float(probability), 4))


@cache
def _identifier() -> "LanguageIdentifier":
    """The model, loaded on first use because that takes half a second."""
    from numpy import ascontiguousarray
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    two_letters = [code for code in identifier.labels if len(code) == 2]
    identifier.set_languages([*two_letters, NO_LANGUAGE])
    # Choosing columns leaves the table in the order of languages; a text reads it feature by feature.
    identifier.nb_ptc = ascontiguousarray(identifier.nb_ptc)
    return identifier
