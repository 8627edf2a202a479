"""Scores every sentence of a text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.text.checkworthiness.features import features
from claims.text.checkworthiness.model import LinearModel, Reason, built_in_model
from claims.text.shapes import FigureLike, SentenceLike

METHOD = "checkworthiness/1"


@dataclass(frozen=True, slots=True)
class CheckworthySentence:
    """The sentence `text[start:end]`, `index` in the order given with what was seen in it and its score."""

    index: int
    start: int
    end: int
    score: float
    figures: Sequence[FigureLike]
    features: Mapping[str, float]
    model: LinearModel

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What moved the score noticeably, the strongest first; worked out when asked, as few are shown."""
        return self.model.reasons(self.features)


def checkworthy_sentences(
    text: str,
    sentences: Sequence[SentenceLike],
    figures: Sequence[FigureLike],
    model: LinearModel | None = None,
) -> list[CheckworthySentence]:
    """Each of `sentences` with a score from 0 to 1 and the reasons for it, in the order given.

    `sentences` and `figures` are sorted by start, as `sentence_spans` and `figure_spans` give them.
    `model` is the project's own where it has one, else the one built in.
    """
    chosen = model or built_in_model()
    scored = []
    for index, (sentence, inside) in enumerate(_with_figures(sentences, figures)):
        found = features(text, sentence, inside)
        score = round(chosen.score(found), 4)
        scored.append(CheckworthySentence(index, sentence.start, sentence.end, score, inside, found, chosen))
    return scored


def _with_figures(
    sentences: Sequence[SentenceLike], figures: Sequence[FigureLike]
) -> Iterator[tuple[SentenceLike, list[FigureLike]]]:
    """Each sentence with the figures that begin in it, in one pass over both."""
    position = 0
    for sentence in sentences:
        while position < len(figures) and figures[position].start < sentence.start:
            position += 1
        inside = []
        while position < len(figures) and figures[position].start < sentence.end:
            inside.append(figures[position])
            position += 1
        yield sentence, inside
