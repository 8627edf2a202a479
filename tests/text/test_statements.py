from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.claimants import claimant_spans
from claims.text.sentences import sentence_spans
from claims.text.statements import Proposal, self_contained_statement

PUBLISHED = date(2016, 3, 9)  # a Wednesday


@dataclass(frozen=True)
class Place:
    start: int
    end: int


def proposed(text: str, last_words: str = "", published: date | None = PUBLISHED) -> Proposal:
    """The proposal for the last sentence of `text`, with its claimant as found."""
    sentence = sentence_spans(text, "en")[-1]
    claimants = [
        one
        for one in claimant_spans(text, sentence_spans(text, "en"))
        if one.sentence_start == sentence.start
    ]
    claimant = claimants[0] if claimants else None
    return self_contained_statement(
        text, sentence, claimant=claimant, published_from=published, published_to=published
    )


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The prosecutor, Anna Lind, said the dam is safe. She said nobody had been paid.",
            "Anna Lind said nobody had been paid.",
        ),
        ("Carl Brandt was tried in May. He served two years.", "Carl Brandt served two years."),
        (
            "Gen. Carl T. Brandt spoke first. Mr. Smith spoke next. Brandt’s troops left in 2011.",
            "Gen. Carl T. Brandt’s troops left in 2011.",
        ),
        ("The mill closed yesterday.", "The mill closed on 8 March 2016."),
        ("The mill closed last year.", "The mill closed in 2015."),
        ("The mill closed in May of last year.", "The mill closed in May of 2015."),
        ("Last month, 40 mills closed.", "In February 2016, 40 mills closed."),
        ("The mill closed on Monday.", "The mill closed on Monday, 7 March 2016."),
        ("The mill closed last week.", "The mill closed in the week of 29 February 2016."),
        ("The mill closed two years ago.", "The mill closed in about 2014."),
        ("• The mill closed this year.", "The mill closed in 2016."),
    ],
)
def test_statement_that_stands_by_itself(text: str, statement: str) -> None:
    proposal = proposed(text)
    assert proposal.statement == statement
    assert proposal.changes
    for change in proposal.changes:
        assert text[change.start : change.end] == change.before


@pytest.mark.parametrize(
    "text",
    [
        "Carl Brandt met Paul Moser in May. He served two years.",  # two whom it could mean
        "Anna Lind was tried in May. He served two years.",  # of the other gender
        "Carl Brandt and Paul Brandt met. Brandt served two years.",  # two of that name
        "The Islamic State lost two towns. State officials left.",  # no person
    ],
)
def test_what_is_not_safe_is_left_as_it_is(text: str) -> None:
    proposal = proposed(text)
    assert proposal.changes == ()
    assert text.endswith(proposal.statement)


def test_what_was_said_is_left_as_it_was_said() -> None:
    proposal = proposed("“They closed the mill last year and he left,” the mayor said yesterday.")
    assert (
        proposal.statement == "“They closed the mill last year and he left,” the mayor said on 8 March 2016."
    )
    assert proposal.still_open == ("they", "he")


def test_a_vague_date_of_publication_fills_in_what_it_can() -> None:
    text = "Last year 40 mills closed, and two more yesterday."
    sentence = Place(0, len(text))
    found = self_contained_statement(
        text, sentence, published_from=date(2016, 1, 1), published_to=date(2016, 12, 31)
    )
    assert found.statement == "In 2015 40 mills closed, and two more yesterday."
    assert self_contained_statement(text, sentence).changes == ()


def test_the_first_day_of_the_calendar_has_no_yesterday() -> None:
    text = "It rained yesterday."
    found = self_contained_statement(text, Place(0, len(text)), published_to=date.min)
    assert found.statement == text


@given(st.text(alphabet=st.characters(), max_size=200), st.dates(), st.integers(0, 200), st.integers(0, 200))
def test_any_sentence_has_a_proposal(text: str, published: date, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    proposal = self_contained_statement(text, Place(start, end), published_to=published)
    assert proposal.changes or proposal.statement in text


@pytest.mark.parametrize(
    "text",
    [
        "Carl Brandt met Wendelin Moser in May. He served two years.",  # a given name that no list has
        "Carl Brandt was tried. The Brandt network grew.",  # an adjective
        "Carl Brandt met Obadiah in May. Obadiah Moser left. He served two years.",
    ],
)
def test_names_of_people_unknown_to_the_lists_still_stand_in_the_way(text: str) -> None:
    assert proposed(text).changes == ()


def test_a_full_name_in_the_sentence_is_left_and_a_possessive_is_kept() -> None:
    assert proposed("Fatima Holm came. Fatima Holm’s brother left.").changes == ()
    assert proposed("Fatima Holm came. A day after that, Holm’s brother left.").statement == (
        "A day after that, Fatima Holm’s brother left."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Carl Brandt spoke. “We had caught a man. He fled last year.",
        "Carl Brandt spoke. “He fled last year.”",
        "Carl Brandt spoke. “He fled last year.",
    ],
)
def test_a_sentence_that_is_wholly_said_is_left_as_it_was_said(text: str) -> None:
    proposal = proposed(text)
    assert proposal.statement == "He fled last year."
    assert proposal.changes == ()
    assert proposal.still_open == ("he",)
