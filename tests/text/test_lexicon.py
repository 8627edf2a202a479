import pytest

from claims.text.checkworthiness.features import LISTS, OPENINGS
from claims.text.lexicon import WORD, inflected, lexicon
from claims.text.wordlists import entries


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("kill/v", ["kill", "kills", "killed", "killing"]),
        ("ban/v", ["ban", "bans", "banned", "banning"]),
        ("violate/v", ["violate", "violates", "violated", "violating"]),
        ("supply/v", ["supply", "supplies", "supplied", "supplying"]),
        ("launch/v", ["launch", "launches", "launched", "launching"]),
        ("agency/n", ["agency", "agencies"]),
        ("point/v out", ["point out", "points out", "pointed out", "pointing out"]),
        ("peer-reviewed", ["peer reviewed"]),
    ],
)
def test_written_forms_of_an_entry(entry: str, forms: list[str]) -> None:
    assert [" ".join([first, *rest]) for first, rest in inflected(entry)] == forms


def test_phrases_count_only_where_all_their_words_follow() -> None:
    causes = lexicon(["cause"])
    assert causes.counts(WORD.findall("It happened because of rain, and led to floods.")) == {"cause": 2}
    assert causes.counts(WORD.findall("It happened because it rained, and led by two.")) == {}


def test_no_list_holds_an_entry_twice() -> None:
    for name in (*LISTS, *OPENINGS, "months", "irregular_past", "attribution", "speakers", "offices"):
        found = entries(name)
        assert found, name
        assert len(found) == len(set(found)), name
