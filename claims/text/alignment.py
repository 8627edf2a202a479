"""Puts several annotators' tags of one text side by side, and says where they differ."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

METHOD = "alignment/1"
# Below this overlap two tags are more likely about different things than about one.
LEAST_OVERLAP = 0.3
LEAST_OVERLAP_SAME_VALUE = 0.05

Difference = Literal["span", "type", "value", "verdict", "missing"]


@dataclass(frozen=True, slots=True)
class Tag:
    """One annotator's tag: `key` is whatever identifies it to the caller.

    `kind` keeps claims and figures apart; `label` is the type; `value` is (low, high, unit) of a figure.
    """

    annotator: Hashable
    key: Hashable
    kind: Literal["claim", "figure"]
    start: int
    end: int
    label: str = ""
    value: tuple[Decimal | None, Decimal | None, str | None] | None = None
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Tags that are about the same words, at most one of each annotator, by annotator's order.

    `overlap` is the least overlap of any two (1 for a tag alone); `start..end` the span that most chose,
    the shortest of several; `differences` says in what they differ, none where all agree.
    """

    tags: tuple[Tag, ...]
    missing: tuple[Hashable, ...]
    start: int
    end: int
    overlap: float
    differences: tuple[Difference, ...]

    @property
    def agreed(self) -> bool:
        """Whether every annotator made the same tag."""
        return not self.differences

    def can_be_merged(self, least_overlap: float) -> bool:
        """Whether nothing but the edges differs, and the overlap is at least `least_overlap`."""
        return set(self.differences) <= {"span"} and self.overlap >= least_overlap


def aligned_tags(tags: Sequence[Tag], annotators: Sequence[Hashable]) -> list[Group]:
    """The tags of all `annotators` of a text, in groups, in the order of the text.

    Pairs are joined from the best down: figures of the same value first, then by overlap (intersection
    over union), as long as no annotator comes twice into a group. Raises ValueError where a tag is of
    nobody in `annotators`.
    """
    order = {annotator: place for place, annotator in enumerate(annotators)}
    for tag in tags:
        if tag.annotator not in order:
            message = f"{tag.annotator!r} isn't among the annotators of this text"
            raise ValueError(message)
    groups = _joined(sorted(tags, key=lambda tag: (tag.start, tag.end, order[tag.annotator], str(tag.key))))
    found = [_group(sorted(group, key=lambda tag: order[tag.annotator]), annotators) for group in groups]
    return sorted(found, key=lambda group: (group.start, group.end, group.tags[0].kind))


def overlap(one: Tag, other: Tag) -> float:
    """Intersection over union of two spans, 0 to 1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    union = max(one.end, other.end) - min(one.start, other.start)
    if union <= 0:
        return 1.0
    return max(0, shared) / union


def _joined(tags: Sequence[Tag]) -> list[list[Tag]]:
    """Groups by joining the best pair that is left, again and again."""
    group_of = list(range(len(tags)))
    members: dict[int, list[int]] = {index: [index] for index in range(len(tags))}
    for _, one, other in sorted(_pairs(tags), key=lambda pair: (-pair[0], pair[1], pair[2])):
        mine, theirs = group_of[one], group_of[other]
        if mine == theirs:
            continue
        annotators = {tags[index].annotator for index in members[mine]}
        if any(tags[index].annotator in annotators for index in members[theirs]):
            continue
        members[mine] += members.pop(theirs)
        for index in members[mine]:
            group_of[index] = mine
    return [[tags[index] for index in group] for group in members.values()]


def _pairs(tags: Sequence[Tag]) -> Iterator[tuple[float, int, int]]:
    """The pairs of different annotators that may be about the same, with how well they fit."""
    for one, tag in enumerate(tags):
        for other in range(one + 1, len(tags)):
            if tags[other].start >= tag.end and tags[other].start > tag.start:
                break
            if tags[other].annotator == tag.annotator or tags[other].kind != tag.kind:
                continue
            fit = overlap(tag, tags[other])
            same_value = tag.value is not None and tag.value == tags[other].value
            if fit >= (LEAST_OVERLAP_SAME_VALUE if same_value else LEAST_OVERLAP):
                yield fit + same_value, one, other


def _group(tags: Sequence[Tag], annotators: Sequence[Hashable]) -> Group:
    present = {tag.annotator for tag in tags}
    missing = tuple(annotator for annotator in annotators if annotator not in present)
    spans = Counter((tag.start, tag.end) for tag in tags)
    start, end = min(spans, key=lambda span: (-spans[span], span[1] - span[0], span))
    least = min((overlap(one, other) for one, other in combinations(tags, 2)), default=1.0)
    return Group(tuple(tags), missing, start, end, least, tuple(_differences(tags, missing)))


def _differences(tags: Sequence[Tag], missing: Sequence[Hashable]) -> Iterator[Difference]:
    if len({(tag.start, tag.end) for tag in tags}) > 1:
        yield "span"
    if len({tag.label for tag in tags}) > 1:
        yield "type"
    if len({tag.value for tag in tags}) > 1:
        yield "value"
    if len({tag.verdict for tag in tags}) > 1:
        yield "verdict"
    if missing:
        yield "missing"
