from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.language import Language, detected_language

CASES = [
    tuple(line.split("\t", 1))
    for line in (Path(__file__).parent / "cases" / "languages.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("code", "text"), CASES)
def test_language_of_a_sentence(code: str, text: str) -> None:
    assert detected_language(text).code == code


def test_foreign_navigation_at_the_top_does_not_decide() -> None:
    body = "Der Stadtrat stimmte am Dienstag für die Schließung von zwei der fünf Schwimmbäder. " * 80
    assert detected_language("Home | About us | Sign in | Subscribe now\n" * 10 + body).code == "de"


@pytest.mark.parametrize(("code", "text"), [case for case in CASES if case[0] not in ("en", "und")])
def test_a_foreign_text_that_quotes_english_keeps_its_language(code: str, text: str) -> None:
    quoted = "“We were told that this would be over by the end of the year,” they said."
    assert detected_language(f"{text} {quoted} " + f"{text} " * 6).code == code


def test_empty_text_has_no_language() -> None:
    assert detected_language("") == Language("und", 0.0)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=2_000))
def test_any_text_has_an_answer(text: str) -> None:
    language = detected_language(text)
    assert 0 <= language.probability <= 1
    assert language.code == "und" or len(language.code) == 2
