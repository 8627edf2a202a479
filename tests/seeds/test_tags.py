"""The claims and figures that come with the sample articles."""

import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.seeds.content import Tag, articles, claims, figures, people, sources, tags

TAG = {"key", "quote", "occurrence", "confidence", "annotator", "status"}
TAG |= {"reviewer", "reviewer_confidence", "review_comment", "evidence"}
CLAIM = TAG | {"statement", "claimant", "claimant_role", "claim_date", "claim_type", "tags"}
CLAIM |= {"verdict", "rationale", "search_record"}
FIGURE = TAG | {"numeral", "kind", "value_low", "value_high", "modifier", "measure", "counted", "qualifier"}
FIGURE |= {"base", "scope_place", "scope_group", "as_of_from", "as_of_to", "nature", "stated_by"}
FIGURE |= {"reported_by", "claim"}
EVIDENCE = {"source", "stance", "quote", "locator", "credibility", "question", "note"}

CLAIM_TYPES = {
    "numerical",
    "quote",
    "event_property",
    "causal",
    "position",
    "speculative",
    "opinion",
    "media",
}
VERDICTS = {"supported", "refuted", "not_enough_evidence", "conflicting_evidence"}
KINDS = {"count", "money", "percent", "duration", "age", "ordinal", "rank", "other"}
OPEN_ABOVE = {"at_least", "more_than"}
OPEN_BELOW = {"at_most", "less_than"}
REVIEWED = {"verified", "rejected", "returned", "disputed"}
SCOPE = ("counted", "qualifier", "measure", "base", "scope_place", "scope_group", "nature")

each_tag = pytest.mark.parametrize("tag", tags(), ids=str)
each_claim = pytest.mark.parametrize("claim", claims(), ids=str)
each_figure = pytest.mark.parametrize("figure", figures(), ids=str)


def optional_date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def bounds(figure: Tag) -> tuple[Decimal | None, Decimal | None]:
    low, high = figure.row["value_low"], figure.row["value_high"]
    return None if low is None else Decimal(low), None if high is None else Decimal(high)


@each_tag
def test_quote_stands_in_the_text(tag: Tag) -> None:
    start, end = tag.span
    assert start >= 0, f"the text has no occurrence {tag.row['occurrence']} of the quote"
    assert tag.text[start:end] == tag.row["quote"]
    assert tag.row["quote"] == tag.row["quote"].strip()
    assert "\n" not in tag.row["quote"]


@each_tag
def test_people_and_status_fit_together(tag: Tag) -> None:
    row = tag.row
    assert people()[row["annotator"]]["role"] == "annotator"
    assert row["status"] in REVIEWED | {"draft", "submitted"}
    assert (row["reviewer"] is not None) == (row["status"] in REVIEWED)
    if row["reviewer"] is not None:
        assert people()[row["reviewer"]]["role"] == "reviewer"
        assert row["reviewer"] != row["annotator"]
        assert 0 <= row["reviewer_confidence"] <= 100
    else:
        assert row["reviewer_confidence"] is None
        assert row["review_comment"] == ""
    if row["status"] in REVIEWED - {"verified"}:
        assert row["review_comment"], "who rejects, returns or disputes says why"


@each_tag
def test_confidence(tag: Tag) -> None:
    confidence = tag.row["confidence"]
    assert tag.row["status"] == "draft" or confidence is not None
    assert confidence is None or (isinstance(confidence, int) and 0 <= confidence <= 100)


@each_tag
def test_evidence(tag: Tag) -> None:
    for evidence in tag.row["evidence"]:
        assert evidence.keys() == EVIDENCE
        assert evidence["source"] in sources()
        assert evidence["stance"] in {"supports", "refutes", "context"}
        assert evidence["credibility"] in set("123456")
        assert evidence["quote"]
        assert evidence["locator"]


@each_claim
def test_claim_fields(claim: Tag) -> None:
    row = claim.row
    assert row.keys() == CLAIM
    assert row["claim_type"] in CLAIM_TYPES
    assert row["verdict"] in VERDICTS | {None}
    assert re.fullmatch(r"[^\s].+\.", row["statement"]), "a statement is one whole sentence"
    assert row["claimant"]
    assert row["claimant_role"]
    assert row["tags"]
    optional_date(row["claim_date"])


@each_claim
def test_a_verified_claim_has_verdict_and_grounds(claim: Tag) -> None:
    row = claim.row
    if row["status"] == "verified":
        assert row["verdict"] is not None
        assert row["rationale"]
        assert row["evidence"] or row["search_record"]
    if row["verdict"] == "not_enough_evidence":
        assert row["search_record"], "not enough evidence: say where you looked"


@each_claim
def test_supported_and_refuted_rest_on_such_evidence(claim: Tag) -> None:
    needed = {"supported": "supports", "refuted": "refutes"}.get(claim.row["verdict"] or "")
    stances = {evidence["stance"] for evidence in claim.row["evidence"]}
    assert claim.row["status"] != "verified" or needed is None or needed in stances


@each_figure
def test_figure_fields(figure: Tag) -> None:
    row = figure.row
    assert row.keys() == FIGURE
    assert row["kind"] in KINDS
    assert row["nature"] in {"stock", "flow", "cumulative", ""}
    assert row["quote"].count(row["numeral"]) == 1, "the numeral's place in the quote must be plain"
    assert row["measure"] or row["counted"], "a figure measures or counts something"
    first, last = optional_date(row["as_of_from"]), optional_date(row["as_of_to"])
    assert (first is None) == (last is None)
    assert first is None or last is None or first <= last
    assert row["kind"] != "percent" or (row["measure"] == "%" and row["base"])
    assert row["kind"] != "age" or row["measure"] == "year"
    assert row["kind"] != "money" or re.fullmatch("[A-Z]{3}", row["measure"])


