from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.alignment import Tag, aligned_tags

PEOPLE = ["ann", "bob", "cem"]


def claim(
    annotator: str, start: int, end: int, label: str = "numerical", verdict: str | None = "supported"
) -> Tag:
    return Tag(annotator, f"{annotator}-{start}-{end}", "claim", start, end, label, None, verdict)


def figure(annotator: str, start: int, end: int, value: int, unit: str | None = "person") -> Tag:
    amount = (Decimal(value), Decimal(value), unit)
    return Tag(annotator, f"{annotator}-{start}-{end}", "figure", start, end, "count", amount)


def test_the_same_tag_by_everybody_is_agreed() -> None:
    (group,) = aligned_tags([claim(person, 10, 40) for person in PEOPLE], PEOPLE)
    assert group.agreed
    assert group.can_be_merged(1.0)
    assert [tag.annotator for tag in group.tags] == PEOPLE


@pytest.mark.parametrize(
    ("changed", "differences"),
    [
        (claim("bob", 12, 40), ("span",)),
        (claim("bob", 10, 40, label="causal"), ("type",)),
        (claim("bob", 10, 40, verdict="refuted"), ("verdict",)),
        (claim("bob", 10, 40, verdict=None), ("verdict",)),
        (claim("bob", 12, 40, label="causal", verdict="refuted"), ("span", "type", "verdict")),
    ],
)
def test_what_differs_is_named(changed: Tag, differences: tuple[str, ...]) -> None:
    (group,) = aligned_tags([claim("ann", 10, 40), changed], ["ann", "bob"])
    assert group.differences == differences
    assert group.can_be_merged(0.9) is (differences == ("span",))


def test_who_made_no_tag_is_missing() -> None:
    (group,) = aligned_tags([claim("ann", 10, 40), claim("cem", 10, 40)], PEOPLE)
    assert (group.differences, group.missing) == (("missing",), ("bob",))
    assert not group.can_be_merged(0)


def test_the_span_is_that_of_the_most_and_the_shortest_of_several() -> None:
    (group,) = aligned_tags([claim("ann", 10, 44), claim("bob", 10, 40), claim("cem", 10, 44)], PEOPLE)
    assert (group.start, group.end) == (10, 44)
    (pair,) = aligned_tags([claim("ann", 10, 44), claim("bob", 10, 40)], ["ann", "bob"])
    assert (pair.start, pair.end) == (10, 40)


def test_a_sentence_split_in_two_goes_with_the_part_that_fits_better() -> None:
    tags = [claim("ann", 0, 100), claim("bob", 0, 70), claim("bob", 71, 100)]
    first, second = aligned_tags(tags, ["ann", "bob"])
    assert [(tag.start, tag.end) for tag in first.tags] == [(0, 100), (0, 70)]
    assert second.missing == ("ann",)


def test_figures_are_aligned_by_value_before_overlap() -> None:
    tags = [figure("ann", 0, 30, 59), figure("bob", 20, 30, 59), figure("bob", 0, 18, 60)]
    first, second = sorted(aligned_tags(tags, ["ann", "bob"]), key=lambda group: -len(group.tags))
    assert [tag.start for tag in first.tags] == [0, 20]
    assert first.differences == ("span",)
    assert second.missing == ("ann",)


def test_figures_on_the_same_words_with_other_values_differ_in_value() -> None:
    (group,) = aligned_tags([figure("ann", 0, 9, 59), figure("bob", 0, 9, 95)], ["ann", "bob"])
    assert group.differences == ("value",)
    (units,) = aligned_tags([figure("ann", 0, 9, 59), figure("bob", 0, 9, 59, "arrest")], ["ann", "bob"])
    assert units.differences == ("value",)


def test_a_claim_and_a_figure_are_never_one() -> None:
    assert len(aligned_tags([claim("ann", 0, 9), figure("bob", 0, 9, 59)], ["ann", "bob"])) == 2


def test_a_tag_of_a_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="'dan' isn't among"):
        aligned_tags([claim("dan", 0, 9)], PEOPLE)


TAGS = st.lists(
    st.builds(
        lambda person, start, length, value: figure(person, start, start + length, value),
        st.sampled_from(PEOPLE),
        st.integers(0, 60),
        st.integers(0, 20),
        st.integers(1, 3),
    ),
    max_size=15,
)


@given(TAGS)
def test_every_tag_is_in_one_group_and_nobody_twice_in_any(tags: list[Tag]) -> None:
    groups = aligned_tags(tags, PEOPLE)
    assert sorted(map(str, (tag for group in groups for tag in group.tags))) == sorted(map(str, tags))
    for group in groups:
        people = [tag.annotator for tag in group.tags]
        assert len(people) == len(set(people))
        assert set(people) | set(group.missing) == set(PEOPLE)
