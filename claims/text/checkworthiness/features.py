"""What can be seen in a sentence that bears on whether it is worth checking."""

from collections.abc import Sequence
from functools import cache

from claims.text.lexicon import WORD, Lexicon, lexicon
from claims.text.shapes import FigureLike, SentenceLike

METHOD = "checkworthiness-features/1"

# Word list -> how many entries count in full; one entry of a list capped at 3 gives the value 1/3.
LISTS = {
    "cause": 1,
    "comparison": 1,
    "consequence": 2,
    "continuing_state": 1,
    "evidence": 2,
    "first_person": 1,
    "future": 1,
    "intensity": 1,
    "law": 2,
    "officials": 1,
    "opinion": 2,
    "our_side": 1,
    "public_matter": 3,
    "publication": 1,
    "quantifier": 1,
    "second_person": 1,
    "speculation": 2,
    "speech": 1,
    "stance": 1,
    "superlative": 1,
    "trend": 1,
}
KINDS_THAT_SAY_LITTLE = frozenset({"ordinal", "age", "rank"})
OPENING_QUOTES = "“\"'‘«„"
CLOSING_MARKS = "”\"'’»)]\u00a0 "
SHORT_SENTENCE_WORDS = 8
FULL_LENGTH_WORDS = 36
MOST_NAMES = 3
CENTURIES = frozenset({"17", "18", "19", "20"})
OPENINGS = ("imperatives", "anaphora")
# After these the first word was a noun and no command: "Support is strongest in ...".
AFTER_A_SUBJECT = frozenset({"is", "are", "was", "were", "has", "have", "had", "of", "will", "from", "among"})
KINDS = ("heading", "byline", "caption", "list_item", "footnote", "boilerplate")


def features(text: str, sentence: SentenceLike, figures: Sequence[FigureLike]) -> dict[str, float]:
    """The features of one sentence of `text` that are present, each with a value in 0..1.

    `figures` are those that lie in the sentence. Absent features are left out and count as 0. The
    scheme follows what Hassan et al. 2017 ("Toward Automated Fact-Checking", ClaimBuster) found to
    carry the decision: numbers, tense, named entities, and the words of subjectivity.
    """
    written = text[sentence.start : sentence.end]
    words = WORD.findall(written)
    if not words:
        return {"no_words": 1.0}
    counts = _lexicon().counts(words)
    found = {name: min(count, LISTS[name]) / LISTS[name] for name, count in counts.items() if name in LISTS}
    found |= _figure_features(figures, found)
    found |= _name_and_date_features(words)
    if not _first_words("irregular_past").isdisjoint(words) or "ed " in " ".join([*words, ""]):
        found["past"] = 1.0
    found |= _shape_features(written, words, found)
    if sentence.kind in KINDS:
        found[sentence.kind] = 1.0
    if "officials" in found and "speech" in found:
        found["official_statement"] = 1.0
    return found


def _figure_features(figures: Sequence[FigureLike], found: dict[str, float]) -> dict[str, float]:
    if not figures:
        return {}
    telling = [figure for figure in figures if figure.kind not in KINDS_THAT_SAY_LITTLE]
    features: dict[str, float] = {}
    if telling:
        features["figure"] = 1.0
        if "comparison" in found or "trend" in found:
            features["figure_compared"] = 1.0
        if any(figure.kind in ("money", "percent") for figure in telling):
            features["money_or_percent"] = 1.0
    else:
        features["minor_figure"] = 1.0
    if len(figures) > 1:
        features["several_figures"] = 1.0
    return features


def _name_and_date_features(words: Sequence[str]) -> dict[str, float]:
    # The first word is capitalised anyway.
    capitals = [position for position, word in enumerate(words) if word[0].isupper() and position]
    names = sum(words[position] != "I" and not words[position - 1][0].isupper() for position in capitals)
    months = _first_words("months")
    years = [word for word in words if len(word) == 4 and word.isdecimal() and word[:2] in CENTURIES]
    dated = bool(years) or any(words[position].lower() in months for position in capitals)
    features = {"names": min(names, MOST_NAMES) / MOST_NAMES} if names else {}
    if dated:
        features["date"] = 1.0
    return features


def _shape_features(written: str, words: Sequence[str], found: dict[str, float]) -> dict[str, float]:
    features = {"anaphora": 1.0} if words[0].lower() in _first_words("anaphora") else {}
    if words[0].lower() in _first_words("imperatives") and words[1:2] and words[1] not in AFTER_A_SUBJECT:
        features["imperatives"] = 1.0
    ended = written.rstrip(CLOSING_MARKS)
    last = ended[-1:]
    if last == "?":
        features["question"] = 1.0
    elif last == "!":
        features["exclamation"] = 1.0
    elif last not in (".", "…", "]", ")"):
        features["no_full_stop"] = 1.0
    length = len(words)
    if length < SHORT_SENTENCE_WORDS:
        features["short"] = (SHORT_SENTENCE_WORDS - length) / SHORT_SENTENCE_WORDS
    else:
        features["length"] = min(
            1.0, (length - SHORT_SENTENCE_WORDS) / (FULL_LENGTH_WORDS - SHORT_SENTENCE_WORDS)
        )
    if written[0] in OPENING_QUOTES:
        features["spoken" if "speech" not in found else "quoted"] = 1.0
    return features


@cache
def _lexicon() -> Lexicon:
    return lexicon(LISTS)


@cache
def _first_words(name: str) -> frozenset[str]:
    return frozenset(lexicon([name]).continuations)