@each_figure
def test_bounds_follow_the_modifier(figure: Tag) -> None:
    low, high = bounds(figure)
    modifier = figure.row["modifier"]
    if modifier in OPEN_ABOVE:
        assert low is not None
        assert high is None
    elif modifier in OPEN_BELOW:
        assert low is None
        assert high is not None
    elif modifier == "range":
        assert low is not None
        assert high is not None
        assert low < high
    else:
        assert modifier in {"exact", "approximately"}
        assert low is not None
        assert low == high


@each_figure
def test_numerals_in_plain_digits_say_the_value(figure: Tag) -> None:
    digits = re.fullmatch(r"[$€]?([\d.,]+)", figure.row["numeral"])
    if digits:
        assert Decimal(digits[1].replace(",", "")) in bounds(figure)


@each_figure
def test_a_figure_belongs_to_a_claim_of_the_same_person(figure: Tag) -> None:
    mine = {
        claim.row["key"]
        for claim in claims()
        if claim.stem == figure.stem and claim.row["annotator"] == figure.row["annotator"]
    }
    assert figure.row["claim"] is None or figure.row["claim"] in mine


def test_keys_are_unique_and_carry_the_number_of_their_article() -> None:
    keys = [tag.row["key"] for tag in tags()]
    assert len(set(keys)) == len(keys)
    assert all(tag.row["key"].startswith(tag.stem[:3]) for tag in tags())


def test_nobody_tags_the_same_span_twice() -> None:
    spans = Counter((tag.stem, tag.noun, tag.row["annotator"], tag.span) for tag in tags())
    assert [span for span, times in spans.items() if times > 1] == []


def test_the_queue_is_half_worked() -> None:
    """At least so many of each, so that every page has something to show."""
    statuses = Counter((tag.noun, tag.row["status"]) for tag in tags())
    assert len(claims()) >= 60
    assert len(figures()) >= 90
    assert statuses["claim", "verified"] >= 30
    assert statuses["figure", "verified"] >= 45
    for status, least in {"submitted": 25, "draft": 10, "returned": 4, "rejected": 4, "disputed": 2}.items():
        assert statuses["claim", status] + statuses["figure", status] >= least, status
    assert {claim.row["claim_type"] for claim in claims()} == CLAIM_TYPES
    assert {claim.row["verdict"] for claim in claims() if claim.row["status"] == "verified"} == VERDICTS
    assert {figure.row["kind"] for figure in figures()} == KINDS


def test_quotes_hold_characters_that_offsets_go_wrong_on() -> None:
    drafts = "".join(tag.row["quote"] for tag in tags())
    assert any(unicodedata.combining(character) for character in drafts)
    assert any(ord(character) > 0xFFFF for character in drafts)
    assert any(unicodedata.bidirectional(character) == "AL" for character in drafts)
    assert any(tag.row["occurrence"] > 1 for tag in tags())


def test_some_articles_wait_for_an_annotator() -> None:
    assert len(articles().keys() - {tag.stem for tag in tags()}) >= 2


def test_one_article_is_tagged_by_both_annotators_who_differ() -> None:
    annotators = defaultdict(set)
    for tag in tags():
        annotators[tag.stem].add(tag.row["annotator"])
    (shared,) = (stem for stem, keys in annotators.items() if len(keys) == 2)

    by_quote = defaultdict(list)
    for tag in tags():
        if tag.stem == shared:
            by_quote[tag.row["quote"]].append(tag)
    pairs = [pair for pair in by_quote.values() if len(pair) == 2]
    assert any(one.row.get("verdict") != other.row.get("verdict") for one, other in pairs)
    assert any(same_statement_other_span(one, other) for one in claims() for other in claims())
    assert any(
        bounds(one) != bounds(other) for one in figures() for other in figures() if overlap(one, other)
    )


def same_statement_other_span(one: Tag, other: Tag) -> bool:
    return (
        one.stem == other.stem
        and one.row["statement"] == other.row["statement"]
        and one.row["annotator"] != other.row["annotator"]
        and one.span != other.span
    )


def overlap(one: Tag, other: Tag) -> bool:
    return (
        one.stem == other.stem
        and one.row["annotator"] != other.row["annotator"]
        and one.span[0] < other.span[1]
        and other.span[0] < one.span[1]
    )


def test_the_same_claim_is_told_in_several_articles() -> None:
    told = defaultdict(set)
    for claim in claims():
        told[claim.row["statement"]].add(claim.stem)
    assert sum(len(stems) > 1 for stems in told.values()) >= 5


def test_figures_of_the_same_scope_agree_here_and_conflict_there() -> None:
    scopes = defaultdict(list)
    for figure in figures():
        if figure.row["counted"] and figure.row["as_of_from"]:
            scopes[tuple(figure.row[field] for field in SCOPE)].append(figure)
    pairs = [
        (one, other)
        for alike in scopes.values()
        for one in alike
        for other in alike
        if one.stem < other.stem and same_time(one.row, other.row)
    ]
    assert sum(bounds(one) == bounds(other) for one, other in pairs) >= 4
    assert sum(bounds(one) != bounds(other) for one, other in pairs) >= 4


def same_time(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["as_of_from"] <= other["as_of_to"] and other["as_of_from"] <= one["as_of_to"])
