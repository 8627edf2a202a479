"""How far people agree on claims, figures, verdicts and edges."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.measuring.aligning import AlignedText
from claims.measuring.tables import Column, Table, Words
from claims.text.agreement import (
    Agreement,
    Continuum,
    Interval,
    Unit,
    cohens_kappa,
    figures_alpha,
    krippendorffs_alpha,
    unitizing_alpha,
)
from claims.text.alignment import Group, Tag

Kind = Literal["claim", "figure"]
PAIRS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Question:
    """What people may agree on: of which tags, and each one's label (None or empty: no answer).

    Without a label it is about where the tags begin and end, or about the values of figures.
    """

    key: str
    words: Words
    kind: Kind
    label: Callable[[Tag], str | None] | None = None


VERDICT = Question("verdict", gettext_lazy("Verdicts"), "claim", lambda tag: tag.verdict)
TYPE = Question("type", gettext_lazy("Types of claims"), "claim", lambda tag: tag.label)
KIND = Question("kind", gettext_lazy("Kinds of figures"), "figure", lambda tag: tag.label)
CLAIM_SPAN = Question("claim_span", gettext_lazy("Edges of claims"), "claim")
FIGURE_SPAN = Question("figure_span", gettext_lazy("Edges of figures"), "figure")
VALUE = Question("value", gettext_lazy("Values of figures"), "figure")
LABELS = (VERDICT, TYPE, KIND)
QUESTIONS = {question.key: question for question in (*LABELS, VALUE, CLAIM_SPAN, FIGURE_SPAN)}


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found on a question; κ only for labels."""

    question: Question
    alpha: Agreement
    kappa: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people, how many texts they share, and κ on each of `LABELS`."""

    one: UUID
    other: UUID
    texts: int
    kappas: tuple[Agreement, ...]

    @property
    def labelled(self) -> list[tuple[Words, Agreement]]:
        """Each κ with what it is about."""
        return [(question.words, kappa) for question, kappa in zip(LABELS, self.kappas, strict=True)]


def agreement(texts: Sequence[AlignedText]) -> list[Measured]:
    """Every measure over these texts, each with its n and its interval, or why it isn't told."""
    return [_measured(texts, question) for question in QUESTIONS.values()]


def agreement_by_pair(texts: Sequence[AlignedText]) -> list[Pair]:
    """The pairs of people who share most texts, each with κ on every label."""
    shared = Counter(pair for text in texts for pair in combinations(text.people, 2))
    found = []
    for (one, other), count in shared.most_common(PAIRS_SHOWN):
        theirs = [text for text in texts if {one, other} <= set(text.people)]
        kappas = tuple(cohens_kappa(_pairs_of_labels(theirs, question, (one, other))) for question in LABELS)
        found.append(Pair(one, other, count, kappas))
    return found


def agreement_table(found: Sequence[Measured]) -> Table:
    """The measures as a table, a row a question."""
    columns = [
        Column("question", gettext_lazy("Agreement on")),
        Column("kappa", gettext_lazy("Cohen’s κ")),
        Column("kappa_low", gettext_lazy("95 % from"), is_series=False),
        Column("kappa_high", gettext_lazy("to"), is_series=False),
        Column("kappa_n", gettext_lazy("Items"), is_series=False),
        Column("alpha", gettext_lazy("Krippendorff’s α")),
        Column("alpha_low", gettext_lazy("95 % from"), is_series=False),
        Column("alpha_high", gettext_lazy("to"), is_series=False),
        Column("alpha_n", gettext_lazy("Items"), is_series=False),
        Column("explanation", gettext_lazy("Explanation"), is_series=False),
    ]
    return Table(
        key="agreement",
        title=gettext_lazy("Agreement"),
        explanation=gettext_lazy(
            "1 is full agreement and 0 what chance alone would give; below 0 is less than that."
        ),
        columns=tuple(columns),
        rows=tuple(
            (str(one.question.words), *_cells(one.kappa), *_cells(one.alpha), _explained(one))
            for one in found
        ),
    )


def behind(texts: Sequence[AlignedText], question: Question) -> list[tuple[AlignedText, Group]]:
    """The groups of tags that the numbers on a question are made of, with their texts."""
    asked = [(text, group) for text in texts for group in text.of_kind(question.kind)]
    if question.label is not None:
        return [pair for pair in asked if len(_labels(pair[1], question)) > 1]
    if question is VALUE:
        return [pair for pair in asked if len(pair[1].tags) > 1]
    return asked


def differ(group: Group, question: Question) -> bool:
    """Whether the people of a group answered the question differently."""
    if question.label is not None:
        return len(set(_labels(group, question))) > 1
    if question is VALUE:
        return len(set(_values(group))) > 1
    return "span" in group.differences or "missing" in group.differences


def _measured(texts: Sequence[AlignedText], question: Question) -> Measured:
    if question.label is not None:
        labels = [_labels(group, question) for _text, group in behind(texts, question)]
        return Measured(question, krippendorffs_alpha(labels), _kappa(texts, question, len(labels)))
    if question is VALUE:
        return Measured(question, figures_alpha([_values(group) for _text, group in behind(texts, question)]))
    return Measured(question, unitizing_alpha([_continuum(text, question.kind) for text in texts]))


def _kappa(texts: Sequence[AlignedText], question: Question, n: int) -> Agreement:
    people = {person for text in texts for person in text.people}
    if len(people) > 2:
        words = _("Cohen’s κ is for two people: choose both.")
        return Agreement("Cohen's κ", None, n, explanation=words)
    return cohens_kappa(_pairs_of_labels(texts, question, tuple(sorted(people))))


def _labels(group: Group, question: Question) -> list[str]:
    assert question.label is not None
    return [label for tag in group.tags if (label := question.label(tag))]


def _values(group: Group) -> list[Interval]:
    return [tag.value[:2] for tag in group.tags if tag.value is not None]


def _pairs_of_labels(
    texts: Sequence[AlignedText], question: Question, people: tuple[UUID, ...]
) -> list[tuple[str, str]]:
    assert question.label is not None
    pairs = []
    for _text, group in behind(texts, question):
        labels = {tag.annotator: question.label(tag) for tag in group.tags}
        one, other = (labels.get(person) for person in people)
        if one and other:
            pairs.append((one, other))
    return pairs


def _continuum(text: AlignedText, kind: Kind) -> Continuum:
    units: dict[Any, list[Unit]] = {person: [] for person in text.people}
    for group in text.of_kind(kind):
        for tag in group.tags:
            units[tag.annotator].append(Unit(tag.start, tag.end))
    return Continuum(text.length, units)


def _cells(found: Agreement | None) -> tuple[Any, ...]:
    return (None,) * 4 if found is None else (found.value, found.low, found.high, found.n)


def _explained(one: Measured) -> str:
    parts = [found.explanation for found in (one.kappa, one.alpha) if found is not None and found.explanation]
    return " ".join(dict.fromkeys(parts))
